// node tests/mutations.mjs [EVERY] — makes each mistake (or every EVERYth) in the shipped regulations and asks who notices: the checks,
// the tables of the law in tests/law, the coverage of clauses, the questions of tests/rules, the tables and invariants of access, the stories.
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
  return folder === "vietnam" ? ["hcmc", "bac-giang"] : [folder];
};

/** A rule of access, in whatever file it stands. */
const isOfAccess = (group) => group === "access";

const yamlIn = (folder) => readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".yaml")).map((name) => path.join(root, folder, name));
const told = new Map([...yamlIn("tests/scenarios"), ...yamlIn("tests/rules")].map((file) => [file, readFileSync(file, "utf8")]));
const asks = (file, regulations) => regulations.some((regulation) => new RegExp(`^regulation: ${regulation}$`, "m").test(told.get(file)));

/** What the program answers about changed regulations; that it falls over is no notice. */
async function asked(folder, ...args) {
  const { code, said, complained } = await nuong("--json", "--regulations", folder, ...args);
  if ((code !== 0 && code !== 1) || said === "") throw new Error(`${args.slice(0, 3).join(" ")}: ${code}, ${complained}`);
  return { code, answer: JSON.parse(said) };
}

/** The first place at which a story, a question or a row of a table goes another way. */
async function firstFailure(folder, files) {
  const { answer } = await asked(folder, "scenario", ...files);
  const failure = answer.flatMap(({ failures }) => failures)[0];
  return failure && `${path.relative(root, failure.place)}: ${failure.what.split("\n").slice(0, 2).join(" ")}`;
}

/** The checker's findings; for who changed or dropped an access rule, the invariants of all abstract requests come later. */
async function byCheck({ file }, folder) {
  for (const regulation of regulationsOf(file)) {
    const { findings } = (await asked(folder, "check", regulation)).answer;
    if (findings.length > 0) return [...new Set(findings.map((finding) => finding.id))].join(" ");
  }
}

/** A clause that nothing carries out any more; only what is gone can bring that about. */
async function byCoverage({ file, is }, folder) {
  if (is !== "") return undefined;
  for (const regulation of regulationsOf(file)) {
    if ((await asked(folder, "check", "--coverage", regulation)).code !== 0) return "clause not carried";
  }
}

/** The tables of the law written by hand, all in one go: they take as long as loading the regulations. */
const byLaw = (_, folder) => firstFailure(folder, yamlIn("tests/law"));

/** The tables of access written by hand. */
async function byAccessTables({ file, group }, folder) {
  if (!isOfAccess(group)) return undefined;
  const tables = { hcmc: ["national"], "bac-giang": ["national", "bac-giang"] };
  for (const regulation of regulationsOf(file)) {
    const given = (tables[regulation] ?? []).flatMap((name) => ["--table", path.join(root, "tests/access", `${name}.yaml`)]);
    if ((await asked(folder, "check", "--access", "--tables-only", regulation, ...given)).code !== 0) return regulation;
  }
}

/** What must be allowed to nobody, asked of every abstract request of the smaller regulation. */
async function byAccessInvariants({ file, group }, folder) {
  if (!isOfAccess(group)) return undefined;
  return (await asked(folder, "check", "--access", regulationsOf(file)[0])).code === 0 ? undefined : "invariant";
}

const byRules = ({ file }, folder) => firstFailure(folder, yamlIn("tests/rules").filter((name) => asks(name, regulationsOf(file))));

/** Stories last: those that speak of the item first, so that most mistakes are caught soon. */
async function byStories({ file, id }, folder) {
  const own = yamlIn("tests/scenarios").filter((name) => asks(name, regulationsOf(file)));
  const naming = own.filter((name) => told.get(name).includes(id));
  for (const files of [naming, own.filter((name) => !naming.includes(name))]) {
    const failure = files.length === 0 ? undefined : await firstFailure(folder, files);
    if (failure !== undefined) return failure;
  }
}

