// Members: a real directory is founded, a colleague joins by two signatures and leaves by two; what was put into the store
// behind the program's back lets nobody in and is found.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { oneTimeCode } from "../support/authenticator.mjs";
import { founded } from "../support/founded.mjs";
import { monitored } from "../support/monitored.mjs";
import { nuong, nuongTold } from "../support/program.mjs";
import { receivedCase, Server } from "../support/server.mjs";

const unit = "hcmc-border-post-can-gio";
let server;
let post;
let department;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  department = await server.signIn("labour-hcmc-1");
});

after(() => server.stop());

const join = (member, code, password) =>
  server.request({
    method: "POST",
    path: "/api/v1/join",
    headers: { "Content-Type": "application/json" },
    body: { member, code, password },
  });

async function keyed(member) {
  const invited = await post.post("/people", { member, unit, title_vi: "Cán bộ mới", title_en: "New officer", approver: true });
  assert.equal(invited.status, 201, invited.text);
  const joined = await join(member, invited.json.code, "a password of hers");
  assert.equal(joined.status, 200, joined.text);
  return joined.json.fingerprint;
}

test("a newcomer reads with her unit after two signatures, and not before", async () => {
  const { case_id } = await receivedCase(post);
  const fingerprint = await keyed("bp-can-gio-2");
  await assert.rejects(server.signIn("bp-can-gio-2", "a password of hers"));
  assert.equal((await department.post("/people/bp-can-gio-2/approve", { fingerprint })).json.standing, "approved");
  await assert.rejects(server.signIn("bp-can-gio-2", "a password of hers"));
  assert.equal((await post.post("/people/bp-can-gio-2/approve", { fingerprint })).json.standing, "member");
  const newcomer = await server.signIn("bp-can-gio-2", "a password of hers");
  assert.equal((await newcomer.get(`/cases/${case_id}`)).status, 200);
});

test("no request of hers is answered once her removal is committed, and those who stay read on", async () => {
  const { case_id } = await receivedCase(post);
  const leaver = await server.signIn("bp-can-gio-2", "a password of hers");
  assert.equal((await department.post("/people/bp-can-gio-2/remove")).json.standing, "leaving");
  let committed = false;
  const late = []; // answers to requests that began after the commit was acknowledged
  const hammer = Array.from({ length: 4 }, async () => {
    for (let request = 0; request < 60; request += 1) {
      const began = committed;
      const { status } = await leaver.get(`/cases/${case_id}`);
      if (began) late.push(status);
    }
  });
  assert.equal((await post.post("/people/bp-can-gio-2/remove")).json.standing, "gone");
  committed = true;
  await Promise.all(hammer);
  for (let request = 0; request < 5; request += 1) late.push((await leaver.get("/cases")).status);
  assert.deepEqual([...new Set(late)], [401]);
  await assert.rejects(server.signIn("bp-can-gio-2", "a password of hers"));

  assert.equal((await post.get("/session")).json.keys_pending, true);
  let progress;
  do progress = (await post.post("/unit-keys/renew")).json;
  while (!progress.finished);
  assert.equal(progress.done, progress.total);
  assert.equal((await post.get(`/cases/${case_id}`)).status, 200);
  assert.equal((await post.get("/session")).json.keys_pending, false);
});

test("refusals: no approver, the last member, oneself, an unknown name, a wrong code", async () => {
  const centre = await server.signIn("centre-1");
  const refused = await centre.post("/people", { member: "x", unit, title_vi: "a", title_en: "b", approver: false });
  assert.deepEqual([refused.status, refused.json.code], [403, "refused"]);
  assert.equal((await department.post("/people/centre-1/remove")).json.code, "last_member");
  assert.equal((await post.post("/people/bp-can-gio-1/remove")).json.code, "own_removal");
  assert.equal((await post.post("/people/nobody/remove")).status, 404);
  assert.deepEqual((await join("bp-can-gio-3", "0".repeat(26), "a password of hers")).json.code, "invitation_wrong");
});

test("what was signed is proved by verify and nothing of it is out of order to the monitor", async () => {
  await server.stop();
  const verified = JSON.parse((await nuong("--json", "verify", server.data)).said);
  assert.deepEqual([verified.whole, verified.flaws], [true, []]);
  const watched = await monitored(server);
  assert.deepEqual(watched.findings, []);
  assert.ok(watched.decisions > 0);
});

test("a real directory is founded with its first members, once, and has no demo in it", async () => {
  const { data } = await founded();
  const verified = JSON.parse((await nuong("--json", "verify", data)).said);
  assert.deepEqual([verified.whole, verified.flaws], [true, []]);
  const again = path.join(path.dirname(data), "founders.yaml");
  const twice = await nuongTold(["a", "b"], "found", data, "--regulation", "hcmc", "--members", again);
  assert.notEqual(twice.code, 0);
  const real = await Server.start(data);
  assert.equal((await real.request({ path: "/api/v1/welcome" })).json.demo, false);
  assert.equal((await real.signIn("lan", "the password of lan")).me.unit, unit);
  await real.stop();
});

