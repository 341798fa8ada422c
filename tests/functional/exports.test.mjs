// Taking cases out in a file: few at once by oneself, many by two, and every row tells who took it out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { monitored } from "../support/monitored.mjs";
import { receivedCase, Server } from "../support/server.mjs";

let server;
let one;
let two;
let police;
let marks;
const name = "Lê Thị Ngọc Lan Tươi";

/** The cells of a file, row by row, as RFC 4180 has them. */
const cellsOf = (text) =>
  text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n")
    .map((row) => [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell]) => cell.replaceAll('""', '"')));
const ask = (session, more = {}) => session.post("/exports", { classes: [], reason: "report", ...more });
const take = (session, { sequence }) => session.post(`/exports/${sequence}/take`, { language: "vi" });
const newest = (answer) => answer.json.exports[0];

before(async () => {
  server = await Server.start();
  one = await server.signIn("police-can-gio-1");
  two = await server.signIn("police-can-gio-2");
  police = await server.signIn("police-hcmc-1");
  const { case_id, version } = await receivedCase(one);
  const named = await one.act(case_id, "identity_recorded", version, { full_name: name, alias: "=HYPERLINK(1)" });
  assert.equal(named.status, 201, named.text);
});

after(() => server.stop());

test("few leave at once; names only if asked for, and nothing a spreadsheet would run", async () => {
  const asked = await ask(one, { classes: ["F3"] });
  assert.equal(asked.status, 201, asked.text);
  assert.equal(newest(asked).state, "ready");
  const file = await take(one, newest(asked));
  assert.equal(file.headers["cache-control"], "no-store");
  const [head, row, ...none] = cellsOf(file.json.text);
  assert.deepEqual(none, []);
  assert.equal(head.length, row.length);
  assert.equal(row[head.indexOf("Họ và tên")], name);
  assert.equal(row[head.indexOf("Tên gọi khác")], "'=HYPERLINK(1)");
  marks = [row[0]];
  const plain = await take(one, newest(await ask(one)));
  assert.equal(plain.text.includes(name), false);
});

test("each case tells on its own page that it left", async () => {
  const { case_id } = (await one.get("/cases")).json.rows[0];
  const { looks } = (await one.get(`/cases/${case_id}/looks`)).json;
  const left = looks.filter((look) => look.what.en === "Taken out in a file");
  assert.deepEqual(
    left.map((look) => look.classes.join(" ")),
    ["F1", "F1 F3"],
  );
  assert.equal(marks[0].split("-")[0], String(left[1].sequence));
});

test("more than twenty wait for another member of the unit, wherever the request came from", async () => {
  for (let i = 0; i < 20; ++i) await receivedCase(one);
  const waiting = newest(await ask(one));
  assert.deepEqual([waiting.persons, waiting.state, waiting.may_take], [21, "waiting", false]);
  assert.equal((await take(one, waiting)).status, 409);
  assert.equal((await one.post(`/exports/${waiting.sequence}/confirm`)).status, 403);
  assert.equal((await police.post(`/exports/${waiting.sequence}/confirm`)).status, 404);
  assert.equal((await two.get("/duties")).json.exports, 1);
  assert.equal((await two.post(`/exports/${waiting.sequence}/confirm`)).status, 200);
  assert.equal((await two.get("/duties")).json.exports, 0);
  assert.equal((await take(two, waiting)).status, 404);
  const file = await take(one, waiting);
  const rows = cellsOf(file.json.text).slice(1);
  assert.equal(rows.length, 21);
  marks.push(...rows.map(([mark]) => mark));
  assert.equal(new Set(marks).size, marks.length);
});

test("a row that turns up somewhere tells whose file it is from, to those who watch over officers", async () => {
  for (const mark of marks) {
    const traced = await police.post("/exports/trace", { mark });
    assert.deepEqual([traced.status, traced.json.member], [200, "police-can-gio-1"], traced.text);
  }
  const [mark] = marks;
  assert.equal((await police.post("/exports/trace", { mark: `${mark.slice(0, -1)}${mark.at(-1) === "A" ? "B" : "A"}` })).status, 404);
  assert.equal((await one.post("/exports/trace", { mark })).status, 403);
});

test("the monitor counts persons, second members and cases that left again, and nothing is out of order", async () => {
  const { findings, decisions } = await monitored(server);
  assert.deepEqual(findings, []);
  assert.ok(decisions > 10, `${decisions}`);
});
