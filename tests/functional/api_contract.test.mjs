// The server does what its description says: every operation succeeds, every answer fits its schema.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { raw } from "../support/http.mjs";
import { Authenticator, oneTimeCode } from "../support/authenticator.mjs";
import { demoPassword, nuong, temporaryFolder } from "../support/program.mjs";
import { changed } from "../support/regulations.mjs";
import { asFile, pngWith } from "../support/pictures.mjs";
import { misfitsOfAnswer } from "../support/schema.mjs";
import { foundedDirectory, receivedCase, reception, Server } from "../support/server.mjs";
import { checkHeaders } from "./headers.mjs";

let server;
let post; // the border post's officer
let description;
const statuses = new Map(); // status → one answer with it
const succeeded = new Set(); // operations that have been seen to succeed

const patternOf = (path) =>
  path
    .replace(/\?.*$/, "")
    .replace(/^(\/api\/v1\/cases\/)[^/]+/, "$1{case_id}")
    .replace(/\/acts\/[^/]+$/, "/acts/{kind}")
    .replace(/\/items\/[^/]+\/[^/]+$/, "/items/{kind}/{id}")
    .replace(/(\/reforms\/)[^/]+/, "$1{day}")
    .replace(/\/(looks|attachments)\/[^/]+$/, "/$1/{sequence}")
    .replace(/(\/(?:alerts|baits|exports)\/)(?!trace)[^/]+/, "$1{sequence}")
    .replace(/(\/people\/)[^/]+/, "$1{member}")
    .replace(/(\/session\/(?:others|passkeys)\/)[^/]+/, "$1{id}");

/** Every answer of this file is held against the description. */
function watch(answer, { method = "GET", path }) {
  statuses.set(answer.status, answer);
  checkHeaders(answer, `${method} ${path}`);
  const pattern = patternOf(path);
  const operation = description?.paths[pattern]?.[method.toLowerCase()];
  if (!operation) return;
  assert.deepEqual(misfitsOfAnswer(description, pattern, method, answer), [], `${method} ${path}`);
  if (answer.status < 300) succeeded.add(operation.operationId);
}

const folder = temporaryFolder();
const witness = path.join(folder, "witness");

before(async () => {
  const { said } = await nuong("witness", "found", witness, "--name", "example.org/witness");
  writeFileSync(path.join(folder, "policy"), `witness one ${said.trim()}\nquorum one\n`);
  const proposed = changed("vietnam/access_members.yaml", /'province_police'\]/, "'province_police', 'foreign_affairs']");
  server = await Server.start(undefined, [], ["--witnesses", path.join(folder, "policy"), "--proposed", proposed]);
  description = (await server.request({ path: "/api/v1/openapi.json" })).json;
  server.watch = watch;
  post = await server.signIn("bp-can-gio-1");
});

after(() => server.stop());

test("the description served is the one the program prints", async () => {
  const { said } = await nuong("openapi");
  const served = await server.request({ path: "/api/v1/openapi.json" });
  assert.equal(said.trim(), served.text);
  assert.equal(served.json.openapi, "3.1.0");
});

test("pages before the sign-in answer without a session", async () => {
  const welcome = await server.request({ path: "/api/v1/welcome" });
  assert.equal(welcome.json.demo, true);
  assert.equal(welcome.json.members.length, 16); // the offices of 2023, not their heirs
  const hello = await server.request({ path: "/api/v1/hello" });
  assert.equal(hello.json.hello, "Nương");
});

