// Texts that break software, and values of a wrong type: taken byte for byte, or refused and pointed at.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { raw } from "../support/http.mjs";
import { receivedCase, reception, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";
import { forEach, isRefusedText, missing, naughtyTexts, publicTexts } from "./inputs.mjs";

let server;
let post;
let kept;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  kept = await receivedCase(post);
});

after(async () => {
  await server.stop();
  const said = server.log;
  for (const text of [...naughtyTexts.map((naughty) => naughty.text), ...publicTexts]) {
    if (text.length > 8) assert.equal(said.includes(text), false, `the log repeats ${JSON.stringify(text)}`);
  }
  assert.deepEqual(server.faults, [], "the log has no line");
});

const listed = async () => (await post.get("/cases?limit=100")).text;

async function nothingStored(work) {
  const before = await listed();
  await work();
  assert.equal(await listed(), before);
}

const valueIn = (page, name) =>
  page.timeline.flatMap((item) => item.fields).find((field) => field.name === name)?.value;

/** Begins a case with the text as first account and reads it back, or sees it refused. */
async function tellAndRead({ text, accepted }) {
  const answer = await post.begin({ words: text });
  if (!accepted) {
    checkProblem(answer, 400);
    assert.equal(answer.json.fields[0].pointer, "/fields/words", JSON.stringify(text));
    return;
  }
  assert.equal(answer.status, 201, `${JSON.stringify(text.slice(0, 100))}: ${answer.text}`);
  const page = (await post.get(`/cases/${answer.json.case_id}`)).json;
  const kept = valueIn(page, "words");
  assert.equal(kept ?? "", text.normalize("NFC"));
}

test("there are enough naughty texts", () => assert.ok(naughtyTexts.length >= 60));

test("the list and the rule for refused characters agree", () => {
  for (const { text, accepted } of naughtyTexts) {
    assert.equal(accepted, !isRefusedText(text) && [...text].length <= 4000, JSON.stringify(text.slice(0, 50)));
  }
});

test("a naughty text comes back byte for byte in NFC, or is refused", async () => {
  await nothingStored(() =>
    forEach(
      naughtyTexts.filter((naughty) => !naughty.accepted),
      tellAndRead,
    ),
  );
  await forEach(
    naughtyTexts.filter((naughty) => naughty.accepted),
    tellAndRead,
  );
});

test("the public list of naughty strings comes back byte for byte in NFC", { skip: missing.texts }, () =>
  forEach(
    publicTexts.map((text) => ({ text, accepted: !isRefusedText(text) })),
    tellAndRead,
  ),
);

test("every text field of a person's identity takes naughty texts, and says which is too long", async () => {
  const fits = naughtyTexts.filter(({ text, accepted }) => accepted && text !== "");
  const limits = { full_name: 120, alias: 120, home_commune: 200, phone: 30, relatives: 1000 };
  let { version } = kept;
  for (const { text } of fits) {
    const length = [...text.normalize("NFC")].length;
    const names = Object.keys(limits).filter((name) => length <= limits[name]);
    const tooLong = Object.keys(limits).filter((name) => length > limits[name]);
    const fields = (chosen) => Object.fromEntries(chosen.map((name) => [name, text]));
    if (tooLong.length > 0) {
      const answer = await post.act(kept.case_id, "identity_recorded", version, fields(Object.keys(limits)));
      checkProblem(answer, 400, "fields_invalid");
      assert.deepEqual(
        answer.json.fields.map((problem) => [problem.pointer, problem.id]),
        tooLong.map((name) => [`/fields/${name}`, "too_long"]),
      );
    }
    if (!names.includes("full_name")) continue;
    const answer = await post.act(kept.case_id, "identity_recorded", version, fields(names));
    assert.equal(answer.status, 201, answer.text);
    ({ version } = answer.json);
  }
  const page = (await post.get(`/cases/${kept.case_id}`)).json;
  const recorded = page.timeline.filter((item) => item.kind === "identity_recorded").reverse();
  const whole = fits.filter(({ text }) => [...text.normalize("NFC")].length <= 120);
  assert.equal(recorded.length, whole.length);
  whole.forEach(({ text }, at) => {
    for (const field of recorded[at].fields) assert.equal(field.value, text.normalize("NFC"), field.name);
  });
  kept.version = version;
});

const wrong = {
  text: [5, true, ["x"], {}, 1.5, [[]]],
  long_text: [5, true, ["x"], {}, -0.5],
  choice: [5, true, ["adult"], {}, "no_such_code", " adult", "ADULT", "adult\n", "' OR 1=1"],
  choices: ["lodging", ["no_such_code"], [1], [null], { 0: "lodging" }, ["lodging", "lodging"], [["lodging"]], true, 7],
  integer: ["5", 1.5, true, -1, 121, [5], {}, 9007199254740992, "trẻ em"],
  yes_no: [1, 0, "true", "có", [true], {}],
  instant: [
    1,
    true,
    "2023-06-03",
    "2023-13-01T00:00+07:00",
    "2023-02-30T00:00+07:00",
    "2023-06-03T22:40",
    "2023-06-03T25:00+07:00",
    "hôm qua",
    {},
  ],
};

