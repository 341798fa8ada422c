// node tests/run.mjs FOLDER — runs every tests/FOLDER/*.test.mjs and ends with one line: N passed, M failed.
import { readdirSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!["conditions", "functional", "browser"].includes(folder)) {
  console.error("node tests/run.mjs conditions | functional | browser [PART OF A FILE NAME]");
  process.exit(2);
}
const part = process.argv[3] ?? "";
const files = readdirSync(path.join(here, folder))
  .filter((name) => name.endsWith(".test.mjs") && name.includes(part))
  .sort()
  .map((name) => path.join(here, folder, name));

let passed = 0;
/** What failed, with why; said again at the end, where the reader of a long log looks. */
const failures = [];

const isFile = (test) => files.includes(path.resolve(here, "..", test.name)) || files.includes(test.name);
const isGroup = (test) => test.details.type === "suite" || isFile(test);

function explain(error) {
  const cause = error?.cause ?? error;
  return String(cause?.stack ?? cause?.message ?? cause).replaceAll(/^/gm, "    ");
}

function onPass(test) {
  if (isGroup(test)) return;
  if (test.skip !== undefined) {
    console.log(`skipped: ${test.skip === true || test.skip === "" ? test.name : test.skip}`);
    return;
  }
  passed += 1;
  console.log(`✓ ${test.name} (${Math.round(test.details.duration_ms)} ms)`);
}

function onFail(test) {
  // A group fails with its parts; it counts by itself only when it broke outside of them.
  if (isGroup(test) && test.details.error?.failureType === "subtestsFailed") return;
  const failure = `✗ ${test.name}\n${explain(test.details.error)}`;
  failures.push(failure);
  console.log(failure);
}

/** Milliseconds for a file: one that waits for what never comes fails by its name. */
const kMost = 900_000;
const stream = run({ files, concurrency: 1, timeout: kMost });
stream.on("test:pass", onPass);
stream.on("test:fail", onFail);
// What goes wrong when no test runs any more is told here only, and by the file's own failure.
stream.on("test:diagnostic", ({ message }) => /asynchronous activity/.test(message) && console.log(message));
stream.on("test:stderr", (event) => process.stdout.write(event.message));
for await (const event of stream) void event;

if (files.length === 0) {
  failures.push(`✗ no tests in tests/${folder}`);
}
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
