// `nuong check --access`: every abstract request against the invariants, the table written by hand, and another state of the rules.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nuong, root, temporaryFolder } from "../support/program.mjs";
import { changed, regulations as before } from "../support/regulations.mjs";

const table = path.join(root, "tests/access/national.yaml");

const communeForbid = /when: "unit\.role == 'commune_pc'"/;

test("the rules as they are break nothing, and a group answers like its members", async () => {
  const { code, said } = await nuong("--json", "check", "--access", "hcmc", "--table", table);
  assert.equal(code, 0, said);
  const [{ topics, broken, unequal, misses }] = JSON.parse(said).regulations;
  assert.deepEqual([broken, unequal, misses], [[], 0, []]);
  const sum = (key) => topics.reduce((all, topic) => all + topic[key], 0);
  assert.ok(sum("requests") > 35_562_240, said);
  assert.ok(sum("asked") < sum("requests"));
  assert.equal(topics.find(({ topic }) => topic === "read FT").allowed, 0);
});

test("a forbid that is lost breaks an invariant, told with one request, and the table", async () => {
  const folder = changed("vietnam/access_forbids.yaml", communeForbid, `when: "unit.role == 'district_pc'"`);
  const { code, said } = await nuong("--json", "--regulations", folder, "check", "--access", "hcmc", "--table", table);
  assert.equal(code, 1);
  const [{ broken, misses }] = JSON.parse(said).regulations;
  const found = broken.find(({ invariant }) => invariant === "commune-beyond-identity");
  assert.match(found.first, /role commune_pc/);
  assert.ok(found.requests > 0);
  assert.ok(misses.some(({ row, beyond }) => row === "role commune_pc, relation verifier" && beyond.includes("F4c")), said);
  const alone = await nuong("--json", "--regulations", folder, "check", "--access", "hcmc", "--tables-only", "--table", table);
  assert.deepEqual([alone.code, JSON.parse(alone.said).regulations], [1, [{ misses, regulation: "hcmc" }]]);
});

test("another state of the rules is told as a number, by class and role", async () => {
  const same = await nuong("--json", "check", "--access", "example", "--against", before);
  assert.deepEqual(JSON.parse(same.said).regulations, [{ flips: [], gained: 0, lost: 0, regulation: "example" }]);
  const folder = changed("vietnam/access_forbids.yaml", communeForbid, `when: "unit.role in ['commune_pc', 'border_post']"`);
  const { code, said } = await nuong("--json", "--regulations", folder, "check", "--access", "hcmc", "--against", before);
  assert.equal(code, 0, said);
  const [{ flips, gained, lost }] = JSON.parse(said).regulations;
  assert.equal(gained, 0);
  assert.ok(lost > 0);
  assert.deepEqual([...new Set(flips.map(({ role }) => role))], ["border_post"]);
  assert.deepEqual(flips.map(({ topic }) => topic).sort(), ["read F4c", "read F4m", "read F5"]);
});

/** What the program says to a table with this in place of a good one. */
async function refused(text) {
  const broken = path.join(temporaryFolder(), "table.yaml");
  writeFileSync(broken, text);
  const { code, complained } = await nuong("check", "--access", "hcmc", "--table", broken);
  assert.notEqual(code, 0, text);
  return complained;
}

test("a table with a word that nothing knows is refused at its place: an oracle that is misread finds nothing", async () => {
  const row = (who, cells = "always: list") => `rows:\n  - {who: {role: border_post, ${who}}, ${cells}}\n`;
  const wrong = [
    "rows:\n  - {who: {role: nobody}, always: list}\n",
    row("relation: kepper"),
    row("relation: keeper, protection: dangr"),
    row("relation: keeper, consent: F33"),
    row("relation: keeper, emergency: [F3, F6]"),
    row("relation: keeper, strong: perhaps"),
    row("prepared: ja"),
    row("purpose: curiosity"),
    row("done: reception_file_mad"),
    row("relation: keeper", 'hmoe: "-", always: list'),
    row("relation: keeper", "always: list F33"),
  ];
  for (const text of wrong) assert.match(await refused(text), /table\.yaml:2:\d+/, text);
  const whole = row("relation: keeper");
  assert.match(await refused(`${whole}ofices: []\n`), /table\.yaml:3:\d+/);
  const office = '  - {who: {role: border_post}, may: "-", not: list}\n';
  assert.match(await refused(`${whole}offices:\n${office}`), /table\.yaml:4:\d+/);
});
