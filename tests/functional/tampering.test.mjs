// Whatever is changed behind the program's back is found and named; a damaged file is not served.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { binary, nuong, root, temporaryFolder } from "../support/program.mjs";
import { receivedCase, Server } from "../support/server.mjs";

let whole; // a stopped directory with a case and two signed checkpoints
let received; // the entry that records the reception
let size; // of its ledger

before(async () => {
  const server = await Server.start();
  const post = await server.signIn("bp-can-gio-1");
  const done = await receivedCase(post, { words: "Tôi muốn về nhà." });
  received = done.sequence;
  await post.act(done.case_id, "note_added", done.version, { text: "Đã ăn tối." });
  await post.get(`/cases/${done.case_id}`);
  await server.stop();
  whole = server.data;
  ({ size } = JSON.parse((await nuong("--json", "verify", whole)).said));
});

function copied() {
  const data = path.join(temporaryFolder(), "data");
  cpSync(whole, data, { recursive: true });
  return data;
}

const sql = (data, statement) =>
  execFileSync("sqlite3", [path.join(data, "nuong.db"), statement], { encoding: "utf8" }).trim();
const key = (number, bytes = 8) => number.toString(16).padStart(bytes * 2, "0");

/** Changes one bit in the middle of a value. */
function flip(data, table, keyHex) {
  const bytes = Buffer.from(sql(data, `SELECT hex(value) FROM ${table} WHERE key=x'${keyHex}'`), "hex");
  assert.ok(bytes.length > 0, `${table} has no ${keyHex}`);
  bytes[bytes.length >> 1] ^= 1;
  sql(data, `UPDATE ${table} SET value=x'${bytes.toString("hex")}' WHERE key=x'${keyHex}'`);
}

async function verified(data, ...options) {
  const { code, said } = await nuong("--json", "verify", data, ...options);
  return { code, ...JSON.parse(said) };
}

test("the directory is whole before anything is changed", async () => {
  const { code, flaws, view_differences, checkpoints } = await verified(whole);
  assert.deepEqual([code, flaws, view_differences], [0, [], []]);
  assert.ok(checkpoints >= 2);
});

const changes = [
  [
    "a byte of an entry",
    (data) => flip(data, "entries", key(received)),
    () => received,
    /leaf_changed|entry_unreadable/,
  ],
  ["a byte of the first entry", (data) => flip(data, "entries", key(0)), () => 0, /leaf_changed|entry_unreadable/],
  [
    "a byte of a sealed payload",
    (data) => flip(data, "payloads", `${key(received)}463463`),
    () => received,
    /payload_changed/,
  ],
  [
    "a byte of a plain payload",
    (data) => flip(data, "payloads", `${key(received)}4631`),
    () => received,
    /payload_changed/,
  ],
  ["a byte of a leaf of the tree", (data) => flip(data, "tree", `00${key(received)}`), () => received, /leaf_changed/],
  [
    "a byte of a node of the tree",
    (data) => flip(data, "tree", `01${key(received >> 1)}`),
    () => received & ~1,
    /node_changed/,
  ],
  ["a byte of a signed checkpoint", (data) => flip(data, "checkpoints", key(size)), () => size, /checkpoint_unsigned/],
  [
    "an entry taken out",
    (data) => sql(data, `DELETE FROM entries WHERE key=x'${key(received)}'`),
    () => received,
    /entry_missing/,
  ],
  [
    "a payload taken out",
    (data) => sql(data, `DELETE FROM payloads WHERE key=x'${key(received)}4631'`),
    () => received,
    /payload_missing/,
  ],
  [
    "a payload put in",
    (data) => sql(data, `INSERT INTO payloads VALUES(x'${key(received)}4632', x'00')`),
    () => received,
    /payload_left_over/,
  ],
  [
    "an entry put in at the end",
    (data) => sql(data, `INSERT INTO entries SELECT x'${key(size)}', value FROM entries WHERE key=x'${key(received)}'`),
    () => size,
    /entry_left_over/,
  ],
];

for (const [what, change, sequence, id] of changes) {
  test(`${what} is found and its entry named`, async () => {
    const data = copied();
    change(data);
    const { code, flaws, whole: isWhole } = await verified(data);
    assert.deepEqual([code, isWhole], [1, false]);
    assert.ok(
      flaws.some((flaw) => flaw.sequence === sequence() && id.test(flaw.id)),
      JSON.stringify(flaws),
    );
    const plain = await nuong("verify", data);
    assert.equal(plain.code, 1);
    assert.match(plain.said, new RegExp(`^Entry ${sequence()}: `, "m"));
    assert.match(plain.said, /The ledger is NOT whole/);
    assert.match((await nuong("--lang", "vi", "verify", data)).said, /Sổ cái KHÔNG nguyên vẹn/);
  });
}

test("two entries that changed places are found", async () => {
  const data = copied();
  const [one, other] = [key(received), key(received - 1)];
  sql(
    data,
    `UPDATE entries SET key=x'ff' WHERE key=x'${one}'; UPDATE entries SET key=x'${one}' WHERE key=x'${other}'; UPDATE entries SET key=x'${other}' WHERE key=x'ff';`,
  );
  const { code, flaws } = await verified(data);
  assert.equal(code, 1);
  assert.deepEqual(
    new Set(flaws.filter((flaw) => /entry|leaf/.test(flaw.id)).map((flaw) => flaw.sequence)),
    new Set([received - 1, received]),
  );
});

