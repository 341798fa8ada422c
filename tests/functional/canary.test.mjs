// A token in every protected text of story S1: it reaches those who may read it and nobody else, on no way at all, and
// nothing of it lies on the disk in the clear.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { demoPassword } from "../support/program.mjs";
import { Server } from "../support/server.mjs";
import { absentId, Crawler, everythingOf } from "./crawl.mjs";
import { members, steps, Tokens } from "./story_s1.mjs";

const otherMember = "police-nha-be-1";

let server;
const people = new Map(); // member → session
const feeds = new Map(); // member → live feed
const tokens = new Tokens(); // of the woman's case
const others = new Tokens(); // of a case that police of another district keeps
let womanId;
let version = 0;
let crawler;
const opened = new Set(); // who saw it
let picture; // the entry that brought it

before(async () => {
  server = await Server.start();
  crawler = await Crawler.on(server);
  for (const member of members) people.set(member, await server.signIn(member));
  for (const [member, session] of people) feeds.set(member, await session.follow());
  const begun = await people.get(otherMember).begin({ words: others.make("F4c", "words of another case") });
  crawler.cases = [begun.json.case_id];
});

after(() => server.stop());

/** No token but those of the classes the member may read. */
function inspect(member, mayRead, answer, where) {
  const said = everythingOf(answer);
  const classes = (mayRead[member] ?? "").split(" ");
  const leaked = tokens.all.filter((token) => !classes.includes(token.fieldClass) && said.includes(token.value));
  if (member !== otherMember) leaked.push(...others.all.filter((token) => said.includes(token.value)));
  const named = leaked.map((token) => `${token.fieldClass} ${token.where}`);
  assert.deepEqual(named, [], `${member} must not read this, but ${where} told it`);
}

/** Who may read a class finds its tokens; who may not even know finds no case, the same as for one that is not there. */
function checkPage(member, mayRead, answers) {
  const page = answers.get(`GET /cases/${womanId}`);
  const row = answers.get("GET /cases").json.rows.find(({ case_id }) => case_id === womanId);
  if (mayRead[member] === undefined || mayRead[member] === null) {
    assert.equal(page.status, 404, `${member} must find no case`);
    assert.equal(page.text, answers.get(`GET /cases/${absentId}`).text);
    assert.equal(row, undefined);
    for (const [where, answer] of answers) {
      const isAsked = where === "GET /duties" && mayRead[member] === null;
      if (where !== "GET /cases" && !isAsked)
        assert.equal(answer.text.includes(womanId), false, `${member}: ${where} names the case`);
    }
    return;
  }
  assert.equal(page.status, 200, `${member} should find the case`);
  assert.ok(row);
  const classes = mayRead[member].split(" ");
  const hidden = tokens.all.filter(
    ({ fieldClass, value, isStored }) => isStored && classes.includes(fieldClass) && !page.text.includes(value),
  );
  assert.deepEqual(
    hidden.map((token) => `${token.fieldClass} ${token.where}`),
    [],
    `${member} may read this, but cannot`,
  );
}

test("a form without protected texts would prove nothing: every text field of every act in the story is filled", async () => {
  const { forms } = (await people.get("bp-can-gio-1").get("/forms")).json;
  const filled = new Set();
  for (const { kind, fields } of steps) {
    const given = fields(
      (fieldClass) => fieldClass,
      (fieldClass) => fieldClass,
    );
    for (const name of Object.keys(given)) filled.add(`${kind}.${name}`);
    const form = forms.find((one) => one.kind === kind);
    for (const { name, field_class, type } of form.fields) {
      const isText = type === "text" || type === "long_text" || type === "date";
      if (isText && field_class !== "F1" && name in given) assert.equal(given[name], field_class, `${kind}.${name}`);
    }
  }
  for (const { kind } of steps) {
    for (const { name, field_class, type } of forms.find((one) => one.kind === kind).fields) {
      if (field_class === "F1" || !["text", "long_text", "date"].includes(type)) continue;
      assert.ok(filled.has(`${kind}.${name}`), `${kind}.${name} carries no token`);
    }
  }
});

