// kill -9 at every named step (src/store/include/nuong/store/steps.hpp): what must become durable in an order is cut once
// between any two parts of it. Afterwards the ledger and its views prove themselves, what was answered is there, what was
// not is there wholly or not at all, asking again has one effect, and the work can be finished.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, test } from "node:test";
import { asker, directoryOfClosed, other } from "../support/closed_cases.mjs";
import { founding, sharesIn } from "../support/founded.mjs";
import { binary, nuong, nuongTold, nuongTyping, runToEnd, start, steppingBinary, temporaryFolder } from "../support/program.mjs";
import { receivedCase, reception, Server } from "../support/server.mjs";
import { sealing, Tpm } from "../support/tpm.mjs";

const folder = temporaryFolder();
const token = () => randomBytes(12).toString("hex");
const place = (name) => path.join(folder, name);
const freshPlace = () => place(token());
function copyOf(directory) {
  const to = freshPlace();
  cpSync(directory, to, { recursive: true });
  return to;
}

const post = "bp-can-gio-1";
const leaver = "bp-can-gio-2";
const leaverPassword = "a password of hers";
const closed = { words: token(), fullName: token(), keptUntil: "2024-08-15" };
const base = {}; // what every test begins with a copy of

/** The program that ends itself at the step; once the file `when` is there, or the first time. */
const dying = (step, when, env = {}) => ({
  program: steppingBinary,
  env: { ...env, NUONG_DIE_AT: step, ...(when ? { NUONG_DIE_WHEN: when } : {}) },
});
async function diesAt(step, args, typed, env) {
  const running = start(args, typed, dying(step, undefined, env));
  // A server that does not come by serves on.
  const patience = setTimeout(() => running.child.kill("SIGTERM"), 60_000);
  await running.ended;
  clearTimeout(patience);
  assert.equal(running.child.signalCode, "SIGKILL", `${step} was not reached: ${running.said}${running.complained}`);
  return running.said;
}
async function succeeds(...args) {
  const { code, said, complained } = await nuong(...args);
  assert.equal(code, 0, complained || said);
  return said.trim();
}
async function verified(data) {
  const { code, said, complained } = await nuong("--json", "verify", data);
  assert.equal(code, 0, said + complained);
  const proof = JSON.parse(said);
  assert.deepEqual([proof.whole, proof.flaws, proof.view_differences], [true, [], []]);
  return proof;
}

const send = (session, asked) =>
  asked.body === null ? session.get(asked.path) : session.post(asked.path, asked.body, { key: asked.key });

/** Rows of the list, without the case that is about to change. */
async function othersListed(session, caseId) {
  const { rows } = (await session.get("/cases?limit=100")).json;
  return rows.filter((row) => row.case_id !== caseId).map((row) => [row.case_id, row.stage]);
}

async function signsIn(server, member, password) {
  return server.signIn(member, password).then(
    () => true,
    () => false,
  );
}

const openingsOf = async (session) =>
  (await session.get(`/cases/${base.heldId}/looks`)).json.looks.filter(({ leaf }) => /"kind":"case"/.test(leaf)).length;

