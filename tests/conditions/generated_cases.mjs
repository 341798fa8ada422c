// Conditions drawn by build/test/condition_cases, with the engine's answers.
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const build = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/test");
const kCount = "20000";

/** As GeneratedSignature() in src/rules. */
export const kSignature = {
  p: "bool",
  "f.q": "bool",
  "f.i": "int",
  "f.j": "int",
  "f.t": "text",
  "f.u": "text",
  "f.d": "date",
  "f.e": "date",
  "f.m": "instant",
  "f.n": "instant",
  "f.w": "duration",
  "f.x": "duration",
  "f.l": "text_list",
};

/** Integers stand in the file as texts of digits. */
function withIntegers(environment) {
  const integer = ([name, value]) => [name, kSignature[name] === "int" && value !== null ? BigInt(value) : value];
  return Object.fromEntries(Object.entries(environment).map(integer));
}

const age = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Drawn once for each build of the program. Ends with an error when the engine and the naive reading differ. */
export function generatedCases() {
  const program = path.join(build, "condition_cases");
  const file = path.join(build, `condition_cases_${kCount}.jsonl`);
  if (age(file) < age(program)) {
    execFileSync(program, [`${file}.part`, kCount], { stdio: ["ignore", "inherit", "inherit"] });
    renameSync(`${file}.part`, file);
  }
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const one = JSON.parse(line);
    return { ...one, environment: withIntegers(one.environment ?? {}) };
  });
}
