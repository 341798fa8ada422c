// `nuong check --coverage` and `--list`, over a copy of the pretend province and stories written here.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nuong, root, temporaryFolder } from "../support/program.mjs";

/** A folder of regulations that holds the pretend province only. */
function province() {
  const folder = path.join(temporaryFolder(), "regulations");
  mkdirSync(path.join(folder, "instruments"), { recursive: true });
  cpSync(path.join(root, "regulations/example"), path.join(folder, "example"), { recursive: true, dereference: true });
  return folder;
}

/** Questions beside that folder, which ask about these items. */
function ask(regulations, items) {
  const rules = path.join(regulations, "../tests/rules");
  mkdirSync(rules, { recursive: true });
  const asks = items.map(([kind, id]) => `  - {ask: item, item: {kind: ${kind}, id: ${id}}}\n`).join("");
  writeFileSync(path.join(rules, "q.yaml"), `questions: q\nregulation: example\nasks:\n${asks}`);
}

const coverage = (folder) => nuong("--regulations", folder, "check", "--coverage", "example");

test("without stories beside it, every clause needs a carrier or a reason", async () => {
  const folder = province();
  const { code, said } = await coverage(folder);
  assert.equal(code, 0, said);
  assert.match(said, /only the carriers are checked/);
  assert.match(said, /^song-mo-plan S1 → register:lessons target:lessons_given$/m);
  assert.match(said, /^song-mo-plan S4 → \(There is nothing to do\.\)$/m);
  assert.match(said, /^example: 4 of 4 clauses covered\.$/m);
});

test("a clause that loses its carrier, or its reason, fails", async () => {
  const folder = province();
  const file = path.join(folder, "example/law.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^ +not_carried: .*\n/m, ""));
  const { code, said } = await coverage(folder);
  assert.equal(code, 1);
  assert.match(said, /^song-mo-plan S4 ✗ Nothing carries this clause out/m);
});

test("a carried clause that no story or question asks about fails", async () => {
  const folder = province();
  ask(folder, [["register", "lessons"], ["duty", "tell-family"]]);
  const partly = await coverage(folder);
  assert.equal(partly.code, 1);
  assert.match(partly.said, /^song-mo-plan S1 → register:lessons target:lessons_given → rules\/q\.yaml$/m);
  assert.match(partly.said, /^song-mo-plan S3 → entitlement:meals-all norm:rooms-apart ✗ No story or question/m);
  ask(folder, [["register", "lessons"], ["duty", "tell-family"], ["norm", "rooms-apart"]]);
  const { code, said } = await nuong("--regulations", folder, "--json", "check", "--coverage", "example");
  assert.equal(code, 0, said);
  const { clauses } = JSON.parse(said);
  assert.deepEqual(clauses.map((row) => [row.clause, row.tests.length, row.covered]), [
    ["S1", 1, true], ["S2", 1, true], ["S3", 1, true], ["S4", 0, true]]);
});

test("items of a kind are listed with days, certainty and clause", async () => {
  const folder = province();
  const { code, said } = await nuong("--regulations", folder, "check", "--list", "document", "example");
  assert.equal(code, 0);
  assert.equal(said.trim().split("\n")[1].split("\t").join(" | "),
    "stay-decision | 2023-01-01.. | verified | Decision on the stay | song-mo-regulation art. 7 (new)");
  const { items } = JSON.parse((await nuong("--regulations", folder, "--json", "check", "--list", "unit", "example")).said);
  assert.ok(items.some((item) => item.id === "post-doi-gio" && item.until === "2024-01-01" && item.certainty === null));
});

test("a kind that is not there is refused with the nearest name", async () => {
  const { code, complained } = await nuong("--regulations", province(), "check", "--list", "dutys", "example");
  assert.equal(code, 1);
  assert.match(complained, /Did you mean "duty"\?/);
});
