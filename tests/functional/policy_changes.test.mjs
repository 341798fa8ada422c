// When the regulation is another than last time, that is on record before anything is decided by it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { binary, nuong, root, temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, receivedCase, Server } from "../support/server.mjs";

const folder = temporaryFolder();
const changed = path.join(folder, "regulations");
const state = path.join(folder, "state");
let data;

const entries = () =>
  execFileSync("sqlite3", [path.join(data, "nuong.db"), "SELECT value FROM entries ORDER BY key"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const announced = () => entries().filter(({ deed, kind }) => deed === "policy" && kind === "regulation");

async function workUnder(regulations) {
  const server = await Server.start(data, [], ["--regulations", regulations]);
  await receivedCase(await server.signIn("bp-can-gio-1"));
  await server.stop();
}

before(async () => {
  cpSync(path.join(root, "regulations"), changed, { recursive: true });
  appendFileSync(path.join(changed, "hcmc/regulation.yaml"), "# read once more\n");
  data = await foundedDirectory();
  await workUnder(path.join(root, "regulations"));
});

test("opened as it was last used, nothing is announced", async () => {
  assert.deepEqual(announced(), []);
});

/** The SHA-256 over name, size and text of every file, by name. */
function fingerprintOf(regulations) {
  const hash = createHash("sha256");
  const names = readdirSync(regulations, { recursive: true }).filter((name) => name.endsWith(".yaml"));
  for (const name of names.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))) {
    const text = readFileSync(path.join(regulations, name));
    hash.update(`${name}\n${text.length}\n`).update(text);
  }
  return hash.digest("hex");
}

test("every entry names the whole hash of the files it was made under", () => {
  assert.deepEqual([...new Set(entries().map(({ regulation }) => regulation))], [fingerprintOf(path.join(root, "regulations"))]);
});

test("opened under another state of the regulation, the entry comes before anything under it", async () => {
  const [first] = entries();
  await workUnder(changed);
  await workUnder(changed);
  const all = entries();
  const [announcement, ...more] = announced();
  assert.deepEqual(more, []);
  assert.notEqual(announcement.regulation, first.regulation);
  for (const { seq, regulation } of all)
    assert.equal(regulation, seq < announcement.seq ? first.regulation : announcement.regulation);
});

test("the monitor takes the decisions of both times again, when it has both", async () => {
  const watch = async (...more) => {
    const { said } = await nuong("--json", "--regulations", changed, "monitor", data, "--state", state, ...more);
    return JSON.parse(said).findings.map(({ id }) => id);
  };
  assert.deepEqual(await watch(), ["regulation_unknown"]);
  assert.deepEqual(await watch("--older", path.join(root, "regulations")), []);
  const whole = JSON.parse((await nuong("--json", "--regulations", changed, "verify", data)).said);
  assert.equal(whole.whole, true);
});

test("an announcement that was taken out is found", () => {
  const copy = path.join(folder, "copy");
  cpSync(data, copy, { recursive: true });
  const [{ seq }] = announced();
  const key = seq.toString(16).padStart(16, "0");
  execFileSync("sqlite3", [path.join(copy, "nuong.db"), `DELETE FROM entries WHERE key=x'${key}'`]);
  assert.throws(() => execFileSync(binary, ["--regulations", changed, "verify", copy], { stdio: "ignore" }));
});
