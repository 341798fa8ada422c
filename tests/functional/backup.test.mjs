// A copy of a directory in use, brought back on a clean host: everything is there and proves; without the offline key it
// is noise; what was destroyed in between stays destroyed.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { nuong, temporaryFolder } from "../support/program.mjs";
import { Server } from "../support/server.mjs";
import { members, steps, Tokens } from "./story_s1.mjs";

const folder = temporaryFolder();
const keyFile = path.join(folder, "offline.key");
const tokens = new Tokens();
let server;
let publicKey;
let caseId;
let lostTokens; // what she may read before that act, and not after it
let early; // backup before that act
let late; // and after it
const sessions = new Map();

/** The act of the story that takes everything from the commune. */
const losing = steps.findIndex(({ kind }) => kind === "consent_withdrawn");
const loser = "commune-binh-khanh-1";

/** Signs in, asks for the case, and stops the server whatever it answers. */
async function pageIn(data) {
  const again = await Server.start(data);
  try {
    return await (await again.signIn(loser)).get(`/cases/${caseId}`);
  } finally {
    await again.stop();
  }
}

async function backedUp(name) {
  const to = path.join(folder, name);
  mkdirSync(to);
  const { code, said, complained } = await nuong("--json", "backup", server.data, to, "--key", publicKey);
  assert.equal(code, 0, complained);
  const [data, keyring] = JSON.parse(said).files;
  return { data, keyring, ...JSON.parse(said) };
}

let restores = 0;
async function restored(data, keyring, { key = keyFile, ...more } = {}) {
  const to = path.join(folder, `restored-${(restores += 1)}`);
  const options = Object.entries(more).flatMap(([name, value]) => [`--${name}`, value]);
  const files = ["--data", data, "--keyring", keyring, "--key", key];
  return { to, ...(await nuong("--json", "restore", to, ...files, ...options)) };
}

before(async () => {
  publicKey = (await nuong("backup-key", keyFile)).said.trim();
  server = await Server.start();
  const lost = steps[losing - 1].mayRead[loser].split(" ");
  assert.equal(steps[losing].mayRead[loser], null); // finds no case, and is only asked to answer
  let version = 0;
  for (const [at, { who, kind, fields }] of steps.slice(0, losing + 1).entries()) {
    if (at === losing) early = await backedUp("early");
    if (!sessions.has(who)) sessions.set(who, await server.signIn(who));
    const session = sessions.get(who);
    const make = (how) => (one) => tokens[how](one, `act ${at}`);
    const given = fields(make("make"), make("day"));
    const done = at === 0 ? await session.begin(given) : await session.act(caseId, kind, version, given);
    assert.equal(done.status, 201, done.text);
    ({ case_id: caseId, version } = done.json);
    if (at < losing)
      lostTokens = tokens.all.filter(({ fieldClass, isStored }) => isStored && lost.includes(fieldClass));
  }
  assert.ok(lostTokens.length > 0);
  late = await backedUp("late");
});

after(() => server.stop());

test("a backup made beside a running server comes back whole, counted and proved, to the size and root of its checkpoint", async () => {
  const { to, code, said, complained } = await restored(late.data, late.keyring);
  assert.equal(code, 0, complained);
  const told = JSON.parse(said);
  assert.deepEqual([told.size, told.root], [late.size, late.root]);
  assert.equal(told.rows.entries, late.size);
  const { code: verified, said: proof } = await nuong("--json", "verify", to);
  assert.equal(verified, 0, proof);
  assert.deepEqual([JSON.parse(proof).root, JSON.parse(proof).view_differences], [late.root, []]);
});

test("a restored directory serves: the same people read the same texts", async () => {
  const { to } = await restored(early.data, early.keyring);
  const page = await pageIn(to);
  for (const { value } of lostTokens) assert.ok(page.text.includes(value));
});

test("old data with a newer keyring: what was destroyed in between opens for nobody who has lost it", async () => {
  const { to, code, complained } = await restored(early.data, late.keyring);
  assert.equal(code, 0, complained);
  const page = await pageIn(to);
  for (const { value, fieldClass } of lostTokens) assert.ok(!page.text.includes(value), `${fieldClass} came back`);
});

test("new data with an older keyring is refused: there would be values without keys", async () => {
  const { code, to, complained } = await restored(late.data, early.keyring);
  assert.notEqual(code, 0);
  assert.match(complained, /older than the data/);
  assert.equal(existsSync(to), false);
});

test("the files hold no protected text, no member's name and no case id", () => {
  for (const file of [early.data, early.keyring, late.data, late.keyring]) {
    const bytes = readFileSync(file);
    for (const { value } of tokens.all) assert.equal(bytes.includes(value), false, file);
    for (const known of [...members, caseId, "keyring", "log_signer"]) assert.equal(bytes.includes(known), false, known);
  }
});

test("neither another key nor the server's own root key opens it", async () => {
  const other = path.join(folder, "other.key");
  await nuong("backup-key", other);
  for (const key of [other, path.join(server.data, "root.key")]) {
    const { code, complained, to } = await restored(late.data, late.keyring, { key });
    assert.notEqual(code, 0);
    assert.match(complained, /backup_unusable|cannot be used/);
    assert.equal(existsSync(to) || existsSync(`${to}.partial`), false);
  }
});

const size = () => readFileSync(late.data).length;
for (const [what, change] of [
  ["cut short", (bytes) => bytes.subarray(0, bytes.length - 1)],
  ["cut to its first half", (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ["empty", () => Buffer.alloc(0)],
  ["lengthened", (bytes) => Buffer.concat([bytes, Buffer.from("x")])],
  ["with one bit changed", (bytes) => ((bytes[size() >> 1] ^= 1), bytes)],
]) {
  test(`a backup that is ${what} is refused and leaves nothing behind`, async () => {
    const changed = path.join(folder, "changed");
    writeFileSync(changed, change(readFileSync(late.data)));
    const { code, complained, to } = await restored(changed, late.keyring);
    assert.notEqual(code, 0);
    assert.match(complained, /cannot be used/);
    assert.equal(existsSync(to) || existsSync(`${to}.partial`), false);
  });
}

test("data and keyring do not pass for each other, and another log's key is not believed", async () => {
  assert.notEqual((await restored(late.keyring, late.data)).code, 0);
  const { code, complained } = await restored(late.data, late.keyring, { signer: "0".repeat(63) + "1" });
  assert.notEqual(code, 0);
  assert.match(complained, /cannot be used/);
});

test("a backup never overwrites, and a restore never lands on something", async () => {
  const { to } = await restored(late.data, late.keyring);
  const files = readdirSync(to);
  const once = await nuong("restore", to, "--data", late.data, "--keyring", late.keyring, "--key", keyFile);
  assert.notEqual(once.code, 0);
  assert.deepEqual(readdirSync(to), files);
  const kept = readFileSync(keyFile);
  assert.notEqual((await nuong("backup-key", keyFile)).code, 0);
  assert.deepEqual(readFileSync(keyFile), kept);
});

test("without its root key a directory is not backed up, and no new key is made for it", async () => {
  const { to } = await restored(late.data, late.keyring);
  const bare = path.join(folder, "bare");
  mkdirSync(bare);
  for (const file of ["nuong.db", "keyring.db"]) copyFileSync(path.join(to, file), path.join(bare, file));
  const { code } = await nuong("backup", bare, folder, "--key", publicKey);
  assert.notEqual(code, 0);
  assert.equal(existsSync(path.join(bare, "root.key")), false);
});
