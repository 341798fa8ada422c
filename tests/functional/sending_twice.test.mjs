// A write that is sent again has one effect and one answer.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

let server;
let post;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
});

after(() => server.stop());

const countCases = async () => (await post.get("/cases?limit=100")).json.rows.length;
const notesOf = async (caseId) =>
  (await post.get(`/cases/${caseId}`)).json.timeline.filter((item) => item.kind === "note_added").length;

test("the same key with the same request gives the same answer and no second effect", async () => {
  const before = await countCases();
  const key = randomUUID();
  const first = await post.begin({ found_place: "sea" }, { key });
  const again = await post.begin({ found_place: "sea" }, { key });
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.equal(again.text, first.text);
  assert.equal(await countCases(), before + 1);
});

test("five parallel sends of one new case make one case", async () => {
  const before = await countCases();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => post.begin({ words: "Một lần." }, { key })));
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
  assert.equal(await countCases(), before + 1);
});

test("five parallel sends of one act do it once", async () => {
  const { case_id, version } = await receivedCase(post);
  const key = randomUUID();
  const send = () => post.act(case_id, "note_added", version, { text: "Một lần." }, { key });
  const answers = await Promise.all(Array.from({ length: 5 }, send));
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
  assert.equal(await notesOf(case_id), 1);
  assert.equal((await send()).text, answers[0].text, "also when the version has moved on");
});

test("five parallel acts with their own keys on one version: one is done, four are told to look again", async () => {
  const { case_id, version } = await receivedCase(post);
  const send = () => post.act(case_id, "note_added", version, { text: "Ai trước?" });
  const answers = await Promise.all(Array.from({ length: 5 }, send));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 409, 409, 409, 409]);
  for (const answer of answers.filter(({ status }) => status === 409)) checkProblem(answer, 409);
  assert.equal(await notesOf(case_id), 1);
});

test("a key that was used for another request is refused", async () => {
  const { case_id, version } = await receivedCase(post);
  const key = randomUUID();
  const first = await post.act(case_id, "note_added", version, { text: "Thứ nhất" }, { key });
  assert.equal(first.status, 201);
  const others = [
    post.act(case_id, "note_added", version, { text: "Thứ hai" }, { key }),
    post.act(case_id, "note_added", version + 1, { text: "Thứ nhất" }, { key }),
    post.act(case_id, "details_added", version, { in_danger: true }, { key }),
    post.begin({}, { key }),
  ];
  for (const answer of await Promise.all(others)) checkProblem(answer, 409, "idempotency_key_reused");
  assert.equal(await notesOf(case_id), 1);
});

test("a key belongs to one member: another may use the same", async () => {
  const police = await server.signIn("police-can-gio-1");
  const key = randomUUID();
  const mine = await post.begin({ found_place: "sea" }, { key });
  const hers = await police.begin({ found_place: "sea" }, { key });
  assert.deepEqual([mine.status, hers.status], [201, 201]);
  assert.notEqual(hers.json.case_id, mine.json.case_id);
});

test("a key whose request was refused may be used again", async () => {
  const { case_id, version } = await receivedCase(post);
  const key = randomUUID();
  checkProblem(await post.act(case_id, "note_added", version, { text: "" }, { key }), 400, "fields_invalid");
  assert.equal((await post.act(case_id, "note_added", version, { text: "Đã sửa" }, { key })).status, 201);
});

test("an answer given is given again after a restart", async () => {
  const key = randomUUID();
  const first = await post.begin({ found_place: "sea" }, { key });
  await server.stop();
  server = await Server.start(server.data);
  post = await server.signIn("bp-can-gio-1");
  const again = await post.begin({ found_place: "sea" }, { key });
  assert.deepEqual([again.status, again.text], [201, first.text]);
});
