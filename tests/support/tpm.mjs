// A TPM 2.0 in software: a folder is one chip, each start another power cycle.
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { runToEnd, temporaryFolder } from "./program.mjs";

const chips = new Set();
process.on("exit", () => {
  for (const chip of chips) chip.kill("SIGKILL");
});

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
const answers = (port) =>
  new Promise((resolve) => {
    const probe = net.connect(port, "127.0.0.1");
    probe.once("error", () => resolve(false));
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
  });

export class Tpm {
  #folder = temporaryFolder();
  #child;

  static async started() {
    const chip = new Tpm();
    await chip.powerOn();
    return chip;
  }

  async powerOn() {
    let port;
    do port = 20_000 + 2 * Math.floor(Math.random() * 10_000);
    while (!((await isFree(port)) && (await isFree(port + 1))));
    const at = (number) => `type=tcp,bindaddr=127.0.0.1,port=${number}`;
    const words = ["socket", "--tpm2", "--tpmstate", `dir=${this.#folder}`, "--server", at(port), "--ctrl", at(port + 1)];
    this.#child = spawn("swtpm", [...words, "--flags", "not-need-init,startup-clear"], { stdio: "ignore" });
    this.#child.unref();
    chips.add(this.#child);
    /** What NUONG_TPM says of it. */
    this.where = `swtpm:host=127.0.0.1,port=${port}`;
    for (let tries = 0; tries < 500 && !(await answers(port + 1)); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async powerOff() {
    chips.delete(this.#child);
    this.#child.ref();
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await ended;
  }
}

const printedIn = (said) => /^ {2}([0-9a-f]{4}(?: [0-9a-f]{4}){11})$/m.exec(said)?.[1];

/** Runs `nuong root-key WHAT`, and types the printed key back, or what `instead` makes of it. */
export async function sealing(what, directory, instead = (key) => key, how = {}) {
  let key;
  const typed = (said) => {
    key = printedIn(said);
    return key && instead(key);
  };
  return { ...(await runToEnd(["root-key", what, directory], typed, how)), key };
}
