// What she agreed to, what it opens, and what is asked of who knew when she takes it back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asFile, jpegWith } from "../support/pictures.mjs";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const communeUnit = "hcmc-commune-binh-khanh";
const departmentUnit = "hcmc-labour-department";
const agreed = { purpose: "case_work", given_by: "self", text: "share-plain", language: "vi" };

let server;
let post;
let department;
let commune;
let stranger;
let caseId;
let version;
let paper; // the entry that brought a paper of hers

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  department = await server.signIn("labour-hcmc-1");
  commune = await server.signIn("commune-binh-khanh-1");
  stranger = await server.signIn("commune-an-thoi-dong-1");
  ({ case_id: caseId, version } = await receivedCase(post));
  await done(post, "identity_recorded", { full_name: "Lê Thị An Nhiên" });
  paper = (await done(post, "identity_paper_added", { paper: asFile("cccd.jpg", jpegWith("x")) })).sequence;
});

after(() => server.stop());

async function done(who, kind, fields) {
  const answer = await who.act(caseId, kind, version, fields);
  assert.equal(answer.status, 201, `${kind}: ${answer.text}`);
  version = answer.json.version;
  return answer.json;
}

const pageOf = async (who, purpose) =>
  (await who.get(`/cases/${caseId}`, purpose ? { "Nuong-Purpose": purpose } : {})).json;
const openPaper = async (who, purpose) =>
  (await who.get(`/cases/${caseId}/attachments/${paper}`, purpose ? { "Nuong-Purpose": purpose } : {})).status;
const classesOf = (page) =>
  [...new Set(page.timeline.flatMap((item) => item.fields.map((field) => field.field_class)))].sort();
const noticesOf = async (who) =>
  (await who.get("/duties")).json.mine.filter((duty) => duty.case_id === caseId && duty.duty === "answer-withdrawal");

async function refusedAt(who, kind, fields, field, code) {
  const answer = await who.act(caseId, kind, version, fields);
  checkProblem(answer, 400, "fields_invalid");
  const found = answer.json.fields.find((one) => one.pointer === `/fields/${field}`);
  assert.ok(found, answer.text);
  if (code) assert.equal(found.id, code);
}

test("what is asked wrongly is refused at its field", async () => {
  const right = { recipients: [departmentUnit], shares: ["F3"], ...agreed };
  const wrong = [
    [{ purpose: "curiosity" }, "purpose", "unknown_code"],
    [{ shares: ["F5"] }, "shares", "unknown_code"],
    [{ shares: ["F4c"], text: "share-child" }, "shares", "class_not_explained"],
    [{ purpose: "proceedings", text: "share-child" }, "purpose", "purpose_not_explained"],
    [{ text: "share-sensitive" }, "text", "unknown_code"], // in force from July
    [{ text: undefined }, "text", "field_required"],
    [{ recipients: ["hcmc-police-can-gio"] }, "recipients", "wrong_role"],
    [{ recipients: ["nowhere"] }, "recipients", "unknown_unit"],
    [{ until: "2023-06-02" }, "until", "day_is_over"],
    [{ given_by: "child_and_guardian", guardian_role: "parent" }, "given_by", "demand_not_met"],
    [{ given_by: "legal_basis", text: undefined, language: undefined }, "basis", "field_required"],
    [{ conditions: ["for_money"] }, "conditions", "unknown_code"],
  ];
  for (const [change, field, code] of wrong) await refusedAt(post, "consent_given", { ...right, ...change }, field, code);
  await refusedAt(post, "consent_withdrawn", { recipients: [departmentUnit] }, "recipients", "nothing_to_withdraw");
});