/** What a person asks of the server. `ask` prepares it, `isDone` tells whether it has happened, `finish` goes on from there. */
const requests = {
  reception: {
    who: post,
    async ask(session) {
      const words = token();
      const { case_id: caseId, version } = (await session.begin({ sex: "female", words: token() })).json;
      const body = { version, fields: { ...reception, words } };
      return { path: `/cases/${caseId}/acts/received`, body, caseId, words, version };
    },
    async isDone({ session }, { caseId, words, version }) {
      const page = await session.get(`/cases/${caseId}`);
      const done = page.json.version === version + 1;
      assert.ok(done || page.json.version === version, page.text);
      assert.equal(page.text.includes(words), done, "the account is there, and opens, exactly when the act is");
      return done;
    },
    again: [201, 201],
  },
  erasure: {
    who: other,
    async ask(session) {
      const { version } = (await session.get(`/cases/${base.closedId}`)).json;
      return { path: `/cases/${base.closedId}/acts/erasure_done`, body: { version, fields: {} }, caseId: base.closedId };
    },
    async isDone({ server, session }) {
      const entries = (await session.get(`/cases/${base.closedId}/looks`)).json.looks.filter((look) => /"deed":"erasure"/.test(look.leaf));
      const texts = [session, await server.signIn(asker)].map(async (who) => (await who.get(`/cases/${base.closedId}`)).text);
      for (const text of await Promise.all(texts)) assert.equal(text.includes(closed.fullName), entries.length === 0);
      assert.ok(entries.length <= 1, "erased twice");
      return entries.length === 1;
    },
    again: [201, 201],
    afterwards(data) {
      const files = readdirSync(data).map((name) => readFileSync(path.join(data, name)));
      for (const kept of ["F3", "F4c"]) assert.ok(!files.some((bytes) => bytes.includes(`wrap/${base.closedId}/${kept}/`)));
    },
  },
  // On record before anything is opened: cut in between, nobody has seen what the record says was looked at.
  look: {
    who: post,
    ask: async (session) => ({ path: `/cases/${base.heldId}`, body: null, looks: await openingsOf(session) }),
    isDone: async ({ session }, { looks }) => (await openingsOf(session)) > looks,
    again: [200, 200],
  },
  removal: {
    who: post,
    ask: async () => ({ path: `/people/${leaver}/remove` }),
    isDone: async ({ server }) => !(await signsIn(server, leaver, leaverPassword)),
    again: [200, 404],
    finish: renewed,
  },
  renewal: {
    who: post,
    async ask(session) {
      assert.equal((await session.post(`/people/${leaver}/remove`)).json.standing, "gone");
      return { path: "/unit-keys/renew" };
    },
    isDone: async ({ session }) => (await session.get("/session")).json.keys_pending === false,
    again: [200, 200],
    finish: renewed,
  },
  checkpoint: {
    who: post,
    async ask(session, data) {
      assert.equal((await session.get("/ledger/checkpoint")).status, 200);
      const { checkpoints } = await verified(data);
      await session.get(`/cases/${base.heldId}`);
      return { path: "/ledger/checkpoint", body: null, checkpoints };
    },
    async isDone({ found }, { checkpoints }) {
      return found.checkpoints > checkpoints;
    },
    again: [200, 200],
  },
  cosignature: {
    who: post,
    async ask(session) {
      const { checkpoint, witnesses } = (await session.get("/ledger/witnesses")).json;
      const lines = await nuongTyping(witnesses[0].request, "witness", "sign", copyOf(base.witness));
      assert.equal(lines.code, 0, lines.complained);
      return { path: "/ledger/cosignatures", body: { size: checkpoint.size, lines: lines.said } };
    },
    async isDone({ session }, { body }) {
      const [witness] = (await session.get("/ledger/witnesses")).json.witnesses;
      assert.ok([0, body.size].includes(witness.size));
      return witness.size === body.size;
    },
    again: [200, 200],
  },
};

/** The unit's wraps made anew to the end: nothing is damaged, and its cases open. */
async function renewed({ session }) {
  let progress;
  do progress = (await session.post("/unit-keys/renew")).json;
  while (!progress.finished);
  assert.deepEqual([progress.done, progress.damaged], [progress.total, 0]);
  const page = await session.get(`/cases/${base.heldId}`);
  assert.ok(page.text.includes(base.heldWords), page.text);
}

/** Sends the request, which the server does not survive, and gives what is left. */
async function cutOff(step, request, data) {
  const when = `${data}.now`;
  const server = await Server.start(data, [], [], dying(step, when));
  const session = await server.signIn(request.who);
  const asked = { key: randomUUID(), ...(await request.ask(session, data)) };
  const listed = await othersListed(session, asked.caseId);
  writeFileSync(when, "");
  const answer = await send(session, asked).catch(() => undefined);
  assert.equal(answer, undefined, `${step} was not reached: ${answer?.text}`);
  await server.running.ended;
  assert.equal(server.running.child.signalCode, "SIGKILL", server.log);
  return { asked, listed };
}

async function served(step, request, happened) {
  const data = copyOf(base.data);
  const { asked, listed } = await cutOff(step, request, data);
  const found = await verified(data);
  const server = await Server.start(data);
  try {
    const session = await server.signIn(request.who);
    const house = { server, session, found };
    assert.deepEqual(await othersListed(session, asked.caseId), listed);
    assert.equal(await request.isDone(house, asked), happened);
    const answer = await send(session, asked);
    assert.equal(answer.status, request.again[Number(happened)], answer.text);
    house.found = request === requests.checkpoint ? await verified(data) : found;
    assert.equal(await request.isDone(house, asked), true);
    if (request.again[1] === 201) {
      const twice = await send(session, asked);
      assert.deepEqual([twice.status, twice.json], [201, answer.json]);
      assert.equal(await request.isDone(house, asked), true);
    }
    await request.finish?.(house);
  } finally {
    await server.stop();
  }
  await verified(data);
  request.afterwards?.(data);
}