test("signing in sets one cookie that scripts, other hosts and other sites cannot use", async () => {
  const answer = await server.request({
    method: "POST",
    path: "/api/v1/session",
    headers: { "Content-Type": "application/json" },
    body: { member: "bp-can-gio-1", password: "nuong-tua-2023" },
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.may_receive, true);
  assert.match(
    answer.headers["set-cookie"][0],
    /^__Host-nuong=[0-9a-z]{52}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  );
  assert.equal(answer.text.includes(answer.headers["set-cookie"][0].slice(13, 65)), false);
});

test("signing out ends the session and clears what the browser kept, but not what waits to be sent", async () => {
  const session = await server.signIn("centre-1");
  assert.equal((await session.get("/session")).json.member, "centre-1");
  const answer = await session.signOut();
  assert.equal(answer.status, 204);
  assert.match(answer.headers["set-cookie"][0], /^__Host-nuong=; .*Max-Age=0$/);
  assert.equal(answer.headers["clear-site-data"], '"cache", "cookies"');
  assert.equal((await session.get("/session")).status, 401);
  assert.equal((await session.signOut()).status, 204, "signing out twice is no mistake");
});

test("a case begins as a draft, is received, and its page says so", async () => {
  const begun = await post.begin({ found_place: "sea", words: "Tôi muốn về nhà." });
  assert.equal(begun.status, 201);
  assert.equal(begun.json.version, 1);
  const { case_id } = begun.json;
  const received = await post.act(case_id, "received", 1, { ...reception, words: "Tôi muốn về nhà." });
  assert.deepEqual([received.status, received.json.case_id, received.json.version], [201, case_id, 2]);
  assert.ok(received.json.sequence > begun.json.sequence);
  const page = (await post.get(`/cases/${case_id}`)).json;
  assert.deepEqual([page.case_id, page.version, page.stage], [case_id, 2, "received"]);
  assert.equal(page.keeper_name.vi, "Đồn Biên phòng Cần Giờ");
  assert.equal(page.timeline[0].fields.find((field) => field.name === "words").value, "Tôi muốn về nhà.");
  assert.ok(page.duties.some((duty) => duty.duty === "border-guard-gives-essentials" && duty.standing === "open"));
});

test("a picture is added by an act and opened", async () => {
  const { case_id, version } = await receivedCase(post);
  const added = await post.act(case_id, "identity_paper_added", version, { paper: asFile("x.png", pngWith("x")) });
  assert.equal(added.status, 201, added.text);
  const picture = await post.get(`/cases/${case_id}/attachments/${added.json.sequence}`);
  assert.equal(picture.headers["content-type"], "image/png");
});

test("lists, duties, beds, forms and looks answer", async () => {
  const { case_id } = await receivedCase(post);
  const list = (await post.get("/cases")).json;
  assert.equal(list.rows[0].case_id, case_id, "newest change first");
  const home = (await post.get("/duties")).json;
  assert.ok(home.mine.some((duty) => duty.case_id === case_id));
  const beds = (await post.get("/beds")).json;
  assert.equal(beds.centres[0].groups.find(({ group }) => group === "women").free, 6);
  const forms = (await post.get("/forms")).json;
  assert.equal(forms.regulation, "hcmc");
  assert.ok(forms.forms.find(({ kind }) => kind === "received").fields.some(({ name }) => name === "words"));
  await post.get(`/cases/${case_id}`);
  const looks = (await post.get(`/cases/${case_id}/looks`)).json;
  assert.deepEqual(
    looks.looks.slice(0, 2).map(({ act, unit }) => [act, unit]),
    [
      ["read", "hcmc-border-post-can-gio"],
      ["read", "hcmc-border-post-can-gio"],
    ],
  );
  assert.match(looks.checkpoint.root, /^[0-9a-f]{64}$/);
  const { readers } = (await post.get(`/cases/${case_id}/readers`)).json;
  assert.ok(readers.some(({ unit }) => unit === "hcmc-border-post-can-gio"));
});

test("the ledger proves itself, and keeps what a witness answers", async () => {
  const { case_id, sequence } = await receivedCase(post);
  const proved = (await post.get(`/cases/${case_id}/looks/${sequence}`)).json;
  assert.equal(proved.look.act, "write");
  const { size, log } = (await post.get("/ledger/checkpoint")).json;
  assert.ok(size > sequence);
  assert.equal((await post.get(`/ledger/consistency?from=1&to=${size}`)).json.to, size);
  await nuong("witness", "trust", witness, log);
  const { checkpoint, witnesses } = (await post.get("/ledger/witnesses")).json;
  const request = path.join(folder, "request");
  writeFileSync(request, witnesses[0].request);
  const { said } = await nuong("witness", "sign", witness, request);
  const kept = await post.post("/ledger/cosignatures", { size: checkpoint.size, lines: said });
  assert.equal(kept.json.witnessed, checkpoint.size);
});

test("a proposed change of the rules is shown and reviewed", async () => {
  let change;
  do change = (await post.get("/regulation/change")).json;
  while ([change.standing, change.invariants.standing].includes("counting"));
  const { before: from, after: to, gained, lost, invariants } = change;
  const seen = { before: from, after: to, gained, lost, held: invariants.requests };
  const { json } = await post.post("/regulation/change/reviews", seen);
  assert.equal(json.reviews.length, 1);
});

test("the regulation answers: as a whole, by clause, by item, by pathway, by person", async () => {
  const { case_id } = await receivedCase(post);
  const whole = (await post.get("/regulation")).json;
  assert.equal(whole.id, "hcmc");
  assert.equal(whole.on, whole.today);
  const { clauses } = (await post.get("/regulation/clauses")).json;
  const lodging = clauses.find(({ instrument, clause }) => instrument === "hcmc-regulation-2023" && clause === "H31");
  const [carrier] = lodging.carriers;
  const item = (await post.get(`/regulation/items/${carrier.kind}/${carrier.id}`)).json;
  assert.deepEqual(item.versions[0].row.title, carrier.title);
  assert.ok((await post.get(`/regulation/pathways?case_id=${case_id}`)).json.code_name);
  const { facts } = (await post.get("/regulation/person-facts")).json;
  assert.ok(facts.every(({ required, offer }) => !required && offer === undefined));
  const asked = await post.post("/regulation/entitlements", { on: "2023-06-03", facts: {} });
  assert.equal(asked.json.on, "2023-06-03");
});

test("a reform day is looked at, proposed, taken back, proposed again and confirmed by another office", async () => {
  const file = path.join(temporaryFolder(), "reform.yaml");
  writeFileSync(file, `scenario: reform
title: {vi: Ngày chuyển đổi, en: Reform day}
regulation: hcmc
begins: 2025-03-01T08:00+07:00
steps:
  - {at: "2025-03-01T08:00+07:00", expect_beds: {unit: hcmc-social-support-centre, group: women, free: 6}}
`);
  const later = await Server.start(await foundedDirectory(file));
  try {
    later.watch = watch;
    const labour = await later.signIn("labour-hcmc-1");
    const police = await later.signIn("police-hcmc-1");
    const day = "/reforms/2025-03-01";
    assert.deepEqual((await labour.get("/reforms")).json.reforms.map(({ day, state }) => [day, state]), [
      ["2025-03-01", "due"],
      ["2025-07-01", "ahead"],
    ]);
    assert.equal((await labour.get(day)).json.may_propose, true);
    assert.equal((await labour.post(`${day}/propose`)).json.state, "proposed");
    assert.equal((await labour.post(`${day}/confirm`)).status, 403, "who proposed does not confirm");
    assert.equal((await police.post(`${day}/withdraw`)).json.state, "due");
    assert.equal((await police.post(`${day}/confirm`)).status, 409, "nothing is proposed");
    await labour.post(`${day}/propose`);
    const key = randomUUID();
    const confirmed = await police.post(`${day}/confirm`, undefined, { key });
    assert.equal(confirmed.json.state, "confirmed");
    assert.deepEqual((await police.post(`${day}/confirm`, undefined, { key })).json, confirmed.json, "sent twice, done once");
    assert.equal((await labour.get(day)).json.state, "confirmed");
  } finally {
    await later.stop();
  }
});

test("a colleague is invited, joins, is approved and leaves again; an invitation is taken back", async () => {
  const labour = await server.signIn("labour-hcmc-1");
  const person = { member: "bp-can-gio-9", unit: "hcmc-border-post-can-gio", title_vi: "Mới", title_en: "New", approver: false };
  const { code } = (await post.post("/people", person)).json;
  const joining = { member: person.member, code, password: "a password of hers" };
  const headers = { "Content-Type": "application/json" };
  const { fingerprint } = (await server.request({ method: "POST", path: "/api/v1/join", headers, body: joining })).json;
  await labour.post("/people/bp-can-gio-9/approve", { fingerprint });
  await post.post("/people/bp-can-gio-9/approve", { fingerprint });
  const { people } = (await post.get("/people")).json;
  assert.deepEqual(people.map(({ member, standing }) => [member, standing]), [
    ["bp-can-gio-1", "member"],
    ["bp-can-gio-9", "member"],
  ]);
  await labour.post("/people/bp-can-gio-9/remove");
  await post.post("/people/bp-can-gio-9/remove");
  assert.equal(typeof (await post.post("/unit-keys/renew")).json.finished, "boolean");
  await post.post("/people", { ...person, member: "bp-can-gio-8" });
  assert.equal((await post.post("/people/bp-can-gio-8/withdraw")).json.standing, "gone");
});

test("a member sets up how she signs in, by password, code and passkey", async () => {
  const session = await server.signIn("centre-1");
  const another = await server.signIn("centre-1");
  const headers = { "Content-Type": "application/json" };
  const open = (path, body) => server.request({ method: "POST", path: `/api/v1/session/${path}`, headers, body });
  const gone = (path) => server.request({ method: "DELETE", path: `/api/v1/session/${path}`, headers: { Cookie: session.cookie } });
  const ask = async () => (await server.request({ method: "POST", path: "/api/v1/session/challenge" })).json;
  const passkey = new Authenticator(`http://127.0.0.1:${server.port}`);
  const own = (await session.post("/session/challenge")).json;
  passkey.origin = `${own.rp_id === "localhost" ? "http" : "https"}://${own.rp_id}:${server.port}`;
  assert.equal((await session.post("/session/passkeys", passkey.create(own, "Máy ở bàn"))).status, 200);
  assert.equal((await open("passkey", passkey.get(await ask()))).status, 200);
  assert.equal((await session.post("/session/step-up/passkey", passkey.get(await ask()))).status, 200);
  const { sessions } = (await session.get("/session/security")).json;
  assert.equal((await gone(`others/${sessions.find(({ is_here }) => !is_here).id}`)).status, 204);
  assert.equal((await gone(`passkeys/${passkey.id}`)).status, 200);
  const password = demoPassword;
  assert.equal((await session.post("/session/step-up", { password })).status, 200);
  assert.equal((await session.post("/session/password", { old_password: password, password: "another long one" })).status, 204);
  const { secret } = (await session.post("/session/codes")).json;
  const now = Date.parse((await session.get("/duties")).json.now);
  assert.equal((await session.post("/session/codes/confirm", { code: oneTimeCode(secret, now) })).status, 200);
  assert.equal((await another.get("/session")).status, 401);
});

test("a list is walked page by page without a gap or a repetition", async () => {
  for (let more = 0; more < 5; more += 1) await post.begin({});
  const whole = (await post.get("/cases?limit=100")).json.rows.map((row) => row.case_id);
  assert.ok(whole.length >= 5);
  const walked = [];
  let cursor = "";
  do {
    const page = (await post.get(`/cases?limit=2${cursor && `&cursor=${cursor}`}`)).json;
    assert.ok(page.rows.length <= 2);
    walked.push(...page.rows.map((row) => row.case_id));
    cursor = page.next;
  } while (cursor);
  assert.deepEqual(walked, whole);
});

test("persons are searched for from a case, and emergency accesses are listed", async () => {
  const { case_id } = await receivedCase(post);
  const headers = { "Nuong-Purpose": "verification" };
  const found = await post.post(`/cases/${case_id}/person-search`, { name: "Bui Van Khong Co" }, { headers });
  assert.deepEqual([found.status, found.json.hits], [200, []], found.text);
  assert.deepEqual((await post.get("/emergencies")).json.emergencies, []);
});

test("bait is laid and withdrawn, an alert is listed and answered", { timeout: 70_000 }, async () => {
  const police = await server.signIn("police-hcmc-1");
  const planted = await police.post("/baits", { name: "Hồ Thị Mồi Chài" });
  assert.equal(planted.status, 201, planted.text);
  const { case_id } = await receivedCase(post);
  const headers = { "Nuong-Purpose": "verification" };
  await post.post(`/cases/${case_id}/person-search`, { name: "Hồ Thị Mồi Chài" }, { headers });
  const end = Date.now() + 60_000;
  while ((await police.get("/duties")).json.alerts === 0 && Date.now() < end) {
    await new Promise((wake) => setTimeout(wake, 500));
  }
  const [{ sequence }] = (await police.get("/alerts")).json.alerts;
  assert.equal((await police.post(`/alerts/${sequence}/answer`, { finding: "explained" })).status, 200);
  const [bait] = planted.json.baits;
  assert.equal((await police.post(`/baits/${bait.sequence}/withdraw`)).status, 200);
});

test("cases are taken out in a file, confirmed by another and traced", async () => {
  const [one, two, police] = await Promise.all(
    ["police-can-gio-1", "police-can-gio-2", "police-hcmc-1"].map((member) => server.signIn(member)),
  );
  for (let i = 0; i < 21; ++i) await receivedCase(one);
  const asked = await one.post("/exports", { classes: [], reason: "report" });
  assert.equal(asked.status, 201, asked.text);
  const [{ sequence }] = asked.json.exports;
  assert.equal((await two.post(`/exports/${sequence}/confirm`)).status, 200);
  const taken = await one.post(`/exports/${sequence}/take`, { language: "en" });
  assert.equal(taken.json.persons, 21, taken.text);
  const [, mark] = /\r\n"([^"]+)"/.exec(taken.json.text);
  assert.equal((await police.post("/exports/trace", { mark })).status, 200);
  assert.equal((await one.get("/exports")).json.exports.length, 1);
});

