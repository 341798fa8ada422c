// Witnesses from outside: asked over the network, or handed the request and their answer typed in.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { binary, nuong, start, temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const folder = temporaryFolder();
const place = (name) => path.join(folder, name);
let data;
let logKey;
let server;
let post;
let online;

async function said(...words) {
  const { code, said, complained } = await nuong(...words);
  assert.equal(code, 0, complained || said);
  return said.trim();
}

const sign = (name, request) => spawnSync(binary, ["--lang", "en", "witness", "sign", place(name)], { input: request, encoding: "utf8" });

async function startWitness(name) {
  const running = start(["--lang", "en", "witness", "serve", place(name)]);
  for (let turn = 0; turn < 200 && !/http:\S+/.test(running.said); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return { running, url: /http:\S+/.exec(running.said)[0] };
}

async function until(what) {
  for (let turn = 0; turn < 200; turn += 1) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it did not come about");
}

before(async () => {
  data = await foundedDirectory();
  const first = await Server.start(data);
  const session = await first.signIn("bp-can-gio-1");
  logKey = (await session.get("/ledger/checkpoint")).json.log;
  await first.stop();
  const keys = {};
  for (const name of ["an", "binh", "chi"]) {
    keys[name] = await said("witness", "found", place(name), "--name", `example.org/${name}`);
    await said("witness", "trust", place(name), logKey);
    assert.equal(await said("witness", "key", place(name)), keys[name]);
  }
  online = await startWitness("an");
  const policy = [
    `witness an ${keys.an} ${online.url}`,
    `witness binh ${keys.binh}`,
    `witness chi ${keys.chi}`,
    "group three 2 an binh chi",
    "quorum three",
  ];
  writeFileSync(place("policy"), `${policy.join("\n")}\n`);
  server = await Server.start(data, [], ["--witnesses", place("policy"), "--checkpoint-seconds", "1"]);
  post = await server.signIn("bp-can-gio-1");
});
after(async () => {
  await server?.stop();
  online?.running.child.kill("SIGTERM");
});

const witnesses = async () => (await post.get("/ledger/witnesses")).json;
const named = (view, name) => view.witnesses.find((one) => one.name === name);

test("a witness with an address is asked by the server itself", async () => {
  await receivedCase(post);
  const { size } = (await post.get("/ledger/checkpoint")).json;
  const view = await until(async () => {
    const now = await witnesses();
    return named(now, "an").size >= size && now;
  });
  assert.equal(named(view, "an").online, true);
  assert.match(named(view, "an").cosigned_at, /^20\d\d-/);
  assert.equal(view.witnessed, 0, "one of three is not enough");
});

test("a witness without a network is handed the request and answers with one line", async () => {
  const size = await until(async () => {
    const now = await witnesses();
    return named(now, "an").size === now.checkpoint.size && now.checkpoint.size;
  });
  const { request } = named(await witnesses(), "binh");
  assert.match(request, /^old 0\n\nnuong\/hcmc\//);
  const { stdout, status } = sign("binh", request);
  assert.equal(status, 0);
  assert.match(stdout, /^— example\.org\/binh \S+\n$/u);
  const kept = await post.post("/ledger/cosignatures", { size, lines: stdout });
  assert.equal(kept.status, 200, kept.text);
  assert.equal(kept.json.witnessed, size);
  assert.equal(named(kept.json, "binh").size, size);
  assert.equal((await post.post("/ledger/cosignatures", { size, lines: stdout })).status, 200, "twice is once");
});

test("what is not a declared witness' signature over that checkpoint is refused", async () => {
  const { checkpoint, witnesses: all } = await witnesses();
  const { stdout } = sign("chi", all.find(({ name }) => name === "chi").request);
  const forged = stdout.replace("example.org/chi", "example.org/other");
  for (const lines of ["", "x", forged, stdout.replace("\n", "")])
    checkProblem(await post.post("/ledger/cosignatures", { size: checkpoint.size, lines }), 400, "cosignature_refused");
  checkProblem(await post.post("/ledger/cosignatures", { size: 999999, lines: stdout }), 404, "absent");
});

test("a witness does not sign a ledger that is not the one it knew", async () => {
  // Founded by the same scenario, this one has the same key: it is what a rewritten ledger would be.
  const other = await Server.start();
  const session = await other.signIn("bp-can-gio-1");
  for (let turn = 0; turn < 5; turn += 1) await receivedCase(session);
  const foreign = (await session.get("/ledger/checkpoint")).json;
  await other.stop();
  assert.equal(foreign.log, logKey);
  const known = named(await witnesses(), "binh").size;
  const rewritten = sign("binh", `old 0\n\n${foreign.note}`);
  assert.equal(rewritten.status, 1);
  assert.match(rewritten.stderr, new RegExp(`cosigned last is ${known}`));
  assert.match(sign("binh", `old ${known}\n\n${foreign.note}`).stderr, /NOT cosigned: the consistency proof/);
  const { note, size } = (await post.get("/ledger/checkpoint")).json;
  const forged = note.replace(`\n${size}\n`, `\n${size + 1}\n`);
  assert.match(sign("binh", `old 0\n\n${forged}`).stderr, /not signed by the log/);
  assert.match(sign("binh", `old 0\n\n${note.replace("nuong/", "other/")}`).stderr, /unknown log/);
});

test("a log that shows two ledgers leaves the proof with the witness", async () => {
  const other = await Server.start();
  let session = await other.signIn("bp-can-gio-1");
  const both = async () => [(await post.get("/ledger/checkpoint")).json, (await session.get("/ledger/checkpoint")).json];
  let [one, two] = await both();
  for (; one.size !== two.size; [one, two] = await both()) {
    if (one.size < two.size) await server.signIn("bp-can-gio-1");
    else session = await other.signIn("bp-can-gio-1");
  }
  await other.stop();
  assert.notEqual(one.root, two.root);
  await said("witness", "found", place("dan"), "--name", "example.org/dan");
  await said("witness", "trust", place("dan"), logKey);
  const { running, url } = await startWitness("dan");
  const ask = async (note) => (await fetch(`${url}/add-checkpoint`, { method: "POST", body: `old 0\n\n${note}` })).status;
  assert.equal(await ask(one.note), 200);
  for (let time = 0; time < 2; time += 1) assert.equal(await ask(two.note), 409);
  const forged = two.note.replace(`\n${two.size}\n`, `\n${two.size + 1}\n`);
  for (let time = 0; time < 3; time += 1) assert.equal(await ask(forged), 403);
  assert.equal(await ask(two.note.replace("nuong/", "other/")), 404);
  running.child.kill("SIGTERM");
  assert.equal(await running.ended, 0);

  const lines = running.complained.trim().split("\n").map((line) => JSON.parse(line));
  const counts = {};
  for (const line of lines.filter(({ event }) => event === "refused"))
    for (const [why, count] of Object.entries(line.counts)) counts[why] = (counts[why] ?? 0) + count;
  assert.deepEqual(counts, { log_unknown: 1, not_signed_by_log: 3, split_view: 2 });
  const [told, ...more] = lines.filter(({ event }) => event === "failed");
  assert.deepEqual([told.error, more.length], ["split_view", 0], "told once");
  for (const part of two.note.trim().split(/[\s\n]+/).filter((word) => word.length > 20)) assert.ok(!running.complained.includes(part), part);

  const kept = () => ["cosigned", "shown"].map((name) => readFileSync(path.join(told.note, name), "utf8"));
  const proof = kept();
  assert.ok(proof[0].startsWith(one.note.split("\n\n")[0]) && proof[1] === two.note);
  const again = sign("dan", `old 0\n\n${two.note}`);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /NOT cosigned: this log has signed two different checkpoints/);
  assert.ok(again.stderr.includes(told.note), again.stderr);
  assert.equal(sign("dan", `old ${one.size}\n\n${one.note}`).status, 0, "what it signed it signs again");
  assert.deepEqual(kept(), proof);
});

test("the witness' door takes POST add-checkpoint and nothing else", async () => {
  const ask = (method, where, body) => fetch(online.url + where, { method, body });
  assert.equal((await ask("GET", "/add-checkpoint")).status, 405);
  assert.equal((await ask("POST", "/other", "x")).status, 404);
  assert.equal((await ask("POST", "/add-checkpoint", "x")).status, 400);
  assert.equal((await ask("POST", "/add-checkpoint", "x".repeat(70000))).status, 413);
  const { note, size } = (await post.get("/ledger/checkpoint")).json;
  const stale = await ask("POST", "/add-checkpoint", `old ${size}\n\n${note}`);
  if (stale.status !== 200) {
    assert.equal(stale.status, 409);
    assert.equal(stale.headers.get("content-type"), "text/x.tlog.size");
    assert.match(await stale.text(), /^\d+\n$/);
  }
});

test("verify counts the cosignatures by somebody's own policy", async () => {
  const witnessed = (await witnesses()).witnessed;
  await server.stop();
  server = undefined;
  const whole = JSON.parse(await said("--json", "verify", data, "--witnesses", place("policy")));
  assert.deepEqual([whole.whole, whole.witnessed], [true, witnessed]);
  writeFileSync(place("strict"), `witness chi ${await said("witness", "key", place("chi"))}\nquorum chi\n`);
  const { code, said: told } = await nuong("--json", "verify", data, "--witnesses", place("strict"));
  assert.equal(code, 1);
  assert.deepEqual(
    JSON.parse(told).flaws.map(({ id }) => id),
    ["not_witnessed"],
  );
});