/** Cut between the two files, and then again while the store opens and puts that right. */
async function opened(step) {
  const data = copyOf(base.data);
  const request = requests.reception;
  const { asked, listed } = await cutOff("keyring_committed", request, data);
  await diesAt(step, ["serve", "--data", data, "--port", "0"]);
  await verified(data);
  const server = await Server.start(data);
  try {
    const session = await server.signIn(request.who);
    assert.deepEqual(await othersListed(session, asked.caseId), listed);
    assert.equal(await request.isDone({ session }, asked), false);
    assert.equal((await send(session, asked)).status, 201);
    assert.equal(await request.isDone({ session }, asked), true);
  } finally {
    await server.stop();
  }
  await verified(data);
}

/** Founded, but its shares were shown to nobody: then it is deleted, as docs/how-to/add-a-member.md says, and founded anew. */
async function foundedAt(step, happened) {
  const data = freshPlace();
  const { args, told } = founding(data);
  await diesAt(step, args, told.map((line) => `${line}\n`).join(""));
  let done = await nuongTold(told, ...args);
  if (happened) {
    assert.match(done.complained, /has been founded before/);
    await verified(data);
    rmSync(data, { recursive: true });
    done = await nuongTold(told, ...args);
  }
  assert.equal(done.code, 0, done.complained);
  assert.equal(sharesIn(done.said).length, 5);
  assert.equal(existsSync(path.join(data, "root.key.new")), false);
  await verified(data);
  const server = await Server.start(data);
  await server.signIn("lan", "the password of lan");
  await server.stop();
}

const statusOf = async (data, env) =>
  JSON.parse((await runToEnd(["--json", "root-key", "status", data], undefined, { env })).said);

async function sealedAt(step, way, isPlainLeft) {
  const data = copyOf(base.data);
  const env = { NUONG_TPM: (await Tpm.started()).where };
  const cut = await sealing("seal", data, undefined, dying(step, undefined, env));
  assert.equal(cut.signal, "SIGKILL", cut.complained);
  const { way: found, is_plain_left: left, opens } = await statusOf(data, env);
  assert.deepEqual([found, left, opens], [way, isPlainLeft, true]);
  await verified(data);
  const finished = await sealing("seal", data, undefined, { env });
  if (way === "sealed" && !isPlainLeft) assert.match(finished.complained, /\[root_key_sealed_already\]/);
  else assert.equal(finished.code, 0, finished.complained);
  const plain = ["root.key", "root.sealed.new"].filter((name) => existsSync(path.join(data, name)));
  assert.deepEqual([plain, (await statusOf(data, env)).opens], [[], true]);
  const server = await Server.start(data, [], [], { env });
  await server.signIn(post);
  await server.stop();
}

async function unsealedAt(step, left) {
  const data = copyOf(base.data);
  const env = { NUONG_TPM: (await Tpm.started()).where };
  const { key } = await sealing("seal", data, undefined, { env });
  await diesAt(step, ["root-key", "open", data], `${key}\n`, env);
  const plain = ["root.key", "root.salt"].filter((name) => existsSync(path.join(data, name)));
  assert.deepEqual([plain, (await statusOf(data, env)).opens], [left, true]);
  const finished = await nuongTold([key], "root-key", "open", data);
  assert.equal(finished.code, 0, finished.complained);
  assert.deepEqual(readFileSync(path.join(data, "root.key")), readFileSync(path.join(base.data, "root.key")));
  assert.equal((await statusOf(data, env)).way, "file");
}

const filesIn = (directory) => readdirSync(directory).map((name) => path.join(directory, name)).sort();
const restoring = (to, [data, keyring]) => ["restore", to, "--data", data, "--keyring", keyring, "--key", base.offline];