test("a value of a wrong type is pointed at in every field of the reception, and nothing is stored", async () => {
  const begun = (await post.begin({})).json;
  const form = (await post.get("/forms")).json.forms.find(({ kind }) => kind === "received");
  assert.deepEqual(new Set(form.fields.map(({ type }) => type)).size, 6);
  await nothingStored(async () => {
    for (const { name, type } of form.fields) {
      for (const value of wrong[type]) {
        const answer = await post.act(begun.case_id, "received", begun.version, { ...reception, [name]: value });
        checkProblem(answer, 400, "fields_invalid");
        const found = answer.json.fields.map(({ pointer }) => pointer);
        assert.deepEqual(found, [`/fields/${name}`], `${name}: ${JSON.stringify(value)}`);
      }
    }
  });
});

test("naughty texts in fields that are no texts are all pointed at", async () => {
  const names = ["found_place", "found_at", "sex", "age_group", "in_danger", "channel", "papers_held", "needs", "age"];
  const texts = naughtyTexts.filter(({ text }) => text !== "" && !text.includes("\u0000"));
  await nothingStored(() =>
    forEach(texts, async ({ text }) => {
      const fields = Object.fromEntries(names.map((name) => [name, name === "needs" ? [text] : text]));
      const answer = await post.begin(fields);
      checkProblem(answer, 400, "fields_invalid");
      assert.deepEqual(
        answer.json.fields.map(({ pointer }) => pointer).sort(),
        names.map((name) => `/fields/${name}`).sort(),
      );
    }),
  );
});

test("naughty texts as names of fields and members are refused", async () => {
  const names = naughtyTexts.filter(({ text }) => !text.includes("\u0000")).map(({ text }) => text);
  await nothingStored(() =>
    forEach(names, async (name) => {
      const field = await post.post("/cases", `{"fields":{${JSON.stringify(name)}:1}}`);
      checkProblem(field, 400, "fields_invalid");
      assert.equal(
        field.json.fields[0].pointer,
        `/fields/${name.normalize("NFC").replaceAll("~", "~0").replaceAll("/", "~1")}`,
      );
      checkProblem(await post.post("/cases", `{"fields":{},${JSON.stringify(name)}:1}`), 400, "request_invalid");
    }),
  );
});

test("naughty texts in addresses and query parameters are refused", async () => {
  const texts = [...naughtyTexts.map(({ text }) => text), ...publicTexts].filter(
    (text) => text !== "" && text.isWellFormed(),
  );
  const cookie = { Cookie: post.cookie };
  await nothingStored(() =>
    forEach(texts, async (text) => {
      const code = encodeURIComponent(text);
      const isNumber = /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100;
      const gets = [`cases?cursor=${code}`, `cases?${code}=1`, `cases/${code}`, `cases/${code}/looks`, `${code}`];
      for (const target of isNumber ? gets : [...gets, `cases?limit=${code}`]) {
        const answer = await server.request({ path: `/api/v1/${target}`, headers: cookie });
        assert.ok([400, 404, 414, 431].includes(answer.status), `${target.slice(0, 200)}: ${answer.status}`);
        checkProblem(answer, answer.status);
      }
      const act = await post.post(`/cases/${kept.case_id}/acts/${code}`, { version: kept.version, fields: {} });
      assert.ok([400, 403, 404, 414, 431].includes(act.status), `act ${code.slice(0, 200)}: ${act.status}`);
      checkProblem(act, act.status);
    }),
  );
});

test("addresses that are not well encoded are refused", async () => {
  const targets = [
    "/api/v1/%",
    "/api/v1/%zz",
    "/api/v1/cases/%00",
    "/api/v1/cases/%c0%ae",
    "/api/v1/../v1/cases",
    "/api/v1/%2e%2e/x",
    "/api/v1/cases%2f",
    "/api/v1/cases?%ff=1",
    "/api/v1/cases?cursor=%ed%a0%80",
    "/api/v1/cases?=1",
    "/api/v1/cases#x",
    "*",
    "http://x/api/v1/cases",
    "/api/v1/cases?limit=1&&",
  ];
  for (const target of targets) {
    const head = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nCookie: ${post.cookie}\r\nConnection: close\r\n\r\n`;
    const answer = await raw(server.port, head);
    assert.match(answer, /^HTTP\/1\.1 40[04] /, target);
    assert.match(answer, /"message":\{"vi":".+","en":".+"\}/, target);
  }
});

test("naughty texts as name and password let nobody in", async () => {
  const texts = naughtyTexts.filter(({ accepted }) => accepted).slice(0, 12);
  for (const { text } of texts) {
    const headers = { "Content-Type": "application/json" };
    const body = { member: text, password: text };
    checkProblem(
      await server.request({ method: "POST", path: "/api/v1/session", headers, body }),
      401,
      "sign_in_wrong",
    );
  }
});
