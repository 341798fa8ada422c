// Who can see this case, and why: told as the rules stand at this moment, to those who may know the offices on it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const postUnit = "hcmc-border-post-can-gio";
const communeUnit = "hcmc-commune-binh-khanh";
const departmentUnit = "hcmc-labour-department";
const centreUnit = "hcmc-social-support-centre";
const officeUnit = "hcmc-labour-office-can-gio";
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
  assert.deepEqual([own.is_open, own.asks_step_up, own.has_key], [true, false, true]);
  assert.match(own.reason.en, /in your unit's care/);
  assert.equal(own.source.clause, "reception (article not seen)");
  assert.deepEqual([reach(view, postUnit, "F4c").is_open, reach(view, postUnit, "F4c").asks_step_up], [true, true]);
  const closed = reach(view, departmentUnit, "F3");
  assert.deepEqual([closed.is_open, closed.has_key], [false, false]);
  assert.ok(closed.reason.vi.length > 0);
  assert.equal(reach(view, communeUnit, "F3"), undefined, "the commune has no part yet");
  assert.ok(view.written.includes("F3"));
});

test("it names the units of the case page and no other, and what each one's own page shows", async () => {
  const department = await server.signIn("labour-hcmc-1");
  const page = (await department.get(`/cases/${caseId}`)).json;
  const view = await readers(department);
  assert.deepEqual(view.readers.map(({ unit }) => unit).sort(), page.parties.map(({ unit }) => unit).sort());
  const shown = new Set(page.timeline.flatMap((item) => item.fields.map((field) => field.field_class)));
  for (const fieldClass of view.written) {
    const { is_open, has_key } = reach(view, departmentUnit, fieldClass);
    assert.equal(shown.has(fieldClass), is_open && has_key, fieldClass);
  }
});

test("a consent for one purpose opens the class for that purpose, and says so, with the step-up it asks", async () => {
  await done(post, "consent_given", { recipients: [departmentUnit], shares: ["F3"], ...agreed });
  const opened = reach(await readers(), departmentUnit, "F3");
  assert.deepEqual([opened.is_open, opened.asks_step_up, opened.only_for.length], [true, false, 1]);
  await done(post, "consent_given", { recipients: [departmentUnit], shares: ["F4m"], ...agreed, purpose: "support" });
  const sealed = reach(await readers(), departmentUnit, "F4m");
  assert.deepEqual(
    [sealed.is_open, sealed.asks_step_up, sealed.asks_passkey, sealed.only_for[0].en],
    [true, true, true, "Support and settling in"],
  );
  await done(post, "consent_withdrawn", { recipients: [departmentUnit] });
  for (const fieldClass of ["F3", "F4m"]) {
    const { is_open, only_for } = reach(await readers(), departmentUnit, fieldClass);
    assert.deepEqual([is_open, only_for], [false, []]);
  }
});

test("looking is on record; who has no part gets the answer of no case", async () => {
  await readers();
  const { looks } = (await post.get(`/cases/${caseId}/looks`)).json;
  assert.deepEqual([looks[1].act, looks[1].what.en, looks[1].unit], ["read", "Read who can see it", postUnit]);
  const stranger = await server.signIn("commune-an-thoi-dong-1");
  checkProblem(await stranger.get(`/cases/${caseId}/readers`), 404, "absent");
});

test("who is on the case without being shown the units on it is refused, with a reason and on record", async () => {
  await done(post, "lodging_unavailable", { reason: "no_fitting_room" });
  await done(post, "referral_sent", { to: centreUnit, bed_group: "women", with: officeUnit, needs: ["lodging"] });
  const centre = await server.signIn("centre-1");
  assert.equal((await centre.get(`/cases/${caseId}`)).status, 200);
  const refused = await centre.get(`/cases/${caseId}/readers`);
  checkProblem(refused, 403, "refused");
  assert.ok(refused.json.message.vi.length > 0);
  const { looks } = (await post.get(`/cases/${caseId}/looks`)).json;
  assert.deepEqual(
    [looks[0].act, looks[1].act, looks[1].what.en, looks[1].unit],
    ["read", "refused", "Read who can see it", centreUnit],
  );
});