test("the live feed opens", async () => {
  const feed = await post.follow();
  assert.equal(feed.status, 200);
  assert.equal(feed.headers["content-type"], "text/event-stream");
  assert.equal(feed.headers["cache-control"], "no-store");
  succeeded.add("followFeed");
  feed.close();
});

test("HEAD answers as GET does, without a body", async () => {
  const { case_id } = await receivedCase(post);
  for (const path of ["/session", "/cases", "/duties", "/beds", "/forms", "/hello", "/welcome", "/regulation", `/cases/${case_id}`]) {
    const head = await server.request({
      method: "HEAD",
      path: `/api/v1${path}`,
      headers: { Cookie: post.cookie },
    });
    const get = await post.get(path);
    assert.deepEqual([head.status, head.text], [200, ""], path);
    assert.equal(head.headers["content-type"], get.headers["content-type"]);
  }
  const answer = await raw(server.port, "HEAD /api/v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n", { half: true });
  assert.equal(answer.split("\r\n\r\n")[1], "");
});

test("what is not the API has the same headers and gives nothing away", async () => {
  const answer = await server.request({ path: "/no-such-file.js" });
  assert.equal(answer.status, 404);
  assert.equal((await server.request({ method: "POST", path: "/" })).headers.allow, "GET, HEAD");
});

test("every operation of the description has been seen to succeed", () => {
  const all = Object.values(description.paths).flatMap((methods) =>
    Object.values(methods).map((one) => one.operationId),
  );
  assert.deepEqual([...succeeded].sort(), all.sort());
});

test("answers of many kinds were seen, each with exactly the headers every answer has", () => {
  assert.deepEqual([...statuses.keys()].sort(), [200, 201, 204, 401, 403, 404, 405, 409]);
});
