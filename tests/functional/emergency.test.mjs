// Breaking the glass from outside: who hears of it, on whose list it stands, and what it leaves on record.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { monitored } from "../support/monitored.mjs";
import { asFile, jpegWith } from "../support/pictures.mjs";
import { reception, Server } from "../support/server.mjs";

let server;
let post;
let office;
let department;
let stranger;
let caseId;
let paper; // the entry that brought a paper of hers

const version = async (session) => (await session.get(`/cases/${caseId}`)).json.version;
const act = async (session, kind, fields) => session.act(caseId, kind, await version(session), fields);
const request = { opened_class: "F3", reason: "missing", words: "Không thấy về" };
const openPaper = async (session) => (await session.get(`/cases/${caseId}/attachments/${paper}`)).status;
const names = (view) => view.who.filter((field) => field.field_class === "F3").map((field) => field.value);

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  office = await server.signIn("labour-can-gio-1");
  department = await server.signIn("labour-hcmc-1");
  stranger = await server.signIn("police-nha-be-1");
  caseId = (await post.begin({})).json.case_id;
  for (const [kind, fields] of [
    ["received", reception],
    ["identity_recorded", { full_name: "Võ Thị Lan Chi", birth_year: 2001 }],
    ["identity_paper_added", { paper: asFile("cccd.jpg", jpegWith("x")) }],
    ["lodging_unavailable", { reason: "no_fitting_room" }],
    ["referral_sent", {
      to: "hcmc-social-support-centre", bed_group: "women", with: "hcmc-labour-office-can-gio", needs: ["lodging"],
    }],
  ]) {
    const answer = await act(post, kind, fields);
    assert.equal(answer.status, 201, answer.text);
    if (kind === "identity_paper_added") paper = answer.json.sequence;
  }
});

after(() => server.stop());

test("a closed class may be opened where the page says so, and the name is there only then", async () => {
  const before = (await office.get(`/cases/${caseId}`)).json;
  assert.deepEqual(before.breakable, [{ field_class: "F3", asks_step_up: false, asks_passkey: false }]);
  assert.deepEqual(names(before), []);
  assert.equal(await openPaper(office), 403);
  const told = await Promise.all([post, department, stranger].map((session) => session.follow()));
  const answer = await act(office, "emergency_requested", request);
  assert.equal(answer.status, 201, answer.text);
  for (const feed of told.slice(0, 2)) await feed.waitFor((text) => text.includes(`id: ${answer.json.sequence}\n`), 60_000);
  assert.deepEqual(told[2].cases, [], "who is not on the case hears nothing");
  for (const feed of told) feed.close();

  const opened = (await office.get(`/cases/${caseId}`)).json;
  assert.ok(names(opened).includes("Võ Thị Lan Chi"));
  assert.equal(await openPaper(office), 200);
  assert.deepEqual(opened.breakable, []);
  assert.equal(opened.emergencies[0].state, "open");
  assert.equal(opened.emergencies[0].may_review, false);
});

test("the owner has the review on Today, the supervisor among what others owe", async () => {
  const duty = (list) => list.filter((one) => one.case_id === caseId && one.duty === "review-emergency-access");
  const owners = (await post.get("/duties")).json;
  assert.equal(duty(owners.mine).length, 1);
  assert.deepEqual(duty(owners.mine)[0].acts, ["emergency_reviewed"]);
  assert.equal(duty((await department.get("/duties")).json.waiting).length, 1);
});

test("it stands on the list of who opened and who reviews, on nobody else's", async () => {
  const list = async (session) => (await session.get("/emergencies")).json.emergencies;
  for (const session of [office, post, department]) {
    const rows = await list(session);
    assert.equal(rows.length, 1);
    assert.equal(rows[0].case_id, caseId);
    assert.equal(rows[0].field_class, "F3");
    assert.equal(JSON.stringify(rows).includes("Không thấy về"), false, "the words are sealed");
  }
  assert.deepEqual(await list(stranger), []);
});

test("who looked tells it; the keeper and the supervisor read the words, and nobody else", async () => {
  const looks = (await post.get(`/cases/${caseId}/looks`)).json.looks;
  const broken = looks.find((look) => look.what.en === "Emergency access");
  assert.equal(broken.unit, "hcmc-labour-office-can-gio");
  const read = looks.find((look) => look.unit === "hcmc-labour-office-can-gio" && look.classes.includes("F3"));
  assert.ok(read.rules.includes("emergency-reads"));
  for (const [session, reads] of [[post, true], [department, true], [office, false]]) {
    const view = (await session.get(`/cases/${caseId}`)).json;
    const asked = view.timeline.find((one) => one.kind === "emergency_requested");
    assert.equal(asked.fields.some((field) => field.value === "Không thấy về"), reads);
    assert.equal(asked.hidden.some((one) => one.field_class === "FE"), !reads);
  }
});

test("who opened does not review; another unit does, and that closes it", async () => {
  const own = await act(office, "emergency_reviewed", { finding: "justified" });
  assert.equal(own.status, 403, own.text);
  const reviewed = await act(post, "emergency_reviewed", { finding: "not_justified" });
  assert.equal(reviewed.status, 201, reviewed.text);
  const after = (await office.get(`/cases/${caseId}`)).json;
  assert.deepEqual(names(after), []);
  assert.equal(await openPaper(office), 403);
  assert.equal(after.emergencies[0].state, "closed");
  assert.equal(after.emergencies[0].finding.en, "Not justified");
});

test("who is not on the case breaks no glass, and cannot tell it from a case that is not there", async () => {
  const hidden = await stranger.act(caseId, "emergency_requested", 1, request);
  const absent = await stranger.act("a".repeat(26), "emergency_requested", 1, request);
  assert.equal(hidden.status, 404);
  assert.deepEqual({ ...hidden.json, request_id: "" }, { ...absent.json, request_id: "" });
});

test("what the house fills in nobody may give", async () => {
  for (const [name, value] of [["reviewer", "hcmc-labour-office-can-gio"], ["second_person", false]]) {
    const answer = await act(office, "emergency_requested", { ...request, [name]: value });
    assert.equal(answer.status, 400, answer.text);
  }
});

test("the monitor counts who opened, who reviewed and for how long again, and nothing is out of order", async () => {
  const { findings, decisions } = await monitored(server);
  assert.deepEqual(findings, []);
  assert.ok(decisions > 10, `${decisions}`);
});