test("a ledger cut short behind its signed checkpoint is found", async () => {
  const data = copied();
  const last = size - 1;
  const eight = (number) => `x'${key(number)}'`;
  sql(data, `DELETE FROM entries WHERE key=${eight(last)}; DELETE FROM payloads WHERE substr(key,1,8)=${eight(last)}`);
  sql(data, `UPDATE meta SET value=CAST('${last}' AS BLOB) WHERE key=CAST('ledger_size' AS BLOB)`);
  const { code, flaws } = await verified(data);
  assert.equal(code, 1);
  assert.ok(flaws.length > 0);
});

test("a view that says something else than the ledger is found", async () => {
  const data = copied();
  const [caseKey] = sql(data, "SELECT hex(key) FROM cases").split("\n");
  flip(data, "cases", caseKey);
  const { code, flaws, view_differences } = await verified(data);
  assert.deepEqual([code, flaws], [1, []]);
  assert.equal(view_differences.length, 1);
  assert.match(view_differences[0], /^cases /);
});

test("a checkpoint is held against the key the verifier was told", async () => {
  const { code, flaws } = await verified(whole, "--signer", "00".repeat(32));
  assert.equal(code, 1);
  // Under another signer nothing is proved: neither the root, nor the founding, nor who was let in on it.
  const expected = ["box_unproved", "checkpoint_unsigned", "founding_unsigned", "member_unproved", "unit_key_unproved"];
  assert.deepEqual([...new Set(flaws.map((flaw) => flaw.id))].sort(), expected);
  const signer = sql(whole, "SELECT CAST(value AS TEXT) FROM meta WHERE key=CAST('log_signer' AS BLOB)");
  assert.equal((await verified(copied(), "--signer", signer)).code, 0);
});

function overwrite(file, at, bytes) {
  const opened = openSync(file, "r+");
  writeSync(opened, bytes, 0, bytes.length, at);
}

const damages = [
  ["cut in half", (file) => truncateSync(file, readFileSync(file).length >> 1)],
  ["cut to one page", (file) => truncateSync(file, 4096)],
  ["cut to nothing", (file) => truncateSync(file, 0)],
  ["taken away", (file) => rmSync(file)],
  ["overwritten at its beginning", (file) => overwrite(file, 0, Buffer.alloc(100, 0x58))],
  ["overwritten in its schema", (file) => overwrite(file, 1000, Buffer.alloc(3000, 0x58))],
  [
    "overwritten in the middle",
    (file) => overwrite(file, (readFileSync(file).length >> 13) * 4096, Buffer.alloc(4096, 0x58)),
  ],
  ["replaced by a text", (file) => writeFileSync(file, "not a database\n".repeat(1000))],
  [
    "replaced by a foreign database",
    (file) => {
      rmSync(file);
      execFileSync("sqlite3", [file, "CREATE TABLE t(x)"]);
    },
  ],
  ["marked as of another version", (file) => execFileSync("sqlite3", [file, "PRAGMA user_version=999"])],
];

for (const [what, damage] of damages) {
  test(`a data file ${what} is neither served nor verified, and is left as it is`, async () => {
    const data = copied();
    const file = path.join(data, "nuong.db");
    damage(file);
    const kept = path.join(temporaryFolder(), "kept");
    const isThere = what !== "taken away";
    if (isThere) copyFileSync(file, kept);
    const served = await nuong("serve", "--data", data, "--port", "0");
    assert.equal(served.code, 1, served.complained);
    assert.equal(served.said, "");
    assert.match(served.complained, /^.{20,}\n {2}\[store_[a-z_]+\] .+/);
    const verdict = await nuong("verify", data);
    assert.equal(verdict.code, 1, verdict.said);
    assert.doesNotMatch(verdict.said, /is whole/);
    if (isThere) assert.ok(readFileSync(file).equals(readFileSync(kept)), "the file was changed");
  });
}

test("a data file whose structure was changed is not served", async () => {
  const trigger = "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM looks; END";
  for (const change of ["CREATE TABLE more(x)", trigger, "CREATE INDEX i ON entries(value)", "DROP TABLE beds"]) {
    const data = copied();
    sql(data, change);
    const { code, complained } = await nuong("serve", "--data", data, "--port", "0");
    assert.equal(code, 1, change);
    assert.match(complained, /\[store_schema_altered\]/, change);
  }
});

test("a directory in use gets no second root key, whether the file is lost or a passphrase comes or goes", () => {
  const data = copied();
  const refused = (more) => {
    const env = { ...process.env, NUONG_LANG: "en", NUONG_REGULATIONS: path.join(root, "regulations"), ...more };
    const { status, stderr } = spawnSync(binary, ["serve", "--data", data, "--port", "0"], { env, encoding: "utf8", timeout: 20_000 });
    assert.equal(status, 1, stderr);
    assert.match(stderr, /\[root_key_missing\]/);
  };
  refused({ NUONG_PASSPHRASE: "a passphrase that was never used here" });
  assert.equal(existsSync(path.join(data, "root.salt")), false);
  rmSync(path.join(data, "root.key"));
  refused({});
  assert.equal(existsSync(path.join(data, "root.key")), false);
});

test("a root key that is not this directory's is refused", async () => {
  const data = copied();
  writeFileSync(path.join(data, "root.key"), Buffer.alloc(32, 7));
  const other = await nuong("serve", "--data", data, "--port", "0");
  assert.equal(other.code, 1);
  writeFileSync(path.join(data, "root.key"), "short");
  const short = await nuong("serve", "--data", data, "--port", "0");
  assert.equal(short.code, 1);
  assert.match(short.complained, /root key file/);
});
