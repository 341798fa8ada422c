// Watching over officers: bait is touched and told of within a minute, to others than the officer's own unit.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server, threeEmergencies } from "../support/server.mjs";

let server;
let police;
let department;
let post;
let atHand;

const bait = { name: "Hồ Thị Mồi Chài", birth_year: 1999 };
const search = (session, caseId, body) =>
  session.post(`/cases/${caseId}/person-search`, body, { headers: { "Nuong-Purpose": "verification" } });

before(async () => {
  server = await Server.start();
  police = await server.signIn("police-hcmc-1");
  department = await server.signIn("labour-hcmc-1");
  post = await server.signIn("bp-can-gio-1");
  atHand = (await receivedCase(post)).case_id;
});

after(() => server.stop());

test("bait is laid by those who may, and its name comes back from nowhere", async () => {
  assert.equal((await post.post("/baits", bait)).status, 403);
  assert.equal((await post.get("/alerts")).status, 403);
  assert.equal((await post.get("/session")).json.may_see_alerts, false);
  const planted = await police.post("/baits", bait);
  assert.equal(planted.status, 201, planted.text);
  assert.equal(planted.json.baits.length, 1);
  assert.equal((await police.post("/baits", { name: "Chài" })).status, 400);
  for (const session of [police, department]) {
    const told = await session.get("/alerts");
    assert.equal(/M\u1ed3i|Moi/.test(told.text), false);
  }
});

test("who searches for it sees nothing, and the alert is there within a minute", { timeout: 70_000 }, async () => {
  const feed = await department.follow();
  const began = Date.now();
  const touched = await search(post, atHand, { name: "Ho Thi Moi Chai", birth_year: 1999 });
  const none = await search(post, atHand, { name: "Bui Van Khong Co", birth_year: 1999 });
  const bare = ({ left: _left, look: _look, ...rest }) => JSON.stringify(rest);
  assert.equal(bare(touched.json), bare(none.json));
  assert.equal(touched.text.length, none.text.length);
  await feed.waitFor((text) => text.includes("event: resync"), 60_000);
  feed.close();
  assert.ok(Date.now() - began < 60_000, "later than a minute");
  const { alerts } = (await department.get("/alerts")).json;
  assert.equal(alerts.length, 1);
  assert.equal(alerts[0].rule, "bait-touched");
  assert.equal(alerts[0].member, "bp-can-gio-1");
  assert.equal(alerts[0].because, touched.json.look);
  assert.equal((await department.get("/duties")).json.alerts, 1);
});

test("refusals without number are told of; one's own unit is not for oneself to see", { timeout: 70_000 }, async () => {
  // The departments' own officer asks for a case that is not hers, over and over.
  for (let i = 0; i < 20; ++i) assert.equal((await department.get("/cases/0000000000000000000000000a")).status, 404);
  const end = Date.now() + 60_000;
  const seen = async () => (await police.get("/alerts")).json.alerts.filter((one) => one.rule === "many-refusals");
  while ((await seen()).length === 0 && Date.now() < end) await new Promise((wake) => setTimeout(wake, 500));
  const [alert] = await seen();
  assert.equal(alert.member, "labour-hcmc-1");
  assert.equal(alert.count, 20);
  const own = (await department.get("/alerts")).json.alerts;
  assert.deepEqual(own.map((one) => one.rule), ["bait-touched"]);
  assert.equal((await department.post(`/alerts/${alert.sequence}/answer`, { finding: "explained" })).status, 404);
});

test("an alert is answered once, with a finding of the list", async () => {
  const [{ sequence }] = (await department.get("/alerts")).json.alerts;
  assert.equal((await department.post(`/alerts/${sequence}/answer`, { finding: "whatever" })).status, 400);
  const answered = await department.post(`/alerts/${sequence}/answer`, { finding: "misuse" });
  assert.equal(answered.status, 200, answered.text);
  assert.equal(answered.json.alerts[0].finding.en, "Access was misused");
  assert.equal((await police.post(`/alerts/${sequence}/answer`, { finding: "misuse" })).status, 409);
  assert.equal((await department.get("/duties")).json.alerts, 0);
});

test("who opens by emergency again and again is told of, with how much else she read", { timeout: 70_000 }, async () => {
  await threeEmergencies(server);
  const seen = async () => (await police.get("/alerts")).json.alerts.find((one) => one.rule === "many-emergencies");
  const end = Date.now() + 60_000;
  while (!(await seen()) && Date.now() < end) await new Promise((wake) => setTimeout(wake, 500));
  const { member, count, looks } = await seen();
  assert.deepEqual([member, count, looks], ["labour-can-gio-1", 3, 3]);
});

test("bait that was taken away is none any more", async () => {
  const [{ sequence }] = (await police.get("/alerts")).json.baits;
  assert.equal((await department.post(`/baits/${sequence}/withdraw`)).json.baits.length, 0);
  assert.equal((await police.post(`/baits/${sequence}/withdraw`)).status, 404);
});
