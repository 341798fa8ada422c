// The root key sealed to a machine's TPM: it opens there and nowhere else, but for the paper in the envelope.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { founded } from "../support/founded.mjs";
import { nuong, nuongTold, temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";
import { sealing, Tpm } from "../support/tpm.mjs";

const pin = "bến đò cuối sông, đêm mưa";
const unsealed = () => path.join(temporaryFolder(), "data");
let chip;
let data;
let seed;
let paper;

const on = (tpm, more = "") => {
  process.env.NUONG_TPM = tpm.where;
  if (more === "") delete process.env.NUONG_PASSPHRASE;
  else process.env.NUONG_PASSPHRASE = more;
};
const file = (name, directory = data) => path.join(directory, name);
const status = async (directory = data) => JSON.parse((await nuong("--json", "root-key", "status", directory)).said);
const byPaper = (what, directory, key = paper) => nuongTold([key], "root-key", what, directory);
async function serves(directory) {
  const server = await Server.start(directory);
  try {
    assert.equal((await (await server.signIn("bp-can-gio-1")).get("/cases")).status, 200);
    const told = process.env.NUONG_PASSPHRASE ? /NUONG_PASSPHRASE=\*+\0/ : /NUONG_REGULATIONS=/;
    assert.match(readFileSync(`/proc/${server.running.child.pid}/environ`, "utf8"), told, "it does not stay in the environment");
    return server.log;
  } finally {
    await server.stop();
  }
}
async function refused(code, directory = data) {
  const { code: exit, complained } = await nuong("serve", "--data", directory, "--port", "0");
  assert.equal(exit, 1, complained);
  assert.match(complained, new RegExp(`\\[${code}\\]`));
}
function copied() {
  const to = path.join(temporaryFolder(), "data");
  cpSync(data, to, { recursive: true });
  return to;
}

let plain; // as it was before it was sealed
before(async () => {
  data = await foundedDirectory();
  plain = unsealed();
  cpSync(data, plain, { recursive: true });
  seed = readFileSync(file("root.key"));
  chip = await Tpm.started();
  on(chip);
});
after(() => on(chip));

test("nothing changes until the printed key was typed back from the paper", async () => {
  const wrong = await sealing("seal", data, () => "0000 0000");
  assert.equal(wrong.code, 1);
  assert.match(wrong.complained, /\[printed_key_mistyped\]/);
  assert.equal(existsSync(file("root.sealed")), false);
  assert.deepEqual(readFileSync(file("root.key")), seed);
});

test("where no TPM answers nobody is asked to write anything", async () => {
  process.env.NUONG_TPM = "device:/dev/no-such-chip";
  const none = await sealing("seal", data);
  on(chip);
  assert.deepEqual([none.code, none.key], [1, undefined]);
  assert.match(none.complained, /\[root_key_tpm_absent\]/);
});

test("sealed, it opens by the TPM at each start, and the plain file is gone", async () => {
  const done = await sealing("seal", data);
  assert.equal(done.code, 0, done.complained);
  paper = done.key;
  assert.deepEqual([existsSync(file("root.key")), existsSync(file("root.sealed.new"))], [false, false]);
  assert.equal(statSync(file("root.sealed")).mode & 0o777, 0o600);
  assert.equal(readFileSync(file("root.sealed")).includes(seed), false);
  assert.deepEqual(await status(), { way: "sealed", takes_pin: false, is_plain_left: false, opens: true, problem: "" });
  assert.match(await serves(data), /sealed to the machine's TPM, without a PIN/);
  await chip.powerOff();
  await refused("root_key_tpm_absent");
  await chip.powerOn();
  on(chip);
  await serves(data);
  const twice = await sealing("seal", data);
  assert.match(twice.complained, /\[root_key_sealed_already\]/);
});

test("a stolen disk opens on no other machine, also with every file of it", async () => {
  const thief = await Tpm.started();
  on(thief);
  await refused("root_key_tpm_refused");
  assert.equal((await status()).problem, "root_key_tpm_refused");
  on(chip);
});

test("no key is made anew, and an altered or cut file is refused", async () => {
  const broken = copied();
  const bytes = readFileSync(file("root.sealed"));
  for (const [name, changed] of [
    ["empty", Buffer.alloc(0)],
    ["cut", bytes.subarray(0, bytes.length - 1)],
    ["longer", Buffer.concat([bytes, Buffer.from([0])])],
    ["another signer", Buffer.concat([bytes.subarray(0, 5), Buffer.alloc(32, 7), bytes.subarray(37)])],
    ["another seal", Buffer.concat([bytes.subarray(0, bytes.length - 9), Buffer.alloc(9)])],
  ]) {
    writeFileSync(file("root.sealed", broken), changed);
    const { code, complained } = await nuong("serve", "--data", broken, "--port", "0");
    assert.equal(code, 1, name);
    assert.match(complained, /\[(root_key_unusable|root_key_tpm_refused|sealed_data_altered)\]/, name);
    assert.equal(existsSync(file("root.key", broken)), false);
  }
});

test("after a cut in the middle of sealing it opens, is told of, and is finished by the same command", async () => {
  const cut = copied();
  writeFileSync(file("root.key", cut), seed);
  assert.equal((await status(cut)).is_plain_left, true);
  assert.match(await serves(cut), /root_key_left_in_plain/);
  const before = copied();
  writeFileSync(file("root.sealed.new", before), "half");
  await serves(before);
  const finished = await nuong("root-key", "seal", cut);
  assert.equal(finished.code, 0, finished.complained);
  assert.deepEqual([existsSync(file("root.key", cut)), (await status(cut)).is_plain_left], [false, false]);
});

test("a new machine opens it by the paper, and from then on by itself", async () => {
  const moved = copied();
  const next = await Tpm.started();
  on(next);
  const slip = paper.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  assert.match((await byPaper("reseal", moved, slip)).complained, /\[printed_key_mistyped\]/);
  await refused("root_key_tpm_refused", moved);
  const done = await byPaper("reseal", moved, paper.toUpperCase().replaceAll(" ", "-"));
  assert.equal(done.code, 0, done.complained);
  await serves(moved);
  on(chip);
  await refused("root_key_tpm_refused", moved);
});

test("with a PIN it takes both, and a wrong one is counted by the TPM", async () => {
  const guarded = copied();
  on(chip, pin);
  assert.equal((await byPaper("reseal", guarded)).code, 0);
  assert.equal((await status(guarded)).takes_pin, true);
  assert.match(await serves(guarded), /with a PIN/);
  on(chip);
  await refused("root_key_pin_missing", guarded);
  on(chip, "another");
  await refused("root_key_pin_wrong", guarded);
  on(chip);
});

test("it is sealed with a PIN from the beginning, whatever it was made from", async () => {
  const guarded = unsealed();
  cpSync(plain, guarded, { recursive: true });
  on(chip, pin);
  const done = await sealing("seal", guarded);
  assert.equal(done.code, 0, done.complained);
  assert.deepEqual(await status(guarded), { way: "sealed", takes_pin: true, is_plain_left: false, opens: true, problem: "" });
  await serves(guarded);
  const salted = await foundedDirectory();
  assert.ok(existsSync(file("root.salt", salted)));
  await serves(salted);
  on(chip);
  assert.match((await sealing("seal", salted)).complained, /\[root_key_missing\]/);
  on(chip, pin);
  const sealed = await sealing("seal", salted);
  assert.deepEqual([sealed.code, existsSync(file("root.salt", salted))], [0, false], sealed.complained);
  await serves(salted);
  on(chip);
  await refused("root_key_pin_missing", salted);
  assert.equal((await byPaper("reseal", salted, sealed.key)).code, 0);
  await serves(salted);
});

test("what would not open does not take the place of what does", async () => {
  const own = await Tpm.started();
  const locked = unsealed();
  cpSync(plain, locked, { recursive: true });
  on(own, pin);
  const { key } = await sealing("seal", locked);
  const before = readFileSync(file("root.sealed", locked));
  on(own, "another");
  let problem;
  for (let tries = 0; tries < 50 && problem !== "root_key_tpm_locked"; tries += 1) ({ problem } = await status(locked));
  assert.equal(problem, "root_key_tpm_locked");
  on(own, pin);
  const late = await byPaper("reseal", locked, key);
  assert.match(late.complained, /\[root_key_tpm_locked\]/);
  assert.deepEqual(readFileSync(file("root.sealed", locked)), before);
  assert.equal(existsSync(file("root.sealed.new", locked)), false);
  on(own);
  assert.equal((await byPaper("reseal", locked, key)).code, 0, "at once, by the paper and without a PIN");
  await serves(locked);
  on(chip);
});

test("two commands at once do not write over each other", async () => {
  const busy = copied();
  const before = readFileSync(file("root.sealed", busy));
  const other = spawn("flock", [busy, "sh", "-c", "echo held; read end"], { stdio: ["pipe", "pipe", "inherit"] });
  await once(other.stdout, "data");
  assert.match((await byPaper("reseal", busy)).complained, /\[root_key_busy\]/);
  assert.deepEqual(readFileSync(file("root.sealed", busy)), before);
  other.stdin.end("\n");
  await once(other, "exit");
  assert.equal((await byPaper("reseal", busy)).code, 0);
});

test("of two different keys neither is removed", async () => {
  const two = copied();
  writeFileSync(file("root.key", two), Buffer.alloc(32, 7));
  const { code, complained } = await nuong("root-key", "seal", two);
  assert.equal(code, 1);
  assert.match(complained, /\[root_key_two\]/);
  assert.deepEqual(readFileSync(file("root.key", two)), Buffer.alloc(32, 7));
});

test("a witness' key is not sealed, nor taken for another: nobody could say whose it is", async () => {
  const witness = unsealed();
  assert.equal((await nuong("witness", "found", witness, "--name", "example.org/witness")).code, 0);
  const own = readFileSync(file("root.key", witness));
  assert.match((await sealing("seal", witness)).complained, /\[root_key_owner_unknown\]/);
  copyFileSync(file("root.sealed"), file("root.sealed", witness));
  assert.match((await nuong("root-key", "seal", witness)).complained, /\[root_key_owner_unknown\]/);
  assert.equal((await status(witness)).opens, false);
  assert.deepEqual(readFileSync(file("root.key", witness)), own);
});

test("a witness founded on a sealed key keeps it, and moves to another machine by the paper", async () => {
  const witness = unsealed();
  const { code, key, complained } = await sealing("seal", witness);
  assert.equal(code, 0, complained);
  assert.equal((await nuong("witness", "found", witness, "--name", "example.org/sealed")).code, 0);
  assert.equal((await status(witness)).opens, true);
  on(await Tpm.started());
  assert.equal((await status(witness)).opens, false);
  const moved = await byPaper("reseal", witness, key);
  assert.equal(moved.code, 0, moved.complained);
  assert.equal((await status(witness)).opens, true);
  assert.equal(existsSync(file("root.key", witness)), false);
  on(chip);
});

test("a new paper takes the place of one that was lost", async () => {
  const lost = copied();
  const done = await sealing("reprint", lost);
  assert.equal(done.code, 0, done.complained);
  assert.match((await byPaper("reseal", lost)).complained, /\[printed_key_wrong\]/);
  assert.equal((await byPaper("reseal", lost, done.key)).code, 0);
  await serves(lost);
});

test("a machine without a TPM gets it back as a file, by the paper alone", async () => {
  const back = copied();
  process.env.NUONG_TPM = "device:/dev/no-such-chip";
  const done = await byPaper("open", back);
  assert.equal(done.code, 0, done.complained);
  assert.deepEqual(readFileSync(file("root.key", back)), seed);
  assert.equal(statSync(file("root.key", back)).mode & 0o777, 0o600);
  assert.equal(existsSync(file("root.sealed", back)), false);
  await serves(back);
  on(chip);
});

test("a backup carries it sealed; brought back elsewhere, the paper opens it", async () => {
  const folder = temporaryFolder();
  const offline = path.join(folder, "offline.key");
  const key = (await nuong("backup-key", offline)).said.trim();
  const twice = copied();
  writeFileSync(file("root.key", twice), seed);
  const made = await nuong("--json", "backup", twice, folder, "--key", key);
  assert.equal(made.code, 0, made.complained);
  const [rows, keyring] = JSON.parse(made.said).files;
  const to = path.join(folder, "restored");
  const back = await nuong("restore", to, "--data", rows, "--keyring", keyring, "--key", offline);
  assert.equal(back.code, 0, back.complained);
  assert.equal(existsSync(file("root.key", to)), false, "not even one that was left in the clear");
  on(await Tpm.started());
  await refused("root_key_tpm_refused", to);
  assert.equal((await byPaper("reseal", to)).code, 0);
  await serves(to);
  on(chip);
});

test("another directory's sealed key is refused, and so is its paper", async () => {
  // Scenarios of one province are founded with the same chance, so with the same key: this one is made anew.
  const other = path.join(temporaryFolder(), "data");
  const sealed = await sealing("seal", other);
  assert.equal(sealed.code, 0, sealed.complained);
  const mixed = copied();
  copyFileSync(file("root.sealed", other), file("root.sealed", mixed));
  await refused("directory_unreadable", mixed);
  assert.equal((await status(mixed)).problem, "root_key_unusable");
  assert.match((await byPaper("reseal", mixed, sealed.key)).complained, /\[root_key_unusable\]/);
  assert.match((await byPaper("reseal", copied(), sealed.key)).complained, /\[printed_key_wrong\]/);
});

test("in a directory that is not in use yet the key is never written in the clear", async () => {
  const fresh = path.join(temporaryFolder(), "data");
  const done = await sealing("seal", fresh);
  assert.equal(done.code, 0, done.complained);
  assert.equal(existsSync(file("root.key", fresh)), false);
  await founded(fresh);
  assert.deepEqual([existsSync(file("root.key", fresh)), (await status(fresh)).opens], [false, true]);
  const server = await Server.start(fresh);
  await server.stop();
  assert.deepEqual([existsSync(file("root.key", fresh)), existsSync(file("root.salt", fresh))], [false, false]);
  const bare = path.join(temporaryFolder(), "bare");
  mkdirSync(bare);
  copyFileSync(file("nuong.db"), file("nuong.db", bare));
  assert.match((await sealing("seal", bare)).complained, /\[root_key_missing\]/);
});
