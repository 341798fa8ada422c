// The regulation as it stands on a day: what is in force, what is not, what nobody knows; and a day that does not exist.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

let server;
let post;
let centre;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  centre = await server.signIn("centre-1");
});

after(() => server.stop());

const get = async (target) => {
  const answer = await post.get(`/regulation${target}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const notDays = ["", "today", "2023-02-29", "2023-02-30", "2023-13-01", "2023-6-3", "2023-06-03T00:00", "03/06/2023"];

test("a day that does not exist is pointed at on every address that takes one", async () => {
  const targets = ["", "/clauses", "/pathways", "/person-facts", "/items/duty/lodge-at-post"];
  for (const day of notDays) {
    for (const target of targets) {
      const answer = await post.get(`/regulation${target}?on=${encodeURIComponent(day)}`);
      checkProblem(answer, 400, "day_invalid");
      assert.deepEqual([answer.json.fields[0].pointer, answer.json.fields[0].id], ["/query/on", "day_invalid"]);
    }
    const asked = await post.post("/regulation/entitlements", { on: day, facts: {} });
    checkProblem(asked, 400, "day_invalid");
    assert.equal(asked.json.fields[0].pointer, "/on");
  }
});

test("an item that ended is not in force on its first day without force, and is the day before", async () => {
  const { clauses } = await get("/clauses?on=2023-06-03");
  const ending = clauses.flatMap(({ carriers }) => carriers).find(({ until }) => until === "2025-07-01");
  const versionOn = async (day) => {
    const item = await get(`/items/${ending.kind}/${ending.id}?on=${day}`);
    return item.versions.find(({ row }) => row.until === "2025-07-01").row.standing;
  };
  assert.notEqual(await versionOn("2025-06-30"), "not_in_force");
  assert.equal(await versionOn("2025-07-01"), "not_in_force");
});

test("before anything was in force every dated item says so, and none is left out", async () => {
  const { carriers } = (await get("/clauses?on=1800-01-01")).clauses.find(({ clause }) => clause === "H31");
  assert.ok(carriers.length > 0);
  for (const row of carriers) assert.equal(row.standing, row.from === undefined ? "in_force" : "not_in_force", row.id);
  assert.equal((await get("?on=1800-01-01")).regime, undefined);
});

test("what is not known to be in force is neither in force nor not", async () => {
  const { clauses } = await get("/clauses?on=2023-06-03");
  const rows = clauses.flatMap(({ carriers }) => carriers);
  for (const { standing, certainty, id } of rows) {
    if (certainty === "unknown") assert.notEqual(standing, "in_force", id);
    else assert.notEqual(standing, "unknown", id);
  }
});

test("a search finds the same with and without diacritics, in either language and case", async () => {
  const found = async (words) => (await get(`/clauses?q=${encodeURIComponent(words)}`)).clauses.map((one) => one.clause);
  const all = await found("");
  const marked = await found("nạn nhân");
  assert.ok(marked.length > 0 && marked.length <= all.length);
  assert.deepEqual(await found("nan nhan"), marked);
  assert.deepEqual(await found("  NHÂN   nạn "), marked);
  assert.ok((await found("H31")).includes("H31"));
  assert.deepEqual(await found("không-điều-khoản-nào-nói-vậy"), []);
  const tooLong = await post.get(`/regulation/clauses?q=${"a".repeat(201)}`);
  checkProblem(tooLong, 400, "fields_invalid");
  assert.equal(tooLong.json.fields[0].pointer, "/query/q");
});

test("every clause a duty of a case cites is a clause of the page, with that duty beside it", async () => {
  await receivedCase(post);
  const { clauses } = await get("/clauses");
  const { mine } = (await post.get("/duties")).json;
  assert.ok(mine.length > 0);
  for (const { duty, source } of mine) {
    const clause = clauses.find((one) => one.instrument === source.instrument && one.clause === source.clause);
    assert.ok(clause?.carriers.some(({ kind, id }) => kind === "duty" && id === duty), `${duty} at ${source.clause}`);
  }
});

test("an item that is not there is absent", async () => {
  for (const target of ["duty/no-such-duty", "nothing/lodge-at-post", "act/lodge-at-post", "duty/x%20y"]) {
    checkProblem(await post.get(`/regulation/items/${target}`), 404, "absent");
  }
});

test("where a case is on a pathway is told to those on the case only; the refusal is on record", async () => {
  const { case_id } = await receivedCase(post);
  const { code_name, pathways } = await get(`/pathways?case_id=${case_id}`);
  assert.ok(code_name);
  for (const { steps } of pathways) {
    for (const { state } of steps) assert.match(state, /^(done|here|next|ahead)$/);
  }
  for (const { steps } of (await get("/pathways")).pathways) {
    for (const step of steps) assert.equal(step.state, undefined);
  }
  checkProblem(await centre.get(`/regulation/pathways?case_id=${case_id}`), 404, "absent");
  const { looks } = (await post.get(`/cases/${case_id}/looks`)).json;
  assert.ok(looks.some(({ act, unit }) => act === "refused" && unit === "hcmc-social-support-centre"));
});

test("facts that nobody asks for, or answers of a wrong kind, are pointed at", async () => {
  const ask = (facts) => post.post("/regulation/entitlements", { on: "2023-06-03", facts });
  const unknown = await ask({ shoe_size: 38 });
  checkProblem(unknown, 400, "fields_invalid");
  assert.equal(unknown.json.fields[0].pointer, "/facts/shoe_size");
  for (const facts of [[], "x", 7, true]) {
    const answer = await ask(facts);
    checkProblem(answer, 400, "fields_invalid");
    assert.equal(answer.json.fields[0].pointer, "/facts");
  }
  const { facts } = await get("/person-facts");
  for (const { name } of facts) {
    const answer = await ask({ [name]: { no: "answer" } });
    checkProblem(answer, 400, "fields_invalid");
    assert.equal(answer.json.fields[0].pointer, `/facts/${name}`);
  }
});

test("asking what a person is entitled to leaves no entry", async () => {
  const { case_id } = await receivedCase(post);
  const size = async () => (await post.get(`/cases/${case_id}/looks`)).json.checkpoint.size;
  const before = await size();
  assert.equal((await post.post("/regulation/entitlements", { on: "2023-06-03", facts: {} })).status, 200);
  assert.equal((await size()) - before, 1, "only the second look at the looks");
});
