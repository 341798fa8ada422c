// node tests/mutations.mjs [EVERY] — makes each mistake (or every EVERYth) in the shipped regulations and asks who notices:
// the checks, the coverage of clauses, or the stories and questions of tests/scenarios and tests/rules.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { mutantsOf, readRegulations } from "./support/mutations.mjs";
import { nuong, root, temporaryFolder } from "./support/program.mjs";

const shipped = path.join(root, "regulations");
const folders = ["vietnam", "hcmc", "bac-giang", "bac-ninh"];

/** The regulations that a file is part of. */
const regulationsOf = (file) => {
  const folder = file.split("/")[0];
  if (folder === "vietnam") return ["hcmc", "bac-giang"];
  return [folder];
};

/** The stories and questions asked of a regulation; those that speak of the item first, so that most mistakes are caught soon. */
function storiesOf(regulation, id) {
  const files = ["tests/scenarios", "tests/rules"].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)),
  );
  const told = files.filter((file) => file.endsWith(".yaml")).map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const own = told.filter(({ text }) => new RegExp(`^regulation: ${regulation}$`, "m").test(text));
  const naming = own.filter(({ text }) => text.includes(id));
  return [naming, own.filter((one) => !naming.includes(one))].map((some) => some.map(({ file }) => file));
}

async function contradictsAStory(mutant, folder) {
  for (const regulation of regulationsOf(mutant.file)) {
    for (const files of storiesOf(regulation, mutant.id)) {
      if (files.length === 0) continue;
      const { code } = await nuong("--regulations", folder, "scenario", ...files);
      if (code !== 0) return true;
    }
  }
  return false;
}

/**
 * A mistake is caught by a finding, by a clause that has lost its carrier, or (`withStories`) by a story that goes another
 * way; or it moves nobody's right and is none.
 */
async function judge(mutant, folder, withStories) {
  for (const regulation of regulationsOf(mutant.file)) {
    const { said, complained } = await nuong("--json", "--regulations", folder, "check", regulation);
    if (!said) return { by: "crash", ids: [complained] };
    const { findings } = JSON.parse(said);
    if (findings.length > 0) return { by: "check", ids: [...new Set(findings.map((finding) => finding.id))] };
  }
  for (const regulation of mutant.is === "" ? regulationsOf(mutant.file) : []) {
    const { code } = await nuong("--json", "--regulations", folder, "check", "--coverage", regulation);
    if (code !== 0) return { by: "coverage", ids: [] };
  }
  if (/^(widen a permit|drop a guard: forbid)/.test(mutant.operator)) {
    const { said } = await nuong("--json", "--regulations", folder, "check", "--against", shipped, regulationsOf(mutant.file)[0]);
    if (JSON.parse(said).regulations.every((moved) => moved.rights.length === 0)) return { by: "equivalent", ids: [] };
  }
  if (withStories && (await contradictsAStory(mutant, folder))) return { by: "stories", ids: [] };
  return { by: "", ids: [] };
}

/** Judges the mutants that are chosen, by themselves and their number. */
export async function judgeAll(choose, { told = () => {}, withStories = false } = {}) {
  const chosen = mutantsOf(readRegulations(shipped), folders).filter(choose);
  const judged = [];
  let next = 0;
  const work = async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, "regulations");
    cpSync(shipped, folder, { recursive: true, dereference: true });
    for (const tests of ["scenarios", "rules"]) cpSync(path.join(root, "tests", tests), path.join(parent, "tests", tests), { recursive: true });
    while (next < chosen.length) {
      const mutant = chosen[next++];
      const file = path.join(folder, mutant.file);
      writeFileSync(file, mutant.text);
      judged.push({ ...mutant, ...(await judge(mutant, folder, withStories)) });
      cpSync(path.join(shipped, mutant.file), file, { dereference: true });
      told(judged.length, chosen.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return judged;
}

function table(judged) {
  const rows = new Map();
  for (const { operator, by } of judged) {
    const row = rows.get(operator) ?? { all: 0, check: 0, coverage: 0, stories: 0, equivalent: 0 };
    rows.set(operator, row);
    row.all += 1;
    if (by in row) row[by] += 1;
  }
  for (const [operator, row] of [...rows].sort()) {
    const caught = row.check + row.coverage + row.stories;
    console.log(`${operator.padEnd(36)} ${String(row.all).padStart(5)} made ${String(row.check).padStart(5)} check ${String(row.coverage).padStart(4)} coverage ${String(row.stories).padStart(4)} stories ${String(row.equivalent).padStart(4)} equivalent ${((100 * caught) / Math.max(1, row.all - row.equivalent)).toFixed(1).padStart(6)} %`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const every = Number(process.argv[2] ?? 1);
  const told = (done, of) => done % 100 === 0 && console.error(`${done}/${of}`);
  const judged = await judgeAll((_, i) => i % every === 0, { told, withStories: true });
  for (const one of judged.filter(({ by }) => by === "")) console.log(`survived: ${one.operator} #${one.number} ${one.file} ${one.id}`);
  table(judged);
  const different = judged.filter(({ by }) => by !== "equivalent");
  const caught = different.filter(({ by }) => by !== "");
  console.log(`${caught.length} of ${different.length} caught: ${((100 * caught.length) / different.length).toFixed(1)} %`);
}
