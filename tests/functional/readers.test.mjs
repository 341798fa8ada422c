// Who can see this case, and why: told as the rules stand at this moment, to those who may know the offices on it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const postUnit = "hcmc-border-post-can-gio";
const communeUnit = "hcmc-commune-binh-khanh";
const departmentUnit = "hcmc-labour-department";
const agreed = { purpose: "proceedings", given_by: "self", text: "share-plain", language: "vi" };

let server;
let post;
let caseId;
let version;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  ({ case_id: caseId, version } = await receivedCase(post));
  await done(post, "identity_recorded", { full_name: "Lê Thị An Nhiên" });
});

after(() => server.stop());

async function done(who, kind, fields) {
  const answer = await who.act(caseId, kind, version, fields);
  assert.equal(answer.status, 201, `${kind}: ${answer.text}`);
  version = answer.json.version;
}

const readers = async (who = post) => (await who.get(`/cases/${caseId}/readers`)).json;
const reach = (view, unit, fieldClass) =>
  view.readers.find((one) => one.unit === unit)?.classes.find((one) => one.field_class === fieldClass);

test("each unit that may know of the case is named, with what it can open, why, and by which clause", async () => {
  const view = await readers();
  const own = reach(view, postUnit, "F3");
  assert.deepEqual([own.state, own.has_key], ["open", true]);
  assert.match(own.reason.en, /in your unit's care/);
  assert.equal(own.source.clause, "reception (article not seen)");
  const closed = reach(view, departmentUnit, "F3");
  assert.deepEqual([closed.state, closed.has_key], ["closed", false]);
  assert.ok(closed.reason.vi.length > 0);
  assert.equal(reach(view, communeUnit, "F3"), undefined, "the commune has no part yet");
  assert.ok(view.written.includes("F3"));
});

test("what the list says is what a unit's own page shows", async () => {
  const department = await server.signIn("labour-hcmc-1");
  const page = (await department.get(`/cases/${caseId}`)).json;
  const shown = new Set(page.timeline.flatMap((item) => item.fields.map((field) => field.field_class)));
  const view = await readers();
  for (const fieldClass of view.written) {
    const { state, has_key } = reach(view, departmentUnit, fieldClass);
    assert.equal(shown.has(fieldClass), state === "open" && has_key, fieldClass);
  }
});

test("a consent for one purpose opens the class for that purpose, and says so", async () => {
  await done(post, "consent_given", { recipients: [departmentUnit], shares: ["F3"], ...agreed });
  const opened = reach(await readers(), departmentUnit, "F3");
  assert.equal(opened.state, "open_for");
  assert.equal(opened.purposes.length, 1);
  await done(post, "consent_withdrawn", { recipients: [departmentUnit] });
  assert.equal(reach(await readers(), departmentUnit, "F3").state, "closed");
});

test("looking is on record; who has no part gets the answer of no case", async () => {
  await readers();
  const { looks } = (await post.get(`/cases/${caseId}/looks`)).json;
  assert.deepEqual([looks[1].act, looks[1].what.en, looks[1].unit], ["read", "Read who can see it", postUnit]);
  const stranger = await server.signIn("commune-an-thoi-dong-1");
  checkProblem(await stranger.get(`/cases/${caseId}/readers`), 404, "absent");
});
