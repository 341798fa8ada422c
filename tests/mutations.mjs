// node tests/mutations.mjs [EVERY] — makes each mistake (or every EVERYth) in the shipped regulations and asks who notices.
import { cpSync, writeFileSync } from "node:fs";
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

/** A mistake is caught by a finding, or by a clause that has lost its carrier; or it moves nobody's right and is none. */
async function judge(mutant, folder) {
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
  return { by: "", ids: [] };
}

/** Judges the mutants that are chosen, by themselves and their number. */
export async function judgeAll(choose, told = () => {}) {
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
      judged.push({ ...mutant, ...(await judge(mutant, folder)) });
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
    const row = rows.get(operator) ?? { all: 0, check: 0, coverage: 0, equivalent: 0 };
    rows.set(operator, row);
    row.all += 1;
    if (by in row) row[by] += 1;
  }
  for (const [operator, row] of [...rows].sort()) {
    const caught = row.check + row.coverage;
    console.log(`${operator.padEnd(36)} ${String(row.all).padStart(5)} made ${String(row.check).padStart(5)} check ${String(row.coverage).padStart(4)} coverage ${String(row.equivalent).padStart(4)} equivalent ${((100 * caught) / Math.max(1, row.all - row.equivalent)).toFixed(1).padStart(6)} %`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const every = Number(process.argv[2] ?? 1);
  const judged = await judgeAll((_, i) => i % every === 0, (done, of) => done % 100 === 0 && console.error(`${done}/${of}`));
  for (const one of judged.filter(({ by }) => by === "")) console.log(`survived: ${one.operator} #${one.number} ${one.file} ${one.id}`);
  table(judged);
  const different = judged.filter(({ by }) => by !== "equivalent");
  const caught = different.filter(({ by }) => by !== "");
  console.log(`${caught.length} of ${different.length} caught: ${((100 * caught.length) / different.length).toFixed(1)} %`);
}
