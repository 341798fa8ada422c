// node tests/removed_checks.mjs write — copies the tree to build/permits, every check of a permit written so that it can be taken away.
// node tests/removed_checks.mjs judge [EVERY] — takes each (or every EVERYth) away and asks which test notices; the tests that never
// saw it refuse are not asked. `./campaign permits` builds in between.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { removableChecks } from "./support/removed_checks.mjs";
import { root, temporaryFolder } from "./support/program.mjs";

const tree = path.join(root, "build/permits");
const built = path.join(tree, "build/release");
const programs = ["operations_test", "http_test", "app_test"];
/** Milliseconds: a test that is short; and what the long ones that are asked about one check may take in all. */
const kShort = 3000;
const kMost = 150_000;
/** A check whose removal no test can see, because what stands behind it refuses alike; with the reason. */
const backed = JSON.parse(readFileSync(path.join(root, "tests/support/backed_checks.json"), "utf8"));

/** Only what differs is written, so that a second build is short. */
function write() {
  const names = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter((name) => name !== "" && existsSync(path.join(root, name)));
  const plain = new Map(names.map((name) => [name, readFileSync(path.join(root, name))]));
  for (const [name, text] of removableChecks(root).texts) plain.set(name, Buffer.from(text));
  for (const [name, bytes] of plain) {
    const file = path.join(tree, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
  }
  for (const made of ["web/dist", "tests/node_modules"]) {
    if (!existsSync(path.join(tree, made))) symlinkSync(path.join(root, made), path.join(tree, made));
  }
}

/** One run of one test with a check taken away, or none; what refused in it. */
function run(test, removed, refused) {
  const env = { ...process.env, NUONG_REMOVED: String(removed ?? -1), ...(refused && { NUONG_REFUSED: refused }) };
  const began = performance.now();
  return new Promise((resolve) => {
    execFile(test.command[0], test.command.slice(1), { cwd: tree, env, timeout: 300_000, maxBuffer: 1 << 28 }, (failed, said) => {
      const first = /^\[ {2}FAILED {2}\] (\S+)/m.exec(said)?.[1] ?? test.name;
      resolve({ passed: !failed, took: performance.now() - began, first });
    });
  });
}

function allTests() {
  const units = programs.flatMap((program) => {
    const listed = execFileSync(path.join(built, program), ["--gtest_list_tests"], { cwd: tree, encoding: "utf8" }).split("\n");
    let suite = "";
    return listed.flatMap((line) => {
      if (/^\S+\.(\s|$)/.test(line)) suite = line.split(/\s/)[0];
      return /^ {2}\S/.test(line) ? [`${suite}${line.trim().split(/\s/)[0]}`] : [];
    }).map((name) => ({ name, command: [path.join(built, program), `--gtest_filter=${name}`] }));
  });
  const files = readdirSync(path.join(tree, "tests/functional")).filter((name) => name.endsWith(".test.mjs")).sort();
  return [...units, ...files.map((name) => ({ name, command: ["node", "tests/run.mjs", "functional", name] }))];
}

/** As many at once as there are cores. */
async function each(items, work) {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next], next++);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Which checks refuse in which test, and how long it takes; kept, as it takes minutes. */
async function surveyed(tests) {
  const kept = path.join(tree, "build/refused.json");
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
  const folder = temporaryFolder();
  const survey = [];
  await each(tests, async (test, i) => {
    const file = path.join(folder, String(i));
    const { passed, took } = await run(test, undefined, file);
    if (!passed) console.log(`fails with every check in place, not asked: ${test.name}`);
    const refused = existsSync(file) ? [...new Set(readFileSync(file, "utf8").split("\n").filter(Boolean).map(Number))] : [];
    if (passed) survey.push({ ...test, took, refused });
  });
  writeFileSync(kept, JSON.stringify(survey));
  return survey;
}

/** Short tests of one program in one run; then the others, the shortest first, for as long as the limit goes. */
function courseOf(asked) {
  const short = programs.flatMap((program) => {
    const own = asked.filter(({ command, took }) => command[0].endsWith(program) && took < kShort);
    const filter = own.map(({ name }) => name).join(":");
    return own.length === 0 ? [] : [{ name: `${own.length} of ${program}`, took: 0, command: [path.join(built, program), `--gtest_filter=${filter}`] }];
  });
  const long = asked.filter(({ command, took }) => command[0] === "node" || took >= kShort);
  let sum = 0;
  return [...short, ...long.filter(({ took }) => (sum += took) < kMost)];
}

async function judge(every) {
  const { checks } = removableChecks(root);
  const survey = (await surveyed(allTests())).sort((a, b) => a.took - b.took);
  const judged = [];
  await each(checks.filter((_, i) => i % every === 0), async (check) => {
    const asked = survey.filter(({ refused }) => refused.includes(check.number));
    let by;
    for (const test of courseOf(asked)) {
      const { passed, first } = await run(test, check.number);
      if (passed) continue;
      by = first;
      break;
    }
    const why = backed.find(({ file, within, asked }) => check.file === file && check.within === within && check.asked === asked)?.why;
    judged.push({ ...check, by, asked: asked.length, why });
    const came = by ?? (asked.length === 0 ? "NEVER REFUSES" : `SURVIVES ${asked.length} tests`);
    console.log(`${check.number} ${check.kind} ${check.file}:${check.line} ${came}${by || !why ? "" : ` (${why})`}\n    ${check.text}`);
  });
  const left = judged.filter(({ by, why }) => by === undefined && why === undefined);
  console.log(`${judged.length} checks taken away: ${judged.filter(({ by }) => by).length} noticed, ${judged.filter(({ by, why }) => !by && why).length} backed by another, ${left.length} noticed by nobody`);
  process.exitCode = left.length === 0 ? 0 : 1;
}

const [command, every] = process.argv.slice(2);
if (command === "write") {
  rmSync(path.join(tree, "build/refused.json"), { force: true });
  write();
} else if (command === "judge") {
  await judge(Number(every ?? 1));
} else {
  console.error("node tests/removed_checks.mjs write | judge [EVERY]");
  process.exitCode = 2;
}
