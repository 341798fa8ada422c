// Every office sends every act with every field any form has, and with names that are the server's own: nothing is taken,
// each stranger among the fields is pointed at, and the case is as it was.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { members } from "./story_s1.mjs";

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