test("a consent opens what it names, for its purpose, and stands on the page with how it was given", async () => {
  assert.deepEqual(classesOf(await pageOf(department)), ["F1"]);
  assert.equal(await openPaper(department), 403);
  await done(post, "consent_given", {
    recipients: [departmentUnit],
    shares: ["F3"],
    ...agreed,
    until: "2023-12-31",
    conditions: ["no_passing_on"],
  });
  assert.deepEqual(classesOf(await pageOf(department)), ["F1", "F3"]);
  assert.deepEqual(classesOf(await pageOf(department, "proceedings")), ["F1"]);
  assert.equal(await openPaper(department), 200);
  assert.equal(await openPaper(department, "proceedings"), 403);
  for (const who of [post, department]) {
    const [consent] = (await pageOf(who)).consents;
    assert.equal(consent.unit, departmentUnit);
    assert.deepEqual(
      [consent.purpose, consent.classes, consent.last_day, consent.in_force],
      ["case_work", ["F3"], "2023-12-31", true],
    );
    assert.deepEqual(
      consent.said.map((field) => [field.name, field.value]),
      [["given_by", "self"], ["text", "share-plain"], ["language", "vi"], ["conditions", ["no_passing_on"]]],
    );
  }
});

test("the texts that are in force come with the forms, sentence by sentence, in both languages", async () => {
  const { consent_texts: texts } = (await post.get("/forms")).json;
  assert.deepEqual(texts.map((text) => text.id).sort(), ["share-child", "share-plain"]);
  for (const { paragraphs } of texts) assert.ok(paragraphs.length >= 3 && paragraphs.every((one) => one.vi && one.en));
});

test("taken back, it ends in the same act, and the office that knew is asked and answers", async () => {
  await done(post, "consent_withdrawn", { recipients: [departmentUnit] });
  const page = await pageOf(department);
  assert.deepEqual(classesOf(page), ["F1"]);
  assert.equal(await openPaper(department), 403);
  assert.deepEqual(page.consents, []);
  const [notice] = await noticesOf(department);
  assert.deepEqual([notice.opens, notice.acts, notice.version], [true, ["withdrawal_answered"], version]);
  await refusedAt(department, "withdrawal_answered", { answer: "kept" }, "kept_under", "field_required");
  await refusedAt(department, "withdrawal_answered", { answer: "kept", kept_under: "because" }, "kept_under", "unknown_code");
  await done(department, "withdrawal_answered", { answer: "kept", kept_under: "archive_duty" });
  assert.deepEqual(await noticesOf(department), []);
});

test("who finds the case no more answers from its first page, and can do and see nothing else there", async () => {
  await done(post, "consent_given", { recipients: [communeUnit], shares: ["F2", "F3"], ...agreed });
  await done(post, "commune_informed", { unit: communeUnit });
  assert.deepEqual(classesOf(await pageOf(commune)), ["F1", "F3"]);
  assert.equal(await openPaper(commune), 200);
  await done(post, "consent_withdrawn", { recipients: [communeUnit] });
  assert.equal(await openPaper(commune), 404);
  checkProblem(await commune.get(`/cases/${caseId}`), 404, "absent");
  const [notice] = await noticesOf(commune);
  assert.deepEqual([notice.opens, notice.acts], [false, ["withdrawal_answered"]]);
  for (const kind of ["note_added", "support_given", "consent_given", "closed"]) {
    checkProblem(await commune.act(caseId, kind, notice.version, {}), 404, "absent");
  }
  checkProblem(await commune.get(`/cases/${caseId}/looks`), 404, "absent");
  checkProblem(await stranger.act(caseId, "withdrawal_answered", version, { answer: "deleted" }), 404, "absent");
  await done(commune, "withdrawal_answered", { answer: "deleted" });
  assert.deepEqual(await noticesOf(commune), []);
  checkProblem(await commune.act(caseId, "withdrawal_answered", version, { answer: "deleted" }), 404, "absent");
});

test("the office that cares for her sees the answers, and who looked tells of both", async () => {
  const answers = (await pageOf(post)).timeline.filter((item) => item.kind === "withdrawal_answered");
  assert.deepEqual(
    answers.map((item) => [item.unit, item.fields.map((field) => field.value)]),
    [
      [communeUnit, ["deleted"]],
      [departmentUnit, ["kept", "archive_duty"]],
    ],
  );
  const { looks } = (await post.get(`/cases/${caseId}/looks`)).json;
  const said = looks.map((look) => look.what.en);
  for (const what of ["Consent withdrawn", "Answered for what was known", "Agreed to share"]) assert.ok(said.includes(what), what);
});