/** What is left of a cut backup is no backup, or a whole one; the next is made beside it. */
async function backedUpAt(step, left) {
  const [cut, whole] = [freshPlace(), freshPlace()];
  for (const to of [cut, whole]) mkdirSync(to);
  await diesAt(step, ["backup", base.data, cut, "--key", base.publicKey]);
  assert.deepEqual(filesIn(cut).map((file) => path.extname(file)), left);
  await succeeds("backup", base.data, whole, "--key", base.publicKey);
  const [data, keyring] = filesIn(whole);
  const [cutData, cutKeyring] = filesIn(cut);
  const to = freshPlace();
  const { code, complained } = await nuong(...restoring(to, [cutData, cutKeyring ?? keyring]));
  if (step === "backup_unsigned") {
    assert.match(complained, /\[backup_unusable\]/);
    assert.equal(existsSync(to) || existsSync(`${to}.partial`), false);
    await succeeds(...restoring(to, [data, keyring]));
  } else {
    assert.equal(code, 0, complained);
  }
  assert.equal((await verified(to)).size, (await verified(base.data)).size);
}

async function restoredAt(step, isInPlace) {
  const to = freshPlace();
  await diesAt(step, restoring(to, base.backup));
  assert.deepEqual([existsSync(to), existsSync(`${to}.partial`)], [isInPlace, !isInPlace]);
  assert.match((await nuong(...restoring(to, base.backup))).complained, /exists; choose a new place/);
  rmSync(`${to}.partial`, { recursive: true, force: true });
  if (!isInPlace) await succeeds(...restoring(to, base.backup));
  await verified(to);
  const server = await Server.start(to);
  assert.ok((await (await server.signIn(post)).get(`/cases/${base.heldId}`)).text.includes(base.heldWords));
  await server.stop();
}

/** The same request carried there again is answered, whether or not the witness remembers that it signed. */
async function witnessedAt(step) {
  const witness = copyOf(base.witness);
  assert.equal(await diesAt(step, ["witness", "sign", witness], base.request), "");
  for (let turn = 0; turn < 2; turn += 1) {
    const { code, said, complained } = await nuongTyping(base.request, "witness", "sign", witness);
    assert.equal(code, 0, complained);
    assert.match(said, /^— example\.org\/binh \S+\n$/u);
  }
}

async function monitoredAt(step) {
  const state = freshPlace();
  const monitor = ["--json", "monitor", base.data, "--state", state];
  await diesAt(step, monitor);
  assert.equal(existsSync(state), false);
  for (const remembers of [false, true]) {
    const run = JSON.parse(await succeeds(...monitor));
    assert.deepEqual([run.findings, run.before > 0], [[], remembers]);
  }
}

/** Of each step what is done when it is reached, and whether that has happened then. */
const cuts = [
  ...Object.entries({
    reception: [
      ["batch_waits", "rows_changed", "entry_written", "jobs_ran", "keyring_committed"],
      ["data_committed", "answer_due"],
    ],
    erasure: [
      ["batch_waits", "rows_changed", "entry_written", "jobs_ran", "keyring_committed"],
      ["data_committed", "undo_emptied", "answer_due"],
    ],
    look: [["entry_written"], ["data_committed", "answer_due"]],
    removal: [
      ["unit_keys_made", "rows_changed", "keyring_committed"],
      ["data_committed", "undo_emptied"],
    ],
    renewal: [["wraps_read", "keyring_committed"], ["wraps_made_anew"]],
    checkpoint: [["checkpoint_signed"], ["checkpoint_kept"]],
    cosignature: [["jobs_ran"], ["cosignature_kept"]],
  }).flatMap(([name, [undone, done]]) =>
    [...undone, ...done].map((step) => [step, name, () => served(step, requests[name], done.includes(step))]),
  ),
  ["keyring_taken_back", "the start after a cut", () => opened("keyring_taken_back")],
  ["keyring_written_anew", "the start after a cut", () => opened("keyring_written_anew")],
  ...[
    ["one_file_named", false],
    ["directory_not_marked", false],
    ["key_file_opened", false],
    ["key_file_written", false],
    ["rows_changed", false],
    ["keyring_committed", false],
    ["data_committed", true],
    ["founded", true],
  ].map(([step, happened]) => [step, "founding", () => foundedAt(step, happened)]),
  ["key_file_opened", "sealing", () => sealedAt("key_file_opened", "file", false)],
  ["sealed_key_written", "sealing", () => sealedAt("sealed_key_written", "file", false)],
  ["sealed_key_in_place", "sealing", () => sealedAt("sealed_key_in_place", "sealed", true)],
  ["plain_key_removed", "sealing", () => sealedAt("plain_key_removed", "sealed", false)],
  ["plain_key_removed", "opening the seal", () => unsealedAt("plain_key_removed", [])],
  ["key_file_opened", "opening the seal", () => unsealedAt("key_file_opened", ["root.key"])],
  ["key_file_written", "opening the seal", () => unsealedAt("key_file_written", ["root.key"])],
  ["backup_unsigned", "backup", () => backedUpAt("backup_unsigned", [".data"])],
  ["backup_data_written", "backup", () => backedUpAt("backup_data_written", [".data"])],
  ["backup_written", "backup", () => backedUpAt("backup_written", [".data", ".keyring"])],
  ["restore_unproved", "restore", () => restoredAt("restore_unproved", false)],
  ["restore_proved", "restore", () => restoredAt("restore_proved", false)],
  ["restore_in_place", "restore", () => restoredAt("restore_in_place", true)],
  ["witness_signed", "a witness", () => witnessedAt("witness_signed")],
  ["witness_state_saved", "a witness", () => witnessedAt("witness_state_saved")],
  ["monitor_state_written", "monitor", () => monitoredAt("monitor_state_written")],
];

