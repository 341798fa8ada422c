// kill -9 of the real server under write load. Whatever it answered is there after the restart, whole and once; whatever it
// did not answer happens once when it is asked again with the same key. NUONG_KILLS sets the number of kills.
import assert from "node:assert/strict";
import { randomInt, randomUUID } from "node:crypto";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { nuong } from "../support/program.mjs";
import { foundedDirectory, reception, Server } from "../support/server.mjs";

const kills = Number(process.env.NUONG_KILLS ?? 200);
const lanes = 3;
const killsPerDirectory = 10;
const writers = 8;

/** What was asked of one data directory, and what was answered. */
class Account {
  cases = new Map(); // case id → what was acknowledged of it: {words, version, stage}
  unanswered = [];
  acknowledged = 0;
  retried = 0;

  take(asked, answer) {
    assert.equal(answer.status, 201, answer.text);
    const { case_id: id, version } = answer.json;
    const before = this.cases.get(id);
    if (asked.caseId === undefined) {
      assert.equal(before, undefined, "two beginnings were answered with one case");
    } else {
      assert.deepEqual([id, version], [asked.caseId, asked.body.version + 1]);
    }
    const stage = asked.caseId === undefined ? "draft" : "received";
    this.cases.set(id, { words: asked.body.fields.words, version, stage });
    this.acknowledged += 1;
    this.last = { asked, answer: answer.json };
  }
}

function beginning() {
  return { path: "/cases", key: randomUUID(), body: { fields: { sex: "female", words: `Lời kể ${randomUUID()}` } } };
}

function receptionOf({ case_id: caseId, version }) {
  const fields = { ...reception, words: `Lời kể ${randomUUID()}` };
  return { path: `/cases/${caseId}/acts/received`, key: randomUUID(), caseId, body: { version, fields } };
}

const send = (session, asked) => session.post(asked.path, asked.body, { key: asked.key });

/** The answer, or nothing when the server was killed before it was whole. */
async function write(session, account, asked) {
  let answer;
  try {
    answer = await send(session, asked);
  } catch {
    account.unanswered.push(asked);
    return undefined;
  }
  account.take(asked, answer);
  return answer.json;
}

/** Begins cases and receives every second one, until the server is gone. */
async function keepWriting(session, account) {
  for (let turn = 0; ; turn += 1) {
    const begun = await write(session, account, beginning());
    if (begun === undefined) return;
    if (turn % 2 === 1 && (await write(session, account, receptionOf(begun))) === undefined) return;
  }
}

async function retry(session, account) {
  for (const asked of account.unanswered.splice(0)) {
    account.take(asked, await send(session, asked));
    account.retried += 1;
  }
}

/** A write that has been answered is answered again alike, and changes nothing. */
async function repeatLast(session, account) {
  if (account.last === undefined) return;
  const again = await send(session, account.last.asked);
  assert.deepEqual([again.status, again.json], [201, account.last.answer]);
}

/** The list is what was acknowledged: nothing lost, nothing twice, nothing that nobody was told of. */
async function compareList(session, account) {
  const listed = [];
  let cursor;
  do {
    const page = await session.get(`/cases?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    assert.equal(page.status, 200, page.text);
    listed.push(...page.json.rows.map((row) => `${row.case_id} ${row.stage}`));
    cursor = page.json.next;
  } while (cursor);
  const expected = [...account.cases].map(([id, kept]) => `${id} ${kept.stage}`);
  assert.deepEqual(listed.sort(), expected.sort());
}

/** The newest cases open, and the sealed account in each is the one that was sent. */
async function openNewest(session, account, count) {
  for (const [id, kept] of [...account.cases].slice(-count)) {
    const page = await session.get(`/cases/${id}`);
    assert.deepEqual([page.status, page.json?.version], [200, kept.version]);
    const fields = page.json.timeline.flatMap((entry) => entry.fields);
    assert.ok(
      fields.some((field) => field.name === "words" && field.value === kept.words),
      `case ${id} does not hold the account it was sent`,
    );
  }
}

/** One life of the server, from its start to its death by kill -9. */
async function live(directory, account, underLoad) {
  const server = await Server.start(directory);
  try {
    const session = await server.signIn("bp-can-gio-1");
    await retry(session, account);
    await Promise.all([compareList(session, account), openNewest(session, account, 8)]);
    await repeatLast(session, account);
    await underLoad(session, server);
  } finally {
    server.running.child.kill("SIGKILL");
    await server.running.ended;
  }
}

async function killUnderLoad(session, server, account) {
  const writing = Promise.all(Array.from({ length: writers }, () => keepWriting(session, account)));
  await Promise.race([sleep(randomInt(5, 151)), writing]);
  server.running.child.kill("SIGKILL");
  await writing;
}

async function runDirectory(killsHere) {
  const directory = await foundedDirectory();
  const account = new Account();
  for (let kill = 0; kill < killsHere; kill += 1) {
    await live(directory, account, (session, server) => killUnderLoad(session, server, account));
  }
  await live(directory, account, (session) => openNewest(session, account, 100));
  const verified = await nuong("verify", directory);
  assert.equal(verified.code, 0, verified.said + verified.complained);
  return account;
}

test(`what was acknowledged outlives ${kills} kills, and a retried write has one effect`, async () => {
  const directories = Array.from({ length: Math.ceil(kills / killsPerDirectory) }, (_, at) =>
    Math.min(killsPerDirectory, kills - at * killsPerDirectory),
  );
  let acknowledged = 0;
  let retried = 0;
  const runLane = async () => {
    for (let here = directories.pop(); here !== undefined; here = directories.pop()) {
      const account = await runDirectory(here);
      acknowledged += account.acknowledged;
      retried += account.retried;
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  console.error(`${kills} kills, ${acknowledged} writes acknowledged, ${retried} of them only when retried`);
  assert.ok(acknowledged > kills, "the load was too small to say anything");
});
