// Is she in another case already? Who may know finds her; who may not finds the same as nothing, and her keeper is told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { monitored } from "../support/monitored.mjs";
import { receivedCase, Server } from "../support/server.mjs";

let server;
let post;
let commune;
let atHand;
let hidden;

const forVerification = { "Nuong-Purpose": "verification" };
const search = (session, caseId, body, headers = forVerification) =>
  session.post(`/cases/${caseId}/person-search`, body, { headers });

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  commune = await server.signIn("commune-phuoc-kien-1");
  atHand = (await receivedCase(post)).case_id;
  const begun = await receivedCase(commune);
  hidden = begun.case_id;
  const { version } = (await commune.get(`/cases/${hidden}`)).json;
  const named = await commune.act(hidden, "identity_recorded", version, {
    full_name: "Võ Thị Lan Chi", birth_year: 2001, identity_number: "C 900 1234",
  });
  assert.equal(named.status, 201, named.text);
});

after(() => server.stop());

test("the page offers the purposes for which one may search", async () => {
  const view = (await post.get(`/cases/${atHand}`)).json;
  assert.deepEqual(view.search_purposes.map((one) => one.purpose), ["verification", "protection", "support"]);
});

test("a hidden case answers as no case, and only those who care for her are told", async () => {
  const feed = await commune.follow();
  const hit = await search(post, atHand, { name: "Vo Thi Lan Chi", birth_year: 2001 });
  const none = await search(post, atHand, { name: "Bui Van Khong Co", birth_year: 2001 });
  assert.equal(hit.status, 200, hit.text);
  const bare = ({ left: _left, look: _look, ...rest }) => JSON.stringify(rest);
  assert.equal(bare(hit.json), bare(none.json));
  assert.equal(hit.text.length, none.text.length);
  assert.deepEqual(hit.json.hits, []);
  assert.equal(hit.json.left - 1, none.json.left);
  await feed.waitFor((text) => text.includes(`id: ${hit.json.look}\n`), 60_000);
  feed.close();
  const told = (await commune.get("/duties")).json.matches;
  assert.equal(told.length, 1);
  assert.equal(told[0].case_id, hidden);
  assert.equal(told[0].unit_name.vi.includes("Cần Giờ"), true);
  assert.deepEqual((await post.get("/duties")).json.matches, []);
});

test("its own unit finds her, whatever the tones", async () => {
  const other = (await receivedCase(commune)).case_id;
  const answer = await search(commune, other, { name: "VÔ THÌ LÀN CHÍ" });
  assert.deepEqual(answer.json.hits.map((hit) => [hit.case_id, hit.by]), [[hidden, ["name"]]], answer.text);
});

test("the number of her paper finds her too, however it is written", async () => {
  const other = (await receivedCase(commune)).case_id;
  const answer = await search(commune, other, { name: "", document: "c9001234" });
  assert.deepEqual(answer.json.hits.map((hit) => [hit.case_id, hit.by]), [[hidden, ["document"]]], answer.text);
});

test("no purpose, no whole name, no case of one's own: no search", async () => {
  const name = "Võ Thị Lan Chi";
  assert.equal((await search(post, atHand, { name }, {})).status, 403);
  assert.equal((await search(post, atHand, { name }, { "Nuong-Purpose": "curiosity" })).status, 400);
  for (const wild of ["Chi", "*", "%%", "  "]) assert.equal((await search(post, atHand, { name: wild })).status, 400, wild);
  const elsewhere = await search(post, hidden, { name });
  const nowhere = await search(post, "a".repeat(26), { name });
  assert.equal(elsewhere.status, 404);
  assert.deepEqual({ ...elsewhere.json, request_id: "" }, { ...nowhere.json, request_id: "" });
});

test("the day's number ends it", async () => {
  let answer;
  for (let i = 0; i < 31; ++i) answer = await search(post, atHand, { name: "Bui Van Khong Co" });
  assert.equal(answer.status, 403, answer.text);
});

test("the monitor counts the searches of a day again, and nothing is out of order", async () => {
  const { findings, decisions } = await monitored(server);
  assert.deepEqual(findings, []);
  assert.ok(decisions > 10, `${decisions}`);
});
