// A commune stands for a child: a token in every protected text of the case comes to it while it does, and never before or after,
// never to another commune, and none of what is of health or account.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { Tokens } from "./story_s1.mjs";

const keeper = "police-nha-be-1";
const guardian = "commune-binh-khanh-1";
const others = ["commune-phuoc-kien-1", "centre-1", "labour-nha-be-1"];
const absentId = "0000000000000000000000000a";
const tokens = new Tokens();
const people = new Map();
let server;
let caseId;
let version;

async function act(kind, fields) {
  const done = await people.get(keeper).act(caseId, kind, version, fields);
  if (done.status === 201) ({ version } = done.json);
  return done;
}

before(async () => {
  server = await Server.start();
  for (const member of [keeper, guardian, ...others]) people.set(member, await server.signIn(member));
  const child = { sex: "female", age_group: "child", in_danger: false, age: 13, words: tokens.make("F4c", "what she says") };
  ({ case_id: caseId, version } = await receivedCase(people.get(keeper), child));
  await act("identity_recorded", { full_name: tokens.make("F3", "her name"), relatives: tokens.make("F3", "relatives") });
});
after(() => server.stop());

/** The classes whose tokens any answer about cases and duties brings this member; null when it finds no case. */
async function classesOf(member) {
  const session = people.get(member);
  const page = await session.get(`/cases/${caseId}`);
  const rest = ["/cases", "/duties", "/alerts", "/exports", `/cases/${caseId}/looks`, `/cases/${caseId}/readers`, `/duties?case_id=${caseId}`];
  const answers = await Promise.all(rest.map((target) => session.get(target)));
  const said = [page, ...answers].map(({ text }) => text).join("\n");
  const told = new Set(tokens.all.filter(({ value }) => said.includes(value)).map(({ fieldClass }) => fieldClass));
  if (page.status === 404) {
    assert.equal(page.text, (await session.get(`/cases/${absentId}`)).text, "as if there were none");
    assert.equal(said.includes(caseId), false, `${member} is told of the case`);
    assert.deepEqual([...told], []);
    return null;
  }
  const hidden = tokens.all.filter(({ fieldClass, value }) => told.has(fieldClass) && !page.text.includes(value));
  assert.deepEqual(hidden, [], `${member} reads the class, but not all of it`);
  return [...told].sort().join(" ");
}

const named = (unit) => ({
  guardian_kind: unit ? "appointed" : "relative",
  ...(unit && { unit, decision_number: tokens.make("F2", "number of the decision") }),
  guardian_name: tokens.make("F3", "the guardian's name"),
  guardian_phone: tokens.make("F3", "the guardian's telephone"),
});

test("before anybody stands for her no commune knows of her", async () => {
  for (const member of [guardian, ...others]) assert.equal(await classesOf(member), null, member);
});

test("whoever stands for her knows who she is, and nobody else learns of it", async () => {
  const done = await act("guardian_recorded", named("hcmc-commune-binh-khanh"));
  assert.equal(done.status, 201, done.text);
  assert.equal(await classesOf(guardian), "F2 F3");
  assert.equal(await classesOf(keeper), "F2 F3 F4c");
  for (const member of others) assert.equal(await classesOf(member), null, member);
});

test("the page does not take the guardian's name for hers", async () => {
  for (const member of [keeper, guardian]) {
    const { who } = (await people.get(member).get(`/cases/${caseId}`)).json;
    const shown = (name) => who.filter((field) => field.name === name).map(({ value }) => value);
    const [hers, theirs] = ["her name", "the guardian's name"].map((where) => tokens.all.findLast((one) => one.where === where).value);
    assert.deepEqual([shown("full_name"), shown("guardian_name")], [[hers], [theirs]], member);
  }
});

test("once somebody else does, it finds no case", async () => {
  assert.equal((await act("guardian_recorded", named())).status, 201);
  assert.equal(await classesOf(guardian), null);
});

test("nor once she has gone home", async () => {
  assert.equal((await act("guardian_recorded", named("hcmc-commune-binh-khanh"))).status, 201);
  assert.equal(await classesOf(guardian), "F2 F3");
  const contact = { agreed: true, outcome: "reached", with: ["police"], relative: tokens.make("F3", "who was reached") };
  assert.equal((await act("family_contacted", contact)).status, 201);
  const home = { left_at: "2023-06-03T22:50+07:00", own_wish: true, destination: "relatives", taken_by: "relative" };
  const done = await act("returned_home", home);
  assert.equal(done.status, 201, done.text);
  assert.equal(await classesOf(guardian), null);
});
