// The program under test and its command line.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = process.env.NUONG_BINARY ?? path.join(root, "build/release/nuong");
/** The same, but that it can be told to die at a named step (src/store/include/nuong/store/steps.hpp); `./test functional` builds it. */
export const steppingBinary = path.join(path.dirname(binary), "nuong_steps");
export const demoPassword = "nuong-tua-2023";

/** What a test sets in `process.env` counts from then on. */
const environment = () => ({ ...process.env, NUONG_REGULATIONS: path.join(root, "regulations"), NUONG_LANG: "en" });
const folders = [];
const children = new Set();

process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, gone when the test file ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "nuong-test-"));
  folders.push(folder);
  return folder;
}

/**
 * Starts the program; what it says is kept in `said` and `complained`. `typed` is its standard input: text, or what is said once it is asked for.
 * `how`: another program, more of an environment.
 */
export function start(args, typed, how = {}) {
  const child = spawn(how.program ?? binary, args, { env: { ...environment(), ...how.env }, stdio: [typed === undefined ? "ignore" : "pipe", "pipe", "pipe"] });
  if (typeof typed === "string") child.stdin.end(typed);
  const running = { child, said: "", complained: "" };
  children.add(child);
  child.stdout.on("data", (bytes) => {
    running.said += bytes;
    const answer = typeof typed === "function" && child.stdin.writable ? typed(running.said) : undefined;
    if (answer !== undefined) child.stdin.end(`${answer}\n`);
  });
  child.stderr.on("data", (bytes) => (running.complained += bytes));
  running.ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      children.delete(child);
      resolve(code);
    });
  });
  return running;
}

/** Runs the program to its end. */
export function nuong(...args) {
  return nuongTyping(undefined, ...args);
}

/** Runs the program to its end while somebody types `typed`. */
export function nuongTyping(typed, ...args) {
  return runToEnd(args, typed);
}

export async function runToEnd(args, typed, how) {
  const running = start(args, typed, how);
  const code = await running.ended;
  return { code, signal: running.child.signalCode, said: running.said, complained: running.complained };
}

/** The same, with lines on its standard input: passwords, which never stand on a command line. */
export function nuongTold(lines, ...args) {
  return nuongTyping(lines.map((line) => `${line}\n`).join(""), ...args);
}