test("a member is added at the command line with the passwords of two approvers", async () => {
  const { data } = await founded();
  const add = ["user", "--data", data, "--add", "sen", "--unit", unit, "--title-vi", "Cán bộ", "--title-en", "Officer"];
  const passwords = ["the password of mai", "the password of lan", "a password of hers"];
  const outside = await nuongTold(passwords, ...add, "--approver", "mai", "--approver", "lan");
  assert.notEqual(outside.code, 0, "the centre approves for itself only");
  const one = await nuongTold([passwords[1], passwords[1], passwords[2]], ...add, "--approver", "lan", "--approver", "lan");
  assert.notEqual(one.code, 0);
  const listed = await nuong("user", "--data", data);
  assert.deepEqual(listed.said.trim().split("\n").map((line) => line.split(" ")[0]), ["lan", "mai"]);
});

/** In a real directory a password only lets her set up a second factor. */
async function signInAnew(server, member, password) {
  const session = await server.signIn(member, password);
  assert.equal((await session.get("/cases")).status, 401);
  const { secret } = (await session.post("/session/codes")).json;
  assert.equal((await session.post("/session/codes/confirm", { code: oneTimeCode(secret, Date.now()) })).status, 200);
  return session;
}

test("three of five shares let an approver into a unit that nobody can open any more", async () => {
  const { data, shares } = await founded();
  const lost = await Server.start(data);
  const { case_id } = await receivedCase(await signInAnew(lost, "lan", "the password of lan"));
  await lost.stop();
  const before = readFileSync(path.join(data, "nuong.db"));
  const drill = await nuongTold([shares[4], shares[1], shares[2]], "recover", data, "--try");
  assert.equal(drill.code, 0, drill.complained);
  assert.match(drill.said, /Units it opens: 2\./);
  assert.deepEqual(readFileSync(path.join(data, "nuong.db")), before, "a drill writes nothing");

  const someone = ["recover", data, "--member", "thu", "--unit", unit, "--title-vi", "Đồn phó", "--title-en", "Deputy"];
  const password = "the password of thu";
  for (const [told, why] of [
    [[shares[0], shares[0], shares[1]], /Three different shares/],
    [[shares[0], shares[1].replace(/.$/, (last) => (last === "0" ? "1" : "0")), shares[2]], /Share 2 is mistyped/],
    [[shares[0], shares[1], (await founded()).shares[2]], /Share 3 belongs to another/],
  ]) {
    const { code, complained } = await nuongTold([...told, password], ...someone);
    assert.equal(code, 1);
    assert.match(complained, why);
  }
  const restored = await nuongTold([shares[3], shares[0], shares[2], password], ...someone);
  assert.equal(restored.code, 0, restored.complained);
  const server = await Server.start(data);
  const opened = await (await signInAnew(server, "thu", password)).get(`/cases/${case_id}`);
  assert.equal(opened.status, 200);
  assert.ok(opened.json.who.length > 0, "she opens what the unit may read");
  await server.stop();
  assert.equal(JSON.parse((await nuong("--json", "verify", data)).said).whole, true);
});

const hex = (text) => Buffer.from(text).toString("hex");
const sql = (data, statement, file = "nuong.db") =>
  execFileSync("sqlite3", [path.join(data, file), statement], { encoding: "utf8" }).trim();

test("a member put straight into the store is refused at sign-in and found by verify", async () => {
  const { data } = await founded();
  const row = sql(data, `SELECT hex(value) FROM people WHERE key=x'${hex("member/lan")}'`);
  sql(data, `INSERT INTO people(key, value) VALUES (x'${hex("member/eve")}', x'${row}')`);
  const real = await Server.start(data);
  await assert.rejects(real.signIn("eve", "the password of lan"));
  await real.stop();
  const { code, said } = await nuong("--json", "verify", data);
  assert.equal(code, 1);
  assert.ok(JSON.parse(said).flaws.some(({ id, message }) => id === "member_unproved" && message.startsWith("eve")));
});

test("a unit's public key that was exchanged is found by verify", async () => {
  const { data } = await founded();
  const key = hex(`unit/${unit}/F3`);
  sql(data, `UPDATE keyring SET value=x'${hex("0".repeat(64))}' WHERE key=x'${key}'`, "keyring.db");
  const { said } = await nuong("--json", "verify", data);
  assert.ok(JSON.parse(said).flaws.some(({ id }) => id === "unit_key_unproved"));
});