/** One directory with a case to erase, a colleague about to leave, a case her unit holds, and a witness. */
before(async () => {
  base.data = await directoryOfClosed([closed]);
  let server = await Server.start(base.data);
  const officer = await server.signIn(post);
  const department = await server.signIn(asker);
  base.closedId = (await department.get("/cases")).json.rows[0].case_id;
  base.heldWords = token();
  base.heldId = (await receivedCase(officer, { words: base.heldWords })).case_id;
  const newcomer = { member: leaver, unit: "hcmc-border-post-can-gio", title_vi: "Cán bộ mới", title_en: "New officer", approver: true };
  const { code } = (await officer.post("/people", newcomer)).json;
  const joining = { member: leaver, code, password: leaverPassword };
  const headers = { "Content-Type": "application/json" };
  const { fingerprint } = (await server.request({ method: "POST", path: "/api/v1/join", headers, body: joining })).json;
  for (const approver of [department, officer]) await approver.post(`/people/${leaver}/approve`, { fingerprint });
  assert.equal((await department.post(`/people/${leaver}/remove`)).json.standing, "leaving");
  const { log } = (await officer.get("/ledger/checkpoint")).json;
  await server.stop();

  base.witness = place("witness");
  const witnessKey = await succeeds("witness", "found", base.witness, "--name", "example.org/binh");
  await succeeds("witness", "trust", base.witness, log);
  writeFileSync(place("policy"), `witness binh ${witnessKey}\nquorum binh\n`);
  server = await Server.start(base.data, [], ["--witnesses", place("policy")]);
  base.request = (await (await server.signIn(post)).get("/ledger/witnesses")).json.witnesses[0].request;
  await server.stop();

  base.offline = place("offline.key");
  base.publicKey = await succeeds("backup-key", base.offline);
  mkdirSync(place("backup"));
  await succeeds("backup", base.data, place("backup"), "--key", base.publicKey);
  base.backup = filesIn(place("backup"));
});

test("each step of the program's list is cut at, and no other", async () => {
  const { said } = await runToEnd([], undefined, { program: steppingBinary, env: { NUONG_DIE_AT: "?" } });
  const listed = said.trim().split("\n");
  assert.deepEqual([...new Set(cuts.map(([step]) => step))].sort(), listed.sort());
});

test("the program that serves holds nothing of it", async () => {
  for (const word of ["NUONG_DIE_AT", "NUONG_DIE_WHEN"]) assert.deepEqual([readFileSync(binary).includes(word), readFileSync(steppingBinary).includes(word)], [false, true]);
  const witness = copyOf(base.witness);
  const { code } = await runToEnd(["witness", "sign", witness], base.request, { env: { NUONG_DIE_AT: "witness_signed" } });
  assert.equal(code, 0);
});

describe("cut by kill -9", { concurrency: 3 }, () => {
  for (const [step, doing, cut] of cuts) {
    test(`at ${step}: ${doing} is whole or not at all, and can be finished`, cut);
  }
});