/**
 * A rule of access whose change moves nobody's right is no mistake. First what can be read by units in one relation, which is soon
 * compared; then every abstract request under both, of the smaller regulation.
 */
async function isEquivalent({ file, group }, folder) {
  if (!isOfAccess(group)) return false;
  for (const regulation of regulationsOf(file)) {
    const { regulations } = (await asked(folder, "check", "--against", shipped, regulation)).answer;
    if (regulations.some((moved) => moved.rights.length > 0)) return false;
  }
  const { gained, lost } = (await asked(folder, "check", "--access", "--against", shipped, regulationsOf(file)[0])).answer.regulations[0];
  return gained + lost === 0;
}

/** In the order they are asked, the cheapest first; the first that objects has caught it. */
const judges = { check: byCheck, law: byLaw, coverage: byCoverage, rules: byRules, tables: byAccessTables };
/** Those that take seconds; asked only of what is not shown to be equivalent. */
const longJudges = { invariants: byAccessInvariants, stories: byStories };

async function ask(judging, mutant, folder) {
  for (const [by, objects] of Object.entries(judging)) {
    const why = await objects(mutant, folder);
    if (why !== undefined) return { by, why };
  }
}

async function judge(mutant, folder, withLong) {
  try {
    const soon = await ask(judges, mutant, folder);
    if (soon || !withLong) return soon ?? { by: "", why: "" };
    if (await isEquivalent(mutant, folder)) return { by: "equivalent", why: "" };
    return (await ask(longJudges, mutant, folder)) ?? { by: "", why: "" };
  } catch (fallen) {
    return { by: "", why: fallen.message };
  }
}

/** Judges the mutants that are chosen, by themselves and their number. */
export async function judgeAll(choose, { progress = () => {}, withLong = false } = {}) {
  const chosen = mutantsOf(readRegulations(shipped), folders).filter(choose);
  const judged = [];
  let next = 0;
  const work = async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, "regulations");
    cpSync(shipped, folder, { recursive: true, dereference: true });
    for (const tests of ["scenarios", "rules", "law"]) cpSync(path.join(root, "tests", tests), path.join(parent, "tests", tests), { recursive: true });
    while (next < chosen.length) {
      const mutant = chosen[next++];
      const file = path.join(folder, mutant.file);
      writeFileSync(file, mutant.text);
      judged.push({ ...mutant, ...(await judge(mutant, folder, withLong)) });
      cpSync(path.join(shipped, mutant.file), file, { dereference: true });
      progress(judged.length, chosen.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return judged;
}

function table(judged) {
  const names = [...Object.keys({ ...judges, ...longJudges }), "equivalent"];
  console.log(`${"".padEnd(36)} ${"made".padStart(5)} ${names.map((name) => name.padStart(10)).join(" ")}  caught`);
  const operators = [...new Set(judged.map(({ operator }) => operator))].sort();
  const lines = operators.map((name) => [name, judged.filter(({ operator }) => operator === name)]);
  for (const [operator, of] of [...lines, ["all", judged]]) {
    const count = (name) => of.filter(({ by }) => by === name).length;
    const different = of.length - count("equivalent");
    const caught = different - count("");
    const share = ((100 * caught) / Math.max(1, different)).toFixed(1);
    console.log(`${operator.padEnd(36)} ${String(of.length).padStart(5)} ${names.map((name) => String(count(name)).padStart(10)).join(" ")} ${share.padStart(6)} %`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const every = Number(process.argv[2] ?? 1);
  const progress = (done, of) => done % 100 === 0 && console.error(`${done}/${of}`);
  const judged = await judgeAll((_, i) => i % every === 0, { progress, withLong: true });
  for (const one of judged.filter(({ by }) => by === "")) console.log(`survived: ${one.operator} #${one.number} ${one.file} ${one.id} ${one.why}`);
  for (const one of judged.filter(({ by }) => by === "equivalent")) console.log(`moves nothing: ${one.operator} #${one.number} ${one.file} ${one.id}`);
  table(judged);
}
