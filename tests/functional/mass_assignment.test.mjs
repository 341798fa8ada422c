// Every office sends every act with every field any form has, and with names that are the server's own: nothing is taken,
// each stranger among the fields is pointed at, and the case is as it was. Each act of a whole story is sent by whom it is
// due from, right in all but one field that is another act's or the server's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { members, steps, Tokens } from "./story_s1.mjs";

const ownNames = [
  ...["stage", "keeper", "relations", "parties", "consent", "case_id", "code_name", "version", "sequence", "at"],
  ...["unit", "member", "role", "classes", "rules", "duties", "holder", "deed", "network", "regulation", "__proto__"],
];
/** Something of the right type for each kind of field. */
const sample = {
  text: "x",
  long_text: "x",
  integer: 1,
  yes_no: true,
  date: "2023-06-03",
  instant: "2023-06-03T22:40+07:00",
  choice: "x",
  choices: ["x"],
  unit: "hcmc-social-support-centre",
  units: ["hcmc-social-support-centre"],
  bed_group: "women",
  file: { name: "x.png", content: "iVBORw0KGgo=" },
};

let server;
let post;
let received;
let forms;
const everything = {};
const ownFields = {};

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  received = await receivedCase(post);
  ({ forms } = (await post.get("/forms")).json);
  for (const { fields } of forms) for (const { name, type } of fields) everything[name] = sample[type] ?? "x";
  // Not as a literal: there `__proto__` would set the prototype and send nothing.
  for (const name of ownNames) {
    for (const sent of [everything, ownFields]) Object.defineProperty(sent, name, { value: "x", enumerable: true });
  }
});

after(() => server.stop());

const page = async () => ({ ...(await post.get(`/cases/${received.case_id}`)).json, look: 0 });

for (const member of members) {
  test(`${member} changes nothing by sending more than a form asks`, async () => {
    const session = member === "bp-can-gio-1" ? post : await server.signIn(member);
    const before = await page();
    for (const { kind, fields } of forms) {
      for (const sent of [everything, ownFields]) {
        const answer = await session.act(received.case_id, kind, received.version, sent);
        assert.ok([400, 403, 404, 409].includes(answer.status), `${kind}: ${answer.status} ${answer.text}`);
        if (answer.status !== 400 || sent === everything) continue;
        const pointed = answer.json.fields.map(({ pointer }) => pointer);
        const own = fields.map(({ name }) => name);
        for (const name of ownNames.filter((one) => !own.includes(one))) {
          assert.ok(pointed.includes(`/fields/${name}`), `${kind} says nothing of ${name}: ${answer.text}`);
        }
      }
    }
    assert.deepEqual(await page(), before);
  });
}

test("a request with more members than its description has is refused", async () => {
  const before = await page();
  const target = `/cases/${received.case_id}/acts/note_added`;
  for (const extra of ["unit", "member", "at", "stage", "case_id", "sequence"]) {
    const answer = await post.post(target, { version: received.version, fields: { text: "x" }, [extra]: "x" });
    assert.equal(answer.status, 400, `${extra}: ${answer.text}`);
  }
  assert.deepEqual(await page(), before);
});

/** Names of the server's own with something that would do harm if it were taken: beside those above, as an entry has them. */
const serverMade = {
  unit: "hcmc-police",
  member: "police-hcmc-1",
  actor: "police-hcmc-1",
  by: "hcmc-police",
  role: "province_police",
  at: "2020-01-01T00:00+07:00",
  recorded_at: "2020-01-01T00:00+07:00",
  version: 1,
  sequence: 1,
  kind: "closed",
  stage: "closed",
  protection: "none",
  class: "F1",
  field_class: "F1",
  keeper: "hcmc-police",
  relations: ["keeper"],
  parties: [{ unit: "hcmc-police", becomes: "keeper" }],
  sets: { stage: "closed" },
  consent: { "hcmc-police": ["F3"] },
  emergency: ["F3"],
  deed: "erasure",
  reviewer: "hcmc-labour-office-can-gio",
  second_person: false,
};
/** What the house itself writes into an act, and the page shows with it. */
const houseWrites = { emergency_requested: ["reviewer", "second_person"] };

/** A value the other act would take. */
function goodFor({ type, options }) {
  const [code] = (options ?? []).map((option) => option.code);
  if (type === "choice") return code ?? "x";
  if (type === "choices") return [code ?? "x"];
  return sample[type] ?? "x";
}

/** Every field that some form has and this one has not, and what is the server's own: [name, value]. */
function strangersTo(kind) {
  const own = new Set(forms.find((form) => form.kind === kind).fields.map(({ name }) => name));
  const theirs = forms.flatMap(({ fields }) => fields.map((field) => [field.name, goodFor(field)]));
  const all = new Map([...theirs, ...Object.entries(serverMade), ["case_id", received.case_id]]);
  return [...all].filter(([name]) => !own.has(name));
}

const story = { people: new Map(), tokens: new Tokens(), version: 0, strangers: 0 };

/** What the page shows now to who acts, and the cases she finds; looking is an entry, so its number is left out. */
async function shown(session) {
  const { rows } = (await session.get("/cases?limit=100")).json;
  const page = story.caseId ? (await session.get(`/cases/${story.caseId}`)).json : undefined;
  return { cases: rows.map(({ case_id }) => case_id), page: { ...page, look: 0 } };
}

for (const [at, { who, kind, fields }] of steps.entries()) {
  test(`act ${at + 1}, ${kind} by ${who}, is not taken with one field more, and changes what it says without it`, async () => {
    if (!story.people.has(who)) story.people.set(who, await server.signIn(who));
    const session = story.people.get(who);
    const given = fields(
      (one) => story.tokens.make(one, kind),
      (one) => story.tokens.day(one, kind),
    );
    const send = (all, beside = {}) =>
      at === 0
        ? session.post("/cases", { fields: all, ...beside })
        : session.post(`/cases/${story.caseId}/acts/${kind}`, { version: story.version, fields: all, ...beside });
    const before = await shown(session);
    for (const [name, value] of strangersTo(kind)) {
      const answer = await send({ ...given, [name]: value });
      assert.equal(answer.status, 400, `${name}: ${answer.text}`);
      assert.deepEqual(answer.json.fields.map(({ pointer }) => pointer), [`/fields/${name}`], answer.text);
      story.strangers += 1;
    }
    for (const [name, value] of Object.entries(serverMade)) {
      if (name === "version" && at > 0) continue;
      assert.equal((await send(given, { [name]: value })).status, 400, `${name} beside the fields`);
    }
    assert.deepEqual(await shown(session), before);
    const done = await send(given);
    assert.equal(done.status, 201, done.text);
    assert.equal(done.json.version, story.version + 1);
    ({ case_id: story.caseId, version: story.version } = done.json);
    const { page } = await shown(session);
    const written = page.timeline?.find(({ sequence }) => sequence === done.json.sequence);
    const names = (written?.fields ?? []).map(({ name }) => name);
    const house = names.filter((name) => !(name in given));
    assert.deepEqual(house, houseWrites[kind] ?? [], "what was sent is on the page and nothing else");
  });
}

test("many strangers were sent", () => assert.ok(story.strangers > steps.length * 100, `${story.strangers}`));
