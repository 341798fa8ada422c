// No private key of a unit or a member and no key of a case lies open in any file: not while the server runs, not after, not
// in a backup that somebody opened. Every place of every byte is tried, raw, as hex and as base64; only root.key may hold one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { commitment, filesOf, heldAgainst, keysIn, publicHalf, query, seededHalf, signingHalf, valuesOf, writtenOut } from "../support/keys.mjs";
import { nuong, temporaryFolder } from "../support/program.mjs";
import { Server } from "../support/server.mjs";
import { steps, Tokens } from "./story_s1.mjs";

const folder = temporaryFolder();
const offline = path.join(folder, "offline.key");
const oneWays = [publicHalf, seededHalf, signingHalf, commitment];
const tokens = new Tokens();
let server;
let publicKey; // of the key that opens backups
let known; // what keys are held against
const files = []; // of all directories, and their values: {name, bytes}

/** All of a directory but the root key's own file, which is documented to hold it. */
function search(name, data) {
  const some = [...filesOf(data).filter((file) => file.name !== "root.key"), ...valuesOf(data)];
  files.push(...some.map((one) => ({ name: `${name}: ${one.name}`, bytes: one.bytes })));
}

before(async () => {
  publicKey = (await nuong("backup-key", offline)).said.trim();
  server = await Server.start();
  const people = new Map();
  let caseId;
  let version = 0;
  for (const [at, { who, kind, fields }] of steps.entries()) {
    if (!people.has(who)) people.set(who, await server.signIn(who));
    const session = people.get(who);
    const make = (how) => (one) => tokens[how](one, `act ${at}`);
    const given = fields(make("make"), make("day"));
    const done = at === 0 ? await session.begin(given) : await session.act(caseId, kind, version, given);
    assert.equal(done.status, 201, done.text);
    ({ case_id: caseId, version } = done.json);
    for (const one of people.values()) await one.get(`/cases/${caseId}`);
  }
  search("while it runs", server.data);
  const made = await nuong("--json", "backup", server.data, folder, "--key", publicKey);
  assert.equal(made.code, 0, made.complained);
  const [data, keyring] = JSON.parse(made.said).files;
  const opened = path.join(folder, "opened");
  const brought = await nuong("restore", opened, "--data", data, "--keyring", keyring, "--key", offline);
  assert.equal(brought.code, 0, brought.complained);
  assert.equal(await server.stop(), 0);
  search("after it stopped", server.data);
  search("an opened backup", opened);
  known = heldAgainst(files);
});

after(() => server.stop());

test("what the keys are held against is known: of every unit and class, every member and every key of the case", () => {
  const where = (prefix) => `FROM keyring WHERE substr(key, 1, ${prefix.length}) = CAST('${prefix}' AS BLOB)`;
  const keyring = path.join(server.data, "keyring.db");
  const units = query(keyring, `SELECT CAST(value AS TEXT) ${where("unit/")}`);
  const wraps = query(keyring, `SELECT hex(substr(value, 1, 32)) ${where("wrap/")}`);
  const texts = valuesOf(server.data).map(({ bytes }) => bytes.toString("latin1"));
  const members = texts.flatMap((text) => [...text.matchAll(/"(?:box|signing)_key":"([0-9a-f]{64})"/g)]).map(([, hex]) => hex);
  assert.ok(units.length > 100 && wraps.length >= 5 && members.length > 40, `${units.length} ${wraps.length} ${members.length}`);
  for (const hex of [...units, ...wraps, ...members]) assert.ok(known.has(Buffer.from(hex, "hex").readBigUInt64BE(0)), hex);
});

/** A copy of the directory with keys in rows, raw or written out, and the key of the backups beside it. */
function plant() {
  const data = path.join(folder, "planted");
  cpSync(server.data, data, { recursive: true });
  copyFileSync(offline, path.join(data, "odd name"));
  known.add(Buffer.from(publicKey, "hex").readBigUInt64BE(0));
  const [raw, base64, hex] = ["x25519", "x25519", "ed25519"].map((kind) => {
    const pair = generateKeyPairSync(kind);
    known.add(Buffer.from(pair.publicKey.export({ format: "jwk" }).x, "base64url").readBigUInt64BE(0));
    return Buffer.from(pair.privateKey.export({ format: "jwk" }).d, "base64url");
  });
  const caseKey = Buffer.from(Array.from({ length: 32 }, (_, at) => 0x60 + at));
  known.add(commitment(caseKey).readBigUInt64BE(0));
  const values = [
    Buffer.concat([Buffer.alloc(1), raw]),
    Buffer.from(`{"x":"${base64.toString("base64")}"}`),
    Buffer.from(`k${hex.toString("hex")}`),
    caseKey,
  ];
  const rows = values.map((value, at) => `INSERT INTO meta VALUES (x'0${at}', x'${value.toString("hex")}')`);
  execFileSync("sqlite3", [path.join(data, "nuong.db"), rows.join("; ")]);
  search("planted", data);
}

test("no private key of a unit or a member and no key of a case lies in any file, but those put there are found", { timeout: 600_000 }, () => {
  plant();
  const found = keysIn([...files, ...files.flatMap((file) => [...writtenOut(file)])], known, oneWays);
  const places = found.map((place) => place.replaceAll(/ \+\d+/g, "")).sort();
  const inRows = ["planted: nuong.db", "planted: nuong.db", "planted: nuong.db base64", "planted: nuong.db hex"];
  assert.deepEqual(places, [...inRows, "planted: odd name"], found.join());
});

test("the root key lies in its own file and in no other", () => {
  const seed = readFileSync(path.join(server.data, "root.key"));
  assert.equal(seed.length, 32);
  for (const { name, bytes } of files) {
    for (const form of [seed, seed.toString("hex"), seed.toString("base64").slice(0, -1), seed.toString("base64url")]) {
      assert.equal(bytes.includes(form), false, name);
    }
  }
});