for (const [at, { who, kind, fields, mayRead }] of steps.entries()) {
  test(`after act ${at + 1}, ${kind} by ${who}, every token is where it may be and nowhere else`, async () => {
    const where = (name) => `of act ${at + 1} ${name ?? kind}`;
    const given = fields(
      (one) => tokens.make(one, where()),
      (one) => tokens.day(one, where()),
    );
    const session = people.get(who);
    const done = at === 0 ? await session.begin(given) : await session.act(womanId, kind, version, given);
    assert.equal(done.status, 201, done.text);
    womanId = done.json.case_id;
    if (at === 0) crawler.cases.unshift(womanId);
    version = done.json.version;
    if (kind === "identity_paper_added") {
      picture = done.json.sequence;
      crawler.pictures = [picture];
    }
    inspect(who, {}, done, "the answer to the act");
    const isLast = at === steps.length - 1;
    for (const member of members) {
      const answers = await crawler.crawl(people.get(member), isLast);
      for (const [target, answer] of answers) {
        inspect(member, mayRead, answer, target);
        if (answer.status !== 200 || !target.includes("/attachments/")) continue;
        assert.ok(mayRead[member].split(" ").includes("F3"), `${member} opened ${target}`);
        opened.add(member);
      }
      checkPage(member, mayRead, answers);
    }
  });
}

test("the picture came to who may read its class, and to nobody else", async () => {
  const { mayRead } = steps.findLast(({ kind }) => kind === "identity_paper_added");
  assert.ok(picture);
  assert.ok(mayRead["centre-1"].includes("F3"));
  assert.ok(opened.has("centre-1") && opened.has("police-can-gio-1"), [...opened].join());
  for (const member of opened) assert.ok(steps.some((step) => step.mayRead[member]?.includes("F3")), member);
});

test("the crawl was wide: every operation, by every office, after every act", () => {
  assert.ok(crawler.asked >= 12_600, `only ${crawler.asked} answers`);
  assert.ok(crawler.filesTaken > 0, "no file was taken out");
});

test("the live feed named cases only, and only to those on them", () => {
  for (const [member, feed] of feeds) {
    for (const token of [...tokens.all, ...others.all]) assert.equal(feed.text.includes(token.value), false, member);
    const mayKnow = steps.some(({ mayRead }) => mayRead[member] !== undefined);
    assert.equal(feed.cases.includes(womanId), mayKnow, `${member} ${mayKnow ? "heard nothing" : "heard of the case"}`);
    feed.close();
  }
});

/** All bytes of all files of the data directory. */
function bytesOnDisk() {
  const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => ({
    name: entry.name,
    bytes: readFileSync(path.join(entry.path ?? entry.parentPath, entry.name)),
  }));
}

function checkDisk() {
  const secrets = [...people.values()].map((session) => ({ value: session.cookie.split("=")[1], where: "a session" }));
  const files = bytesOnDisk();
  assert.ok(
    files.some(({ bytes }) => bytes.includes("hcmc-border-post-can-gio")),
    "the search finds what is plain",
  );
  for (const { value, where } of [
    ...tokens.all,
    ...others.all,
    ...secrets,
    { value: demoPassword, where: "the password" },
  ]) {
    for (const { name, bytes } of files) {
      assert.equal(bytes.includes(value), false, `${name} holds ${where} in the clear`);
      assert.equal(bytes.includes(Buffer.from(value, "utf16le")), false, `${name} holds ${where} in the clear`);
      assert.equal(bytes.includes(Buffer.from(value).toString("hex")), false, `${name} holds ${where} in hex`);
    }
  }
}

test("nothing of it lies on the disk while the server runs", () => checkDisk());

test("a guess at a protected text cannot be tried on anything that lies on the disk", () => {
  const [{ value }] = others.all;
  const body = JSON.stringify({ words: value });
  for (const guess of [value, body, `{"fields":${body}}`, `begin\n${body}`]) {
    const hash = createHash("sha256").update(guess).digest();
    for (const { name, bytes } of bytesOnDisk()) {
      assert.equal(
        bytes.includes(hash) || bytes.includes(hash.toString("hex")),
        false,
        `${name} holds a hash of ${guess}`,
      );
    }
  }
});

test("nothing of it lies on the disk or in the log after the server stopped", async () => {
  assert.equal(await server.stop(), 0);
  checkDisk();
  for (const { value, where } of [...tokens.all, ...others.all]) assert.equal(server.log.includes(value), false, where);
  assert.equal(server.log.includes(demoPassword), false);
  assert.deepEqual(server.faults, []);
});
