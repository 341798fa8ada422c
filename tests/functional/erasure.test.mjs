// What becomes of the record: two persons destroy the keys of a closed case, never under a hold and never before its time;
// afterwards nobody reads it, no backup brings it back, the ledger still proves itself, and kill -9 leaves no half.
import assert from "node:assert/strict";
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { asker, directoryOfClosed, other } from "../support/closed_cases.mjs";
import { found, notRoot, rest } from "../support/memory.mjs";
import { pdfWith } from "../support/pictures.mjs";
import { nuong, temporaryFolder } from "../support/program.mjs";
import { Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const kills = 6;
const folder = temporaryFolder();
const token = () => randomBytes(12).toString("hex");
const paperWith = (words) => ({ name: `${token()}.pdf`, bytes: Buffer.concat([pdfWith(words), Buffer.alloc(200_000, words)]) });
const over = { words: token(), fullName: token(), keptUntil: "2024-08-15", paper: paperWith(token()) };
const kept = { words: token(), fullName: token(), keptUntil: "2034-08-15", paper: paperWith(token()) };

let server;
let one; // who asked
let two; // another person
let caseId; // of the case that need not be kept any more
let keptId;
let publicKey;
let early; // backup before the erasure
let late;

const pageOf = async (who, id = caseId) => (await who.get(`/cases/${id}`)).json;
const act = async (who, kind, fields = {}, id = caseId) => who.act(id, kind, (await pageOf(who, id)).version, fields);
const actOf = (page, kind) => page.acts.find((act) => act.kind === kind);

async function done(...what) {
  const answer = await act(...what);
  assert.equal(answer.status, 201, answer.text);
}

async function backedUp(name) {
  const to = path.join(folder, name);
  mkdirSync(to);
  const { code, said, complained } = await nuong("--json", "backup", server.data, to, "--key", publicKey);
  assert.equal(code, 0, complained);
  const [data, keyring] = JSON.parse(said).files;
  return { data, keyring };
}

/** The entry that brought the paper; the page says nothing of it to who may not open it, so it is told by its kind. */
async function openPaper(who, id = caseId) {
  const { sequence } = (await pageOf(who, id)).timeline.find(({ kind }) => kind === "identity_paper_added");
  return who.get(`/cases/${id}/attachments/${sequence}`);
}

let restores = 0;
/** The page of the case, and its paper, in a directory brought back from these files. */
async function pageAfterRestore(data, keyring) {
  const to = path.join(folder, `restored-${(restores += 1)}`);
  const files = ["--data", data, "--keyring", keyring, "--key", path.join(folder, "offline.key")];
  const { code, complained } = await nuong("restore", to, ...files);
  assert.equal(code, 0, complained);
  const again = await Server.start(to);
  try {
    const session = await again.signIn(asker);
    return { text: (await session.get(`/cases/${caseId}`)).text, paper: await openPaper(session) };
  } finally {
    await again.stop();
  }
}

const filesOf = (data) =>
  readdirSync(data)
    .filter((name) => name !== "lock")
    .map((name) => readFileSync(path.join(data, name)));

before(async () => {
  publicKey = (await nuong("backup-key", path.join(folder, "offline.key"))).said.trim();
  server = await Server.start(await directoryOfClosed([over, kept]));
  one = await server.signIn(asker);
  two = await server.signIn(other);
  for (const { case_id: id } of (await one.get("/cases")).json.rows) {
    if ((await one.get(`/cases/${id}`)).text.includes(over.fullName)) caseId = id;
    else keptId = id;
  }
  assert.ok(caseId && keptId);
});

after(() => server.stop());

test("the page tells until when the record is kept, by which rule, and who may not destroy it", async () => {
  const { keeping, acts } = await pageOf(one);
  assert.deepEqual(
    keeping.map((rule) => [rule.title.en, rule.last_day]),
    [
      ["The file of a victim", "2024-08-15"],
      ["Handing files to the archive", "2024-07-29"],
    ],
  );
  assert.match(actOf({ acts }, "erasure_done").blocked.en, /another person/);
  assert.equal(actOf(await pageOf(two), "erasure_done").blocked, undefined);
});

test("who asked for it does not do it, and that she tried is on record", async () => {
  checkProblem(await act(one, "erasure_done"), 403, "refused");
  const { looks } = (await one.get(`/cases/${caseId}/looks`)).json;
  assert.ok(looks.some((look) => look.act === "refused" && look.what.en === "Keys destroyed for good"));
});

test("nothing is destroyed before the day that was told is over, whoever does it", async () => {
  assert.match(actOf(await pageOf(two, keptId), "erasure_done").blocked.en, /until the end of 15 August 2034/);
  checkProblem(await act(two, "erasure_done", {}, keptId), 409, "act_blocked");
  assert.ok((await one.get(`/cases/${keptId}`)).text.includes(kept.fullName));
});

test("nothing is destroyed under a hold, and lifting it takes two persons too", async () => {
  await done(two, "hold_placed", { hold_reason: "compensation" });
  checkProblem(await act(two, "erasure_done"), 409, "act_blocked");
  await done(one, "hold_lift_asked");
  checkProblem(await act(two, "erasure_done"), 409, "act_blocked");
  checkProblem(await act(one, "hold_lifted"), 403, "refused");
  await done(two, "hold_lifted");
  assert.ok((await one.get(`/cases/${caseId}`)).text.includes(over.fullName));
});

test("another person destroys the keys: nobody reads it any more, and the page says since when", async () => {
  early = await backedUp("early");
  for (const who of [one, two]) assert.deepEqual((await openPaper(who)).bytes, over.paper.bytes);
  await done(two, "erasure_done");
  late = await backedUp("late");
  for (const who of [one, two]) {
    const answer = await who.get(`/cases/${caseId}`);
    assert.equal(answer.status, 200);
    for (const text of [over.fullName, over.words, over.paper.name]) assert.ok(!answer.text.includes(text));
    checkProblem(await openPaper(who), 404, "absent");
    const hidden = answer.json.hidden.find((part) => part.field_class === "F3");
    assert.match(hidden.reason.en, /destroyed for good at \d\d:\d\d on 4 September 2024/);
    assert.equal(answer.json.timeline.some((item) => item.fields.some((field) => field.field_class === "F3")), false);
  }
  const { written } = (await one.get(`/cases/${caseId}/readers`)).json;
  assert.deepEqual(written, ["F2"]);
  checkProblem(await act(two, "erasure_done"), 409, "act_blocked");
});

test("nothing of its paper lies anywhere in the clear, and the paper of another case still opens", async () => {
  const said = over.paper.bytes.subarray(-24); // the words it repeats
  for (const bytes of [...filesOf(server.data), Buffer.from(server.log)]) {
    for (const secret of [over.paper.name, said]) assert.ok(!bytes.includes(secret));
  }
  assert.deepEqual((await openPaper(one, keptId)).bytes, kept.paper.bytes);
});

test("nothing of what was destroyed is left in the server's memory", { skip: notRoot }, async () => {
  await rest();
  const { pid } = server.running.child;
  const secrets = { words: over.words, name: over.fullName, paper: over.paper.name, content: over.paper.bytes.subarray(-24) };
  assert.deepEqual(found(pid, Object.entries(secrets)), {});
  assert.ok(found(pid, [["format", "Content-Security-Policy"]]).format.length > 0, "the search finds what must be there");
});

test("it is an entry that names the act, the unit and the case's random code, and nobody", async () => {
  const { looks } = (await one.get(`/cases/${caseId}/looks`)).json;
  const entry = looks.find((look) => look.act === "write" && look.what.en === "Keys destroyed for good");
  assert.match(entry.leaf, /"deed":"erasure"/);
  assert.ok(entry.leaf.includes(caseId) && entry.leaf.includes("hcmc-labour-department"));
  for (const text of [over.fullName, over.words, other]) assert.ok(!entry.leaf.includes(text));
});

test("no wrap of it is left in the keyring or its log, and the ledger and its views still prove themselves", async () => {
  const wraps = (fieldClass, id) => filesOf(server.data).filter((bytes) => bytes.includes(`wrap/${id}/${fieldClass}/`)).length;
  assert.deepEqual([wraps("F3", caseId), wraps("F4c", caseId)], [0, 0]);
  assert.ok(wraps("F2", caseId) > 0 && wraps("F3", keptId) > 0);
  const { code, said } = await nuong("--json", "verify", server.data);
  assert.equal(code, 0, said);
  assert.deepEqual(JSON.parse(said).view_differences, []);
});

test("a backup made after it does not bring her back, nor does older data with the keyring of after", async () => {
  for (const data of [early.data, late.data]) {
    const { text, paper } = await pageAfterRestore(data, late.keyring);
    assert.ok(text.includes(caseId));
    assert.ok(!text.includes(over.fullName), data);
    checkProblem(paper, 404, "absent");
  }
});

test("only a keyring copied before it still opens, which is why those are thrown away", async () => {
  const { text, paper } = await pageAfterRestore(early.data, early.keyring);
  assert.ok(text.includes(over.fullName));
  assert.deepEqual(paper.bytes, over.paper.bytes);
});

test(`after kill -9 in the middle each erasure has happened whole or not at all, and can be done again`, async () => {
  const names = Array.from({ length: kills * 4 }, () => ({ words: token(), fullName: token(), keptUntil: "2024-08-15" }));
  const data = await directoryOfClosed(names);
  let left = new Map(); // case id → idempotency key, for those nobody has answered
  let whole = 0;
  let cut = 0;
  for (let round = 0; round <= kills; round += 1) {
    const running = await Server.start(data);
    const session = await running.signIn(other);
    if (round === 0) {
      const { rows: cases } = (await session.get("/cases?limit=100")).json;
      left = new Map(cases.map(({ case_id: id }) => [id, { key: randomUUID(), version: 0 }]));
      assert.equal(left.size, names.length);
    }
    const erase = async ([id, asked]) => {
      asked.version ||= (await session.get(`/cases/${id}`)).json.version;
      const answer = await session.act(id, "erasure_done", asked.version, {}, { key: asked.key });
      assert.equal(answer.status, 201, answer.text);
      left.delete(id);
      whole += 1;
    };
    if (round === kills) {
      for (const one of [...left]) await erase(one);
      await running.stop();
      break;
    }
    const writing = Promise.allSettled([...left].map((one) => sleep(randomInt(40)).then(() => erase(one))));
    await sleep(randomInt(60));
    running.running.child.kill("SIGKILL");
    await running.running.ended;
    for (const outcome of await writing) {
      if (outcome.status === "fulfilled") continue;
      assert.ok(outcome.reason.code !== "ERR_ASSERTION", outcome.reason);
      cut += 1;
    }
    const { code, said } = await nuong("--json", "verify", data);
    assert.equal(code, 0, said);
    assert.deepEqual(JSON.parse(said).view_differences, []);
  }
  assert.equal(whole, names.length);
  assert.ok(cut > 0, "no request was cut off");
  // The next start writes the keyring anew.
  await (await Server.start(data)).stop();
  const bytes = filesOf(data);
  for (const fieldClass of ["F3", "F4c"]) assert.ok(!bytes.some((file) => file.includes(`/${fieldClass}/`) && /wrap\/\w+\/F(3|4c)\//.test(file.toString("latin1"))));
  const last = await Server.start(data);
  const text = JSON.stringify((await (await last.signIn(asker)).get("/cases?limit=100")).json);
  await last.stop();
  for (const { fullName } of names) assert.ok(!text.includes(fullName));
});
