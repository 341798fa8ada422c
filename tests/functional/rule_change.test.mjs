// A change of the access rules before it takes effect: counted beside the rules in use, signed by who answers for them, found again
// in the ledger once it is in use.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { monitored } from "../support/monitored.mjs";
import { nuong } from "../support/program.mjs";
import { changed, regulations } from "../support/regulations.mjs";
import { Server } from "../support/server.mjs";

const provinceApproves = /\['labour_department', 'health_department', 'province_police'\]/;
const wider = "['labour_department', 'health_department', 'province_police', 'foreign_affairs']";

let proposed;
let server;
let compared;

/** What the page says once the server has counted. */
async function counted(session) {
  for (;;) {
    const { status, json } = await session.get("/regulation/change");
    assert.equal(status, 200);
    if (![json.standing, json.invariants.standing].includes("counting")) return json;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const reviewed = (session, { before: from, after: to, gained, lost, invariants }) =>
  session.post("/regulation/change/reviews", { before: from, after: to, gained, lost, held: invariants.requests });

before(async () => {
  proposed = changed("vietnam/access_members.yaml", provinceApproves, wider);
  const run = await nuong("--json", "--regulations", proposed, "check", "--access", "hcmc", "--against", regulations);
  [compared] = JSON.parse(run.said).regulations;
  server = await Server.start(undefined, [], ["--proposed", proposed]);
});

after(() => server?.stop());

test("the numbers are those that a comparison of both folders prints", async () => {
  const view = await counted(await server.signIn("bp-can-gio-1"));
  assert.equal(view.standing, "ready");
  assert.ok(compared.gained > 0);
  assert.deepEqual([view.gained, view.lost], [compared.gained, compared.lost]);
  const told = view.flips.map(({ action, field_class, role, gained, lost }) => ({
    gained,
    lost,
    role,
    topic: field_class === undefined ? action : `${action} ${field_class}`,
  }));
  assert.deepEqual(told, compared.flips);
  assert.deepEqual(
    view.rules.map(({ id, change }) => [id, change]),
    [["members-approved-by-the-province", "changed"]],
  );
  assert.deepEqual([view.reviews, view.past], [[], []]);
});

test("the proposed rules keep the invariants over as many requests as a survey of them asks", async () => {
  const { invariants } = await counted(await server.signIn("bp-can-gio-1"));
  const run = await nuong("--json", "--regulations", proposed, "check", "--access", "hcmc");
  const [{ topics, broken }] = JSON.parse(run.said).regulations;
  const requests = topics.reduce((all, topic) => all + topic.requests, 0);
  assert.deepEqual(invariants, { broken, changed: [], requests, standing: "held" });
});

test("another number than the one counted is not signed", async () => {
  const office = await server.signIn("labour-hcmc-1");
  const view = await counted(office);
  assert.equal((await reviewed(office, { ...view, gained: view.gained + 1 })).status, 409);
  assert.equal((await reviewed(office, { ...view, after: view.before })).status, 409);
  const more = { ...view.invariants, requests: view.invariants.requests + 1 };
  assert.equal((await reviewed(office, { ...view, invariants: more })).status, 409);
  assert.deepEqual((await counted(office)).reviews, []);
});

test("what she signs is the table as it is printed, and the ledger and the monitor bear it out", async () => {
  const office = await server.signIn("labour-hcmc-1");
  const view = await counted(office);
  assert.equal(view.may_review, true);
  const { status, json } = await reviewed(office, view);
  assert.equal(status, 200);
  assert.equal(json.may_review, false);
  const [{ sequence, member, gained, lost }] = json.reviews;
  assert.deepEqual([member, gained, lost], ["labour-hcmc-1", compared.gained, compared.lost]);
  assert.equal((await reviewed(office, view)).status, 409);
  const { findings, decisions } = await monitored(server);
  assert.deepEqual(findings, []);
  assert.ok(decisions > 0);
  const whole = JSON.parse((await nuong("--json", "verify", server.data)).said);
  assert.equal(whole.whole, true);
  const key = `${sequence.toString(16).padStart(16, "0")}${Buffer.from("review").toString("hex")}`;
  const kept = execFileSync("sqlite3", [path.join(server.data, "nuong.db"), `SELECT value FROM payloads WHERE key=x'${key}'`]);
  const record = JSON.parse(JSON.parse(kept.toString()).record);
  assert.equal(record.held, view.invariants.requests);
  assert.equal(record.table, createHash("sha256").update(JSON.stringify(compared.flips)).digest("hex"));
});

test("once in use, the change stands in the record with how many had reviewed it", async () => {
  for (const [folder, reviews] of [
    [proposed, 1],
    [regulations, 0],
  ]) {
    server = await Server.start(server.data, [], ["--regulations", folder, "--proposed", folder]);
    const { standing, past } = await counted(await server.signIn("bp-can-gio-1"));
    assert.equal(standing, "none");
    assert.equal(past[0].reviews, reviews);
    await server.stop();
  }
});

test("a folder that cannot be read stops the start and says why", async () => {
  const nowhere = await nuong("serve", "--data", server.data, "--port", "0", "--proposed", "/nowhere");
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.complained, /"\/nowhere" is not a folder of regulations/);
  const broken = changed("vietnam/access_members.yaml", /effect: permit/, "effect: perhaps");
  const refused = await nuong("serve", "--data", server.data, "--port", "0", "--proposed", broken);
  assert.equal(refused.code, 1);
  assert.match(refused.complained, /access_members\.yaml:\d+/);
  assert.ok(refused.complained.includes(broken));
});

test("rules that break an invariant in use are not signed, also when the proposal drops that invariant", async () => {
  const breaking = changed("vietnam/access_forbids.yaml", /when: "unit\.role == 'commune_pc'"/, `when: "unit.role == 'district_pc'"`);
  const invariants = path.join(breaking, "vietnam/access_invariants.yaml");
  writeFileSync(invariants, readFileSync(invariants, "utf8").replace(/  - id: commune-beyond-identity\n(?:.+\n)+/, ""));
  const breaks = await Server.start(undefined, [], ["--proposed", breaking]);
  const office = await breaks.signIn("labour-hcmc-1");
  const view = await counted(office);
  assert.deepEqual(
    view.invariants.changed.map(({ id, change }) => [id, change]),
    [["commune-beyond-identity", "removed"]],
  );
  assert.equal(view.invariants.standing, "broken");
  const [{ id, is_proposed, is_allowed, requests, example }] = view.invariants.broken;
  assert.deepEqual([id, is_proposed, is_allowed], ["commune-beyond-identity", false, true]);
  assert.ok(requests > 0);
  assert.match(example, /^read F.*unit\.role commune_pc/);
  assert.equal(view.may_review, false);
  const refused = await reviewed(office, view);
  assert.equal(refused.status, 409);
  assert.equal(refused.json.code, "invariant_broken");
  assert.deepEqual((await counted(office)).reviews, []);
  await breaks.stop();
});

test("counting does not keep the server from stopping", async () => {
  const reading = changed("vietnam/access_forbids.yaml", /when: "unit\.role == 'commune_pc'"/, `when: "unit.role == 'district_pc'"`);
  const counting = await Server.start(server.data, [], ["--proposed", reading]);
  assert.equal((await (await counting.signIn("bp-can-gio-1")).get("/regulation/change")).json.standing, "counting");
  assert.equal(await counting.stop(), 0);
});
