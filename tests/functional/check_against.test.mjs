// `nuong check --against`: what a change of the regulation moves, over copies of the folder and a played directory.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { nuong, root, temporaryFolder } from "../support/program.mjs";
import { changed, regulations as before } from "../support/regulations.mjs";

const against = (folder, ...more) => nuong("--regulations", folder, "check", "--against", before, ...more);

const slowerRequest = () => changed("hcmc/duties_reception.yaml", /(id: request-verification\n(?: .*\n)*?    deadline: )3D/, "$15WD");

test("nothing differs from itself", async () => {
  const { code, said } = await against(before, "example");
  assert.equal(code, 0);
  assert.equal(said, "# example\nNothing differs.\n");
});

test("another deadline is told with an example, in both languages", async () => {
  const folder = slowerRequest();
  const { code, said } = await against(folder, "hcmc");
  assert.equal(code, 0, said);
  assert.match(said, /^hcmc\/duties_reception\.yaml:\d+:5: changed duties\/request-verification\n  deadline: 3D → 5WD$/m);
  assert.match(said, /opened at 2023-06-05T09:00:00\+07:00: 2023-06-09T00:00:00\+07:00 → 2023-06-13T00:00:00\+07:00$/m);
  const vietnamese = await nuong("--lang", "vi", "--regulations", folder, "check", "--against", before, "hcmc");
  assert.match(vietnamese.said, /^Nhiệm vụ:\n  request-verification 2023-05-10\.\.2025-07-01 \(Đề nghị công an xác minh\)$/m);
});

test("open cases of a directory are played under both", async () => {
  const data = path.join(temporaryFolder(), "data");
  const played = await nuong("scenario", path.join(root, "demo/hcmc-2023.yaml"), "--data", data);
  assert.equal(played.code, 0, played.said);
  const { code, said } = await nuong("--json", "--regulations", slowerRequest(), "check", "--against", before, "--data", data);
  assert.equal(code, 0, said);
  const { regulations } = JSON.parse(said);
  assert.deepEqual(regulations.map((one) => one.regulation), ["hcmc"]);
  const { cases } = regulations[0];
  assert.ok(cases.open > cases.duties.length);
  assert.equal(cases.duties.length, 1);
  const [move] = cases.duties;
  assert.equal(move.duty, "request-verification");
  assert.equal(move.before.state, "open");
  assert.ok(move.before.due < move.after.due);
  const other = await against(before, "bac-giang", "--data", data);
  assert.equal(other.code, 1);
  assert.match(other.complained, /follows the regulation "hcmc"/);
});

test("a right that is widened or taken is told by role, relation and class", async () => {
  const wider = changed("example/access.yaml", /when: "'keeper' in unit\.relations"/, `when: "'keeper' in unit.relations || 'receiver' in unit.relations"`);
  const given = await against(wider, "example");
  assert.match(given.said, /^  every office \+ receiver may now read F1 F2 F3 \(/m);
  const narrower = changed("example/access.yaml", /classes: \[F1, F2, F3, F4c\]/, "classes: [F1, F2, F3]");
  const { regulations: [{ rights }] } = JSON.parse((await nuong("--json", "--regulations", narrower, "check", "--against", before, "example")).said);
  assert.deepEqual(rights.map(({ action, classes, roles, relation, allowed }) => ({ action, classes, roles, relation, allowed })),
    [{ action: "read", classes: ["F4c"], roles: [], relation: "keeper", allowed: false }]);
  const actors = changed("example/acts.yaml", /(kind: referral_accepted[^]*?)by: \{relations: \[referred_to\], roles: \[centre\]\}/, "$1by: {relations: [referred_to, keeper]}");
  assert.match((await against(actors, "example")).said, /^  every office \+ keeper may now act:referral_accepted@2020-01-01 \(1\/1\)$/m);
});

test("a folder with findings, or no folder, is refused by name", async () => {
  const broken = changed("example/duties.yaml", /deadline: 20D/, "deadline: soon");
  const refused = await against(broken, "example");
  assert.equal(refused.code, 1);
  assert.ok(refused.complained.startsWith(`${broken}: The regulation has findings`), refused.complained);
  assert.match(refused.complained, /example\/duties\.yaml:\d+:\d+: This is not a time limit\./);
  const nowhere = await nuong("check", "--against", "/nowhere");
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.complained, /^"\/nowhere" is not a folder of regulations/);
  const lone = await nuong("check", "--data", "/nowhere");
  assert.notEqual(lone.code, 0);
  const noData = await against(before, "--data", "/nowhere");
  assert.equal(noData.code, 1);
  assert.doesNotMatch(noData.complained, /the world failed/);
});
