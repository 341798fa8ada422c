// The command line: regulations are checked, stories played, deadlines counted, directories opened by one server only.
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nuong, root, temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";

const storyS1 = path.join(root, "tests/scenarios/s01_taken_off_a_boat.yaml");

/** The first night of story S1 with one thing changed, as a file. */
function changedFirstNight(from, to) {
  const [firstNight] = readFileSync(storyS1, "utf8").split("  # First support");
  assert.ok(firstNight.includes(from), `the first night no longer holds ${from}`);
  const file = path.join(temporaryFolder(), "changed.yaml");
  writeFileSync(file, firstNight.replace(from, to));
  return file;
}

test("the regulations have no findings", async () => {
  const { code, said } = await nuong("check");
  assert.equal(code, 0, said);
  assert.match(said, /^hcmc: no findings \(/m);
  assert.match((await nuong("--lang", "vi", "check", "hcmc")).said, /^hcmc: không có lỗi \(/m);
});

test("mistakes in a regulation are found with file, line and column, in both languages", async () => {
  const folder = path.join(temporaryFolder(), "regulations");
  cpSync(path.join(root, "regulations"), folder, { recursive: true, dereference: true });
  const file = path.join(folder, "hcmc/targets.yaml");
  const lines = readFileSync(file, "utf8").split("\n");
  const at = lines.findIndex((line) => /^ +title:/.test(line));
  lines.splice(at, 0, `${/^ +/.exec(lines[at])[0]}surprise: 1`);
  writeFileSync(file, lines.join("\n"));
  const english = await nuong("--regulations", folder, "check", "hcmc");
  assert.equal(english.code, 1);
  assert.match(english.said, new RegExp(`hcmc/targets\\.yaml:${at + 1}:\\d+: .*surprise`));
  const vietnamese = await nuong("--regulations", folder, "--lang", "vi", "check", "hcmc");
  assert.notEqual(vietnamese.said, english.said);
  const { findings } = JSON.parse((await nuong("--regulations", folder, "--json", "check", "hcmc")).said);
  assert.ok(findings.some((finding) => finding.line === at + 1 && finding.vi !== finding.en));
});

test("story S1 plays to its end", async () => {
  const { code, said } = await nuong("scenario", storyS1);
  assert.equal(code, 0, said);
  assert.match(said, /^1 passed, 0 failed$/m);
});

test("a story whose expectation is wrong fails and names the line", async () => {
  const changed = changedFirstNight("sees: [F1, F4c], not: [F4m, F5]", "sees: [F1, F4m], not: [F5]");
  const { code, said } = await nuong("scenario", changed);
  assert.equal(code, 1);
  const line = readFileSync(changed, "utf8")
    .split("\n")
    .findIndex((text) => text.includes("sees: [F1, F4m], not: [F5]"));
  assert.match(said, new RegExp(`changed\\.yaml:${line + 1}:\\d+: .*F4m`));
  assert.match(said, /^0 passed, 1 failed$/m);
});

test("a story whose act should have been refused, or whose time runs back, fails", async () => {
  const refused = changedFirstNight("expect_refused: invalid}", "expect_refused: conflict}");
  assert.match((await nuong("scenario", refused)).said, /refused as invalid, not as conflict/);
  const backwards = changedFirstNight('"2023-06-03T22:58+07:00", who', '"2023-06-02T22:58+07:00", who');
  assert.match((await nuong("scenario", backwards)).said, /^0 passed, 1 failed$/m);
});

test("a story that cannot be read is told with its reason", async () => {
  const file = path.join(temporaryFolder(), "broken.yaml");
  for (const text of [
    "",
    "scenario: [",
    "begins: yesterday\nsteps: []",
    "scenario: x\nregulation: no-such\nbegins: 2023-06-03T22:40+07:00\nsteps: []",
  ]) {
    writeFileSync(file, text);
    const { code, complained } = await nuong("scenario", file);
    assert.equal(code, 1, text);
    assert.ok(complained.length > 10, text);
  }
  assert.equal((await nuong("scenario", "/no/such/file.yaml")).code, 1);
});

test("a story is not played into a directory that has been founded", async () => {
  const data = await foundedDirectory();
  const { code, complained } = await nuong("scenario", storyS1, "--data", data);
  assert.equal(code, 1);
  assert.match(complained, /has been founded before/);
});

test("a directory a story left behind is whole and can be served", async () => {
  const data = await foundedDirectory(storyS1);
  assert.equal((await nuong("verify", data)).code, 0);
  const server = await Server.start(data);
  const department = await server.signIn("labour-hcmc-1");
  const { rows } = (await department.get("/cases")).json;
  assert.deepEqual(rows.map((row) => row.stage).sort(), ["closed", "received"]);
  assert.match((await department.get("/duties")).json.now, /^2023-07-28T/, "the clock of the story goes on");
  assert.equal(await server.stop(), 0);
});

// Counted by hand: the first day is out, the period ends at 00:00 after its last day, a last day that is off moves on.
const deadlines = [
  ["2023-06-05T09:00+07:00", "20D", "2023-06-27T00:00:00+07:00"], // 25 June is a Sunday
  ["2023-06-07T09:00+07:00", "20D", "2023-06-28T00:00:00+07:00"],
  ["2023-06-03T22:58+07:00", "3D", "2023-06-07T00:00:00+07:00"],
  ["2023-06-04T08:05+07:00", "10WD", "2023-06-17T00:00:00+07:00"],
  ["2023-06-09T17:00+07:00", "1WD", "2023-06-13T00:00:00+07:00"], // Friday to Monday
  ["2023-06-03T22:58+07:00", "12H", "2023-06-04T10:58:00+07:00"],
  ["2023-01-31T08:00+07:00", "1M", "2023-03-01T00:00:00+07:00"],
];

for (const [start, rule, until] of deadlines) {
  test(`${rule} from ${start} end at ${until}`, async () => {
    const { code, said } = await nuong("deadline", start, rule);
    assert.equal(code, 0);
    assert.equal(said.split("\n")[0], until);
  });
}

test("a deadline can say which days do not count", async () => {
  assert.match((await nuong("deadline", "2023-06-05T09:00+07:00", "20D", "--why")).said, /2023-06-25 .*Sunday/);
  const { until, skipped } = JSON.parse((await nuong("--json", "deadline", "2023-06-05T09:00+07:00", "20D")).said);
  assert.equal(until, "2023-06-27T00:00:00+07:00");
  assert.deepEqual(
    skipped.map(({ date }) => date),
    ["2023-06-25"],
  );
});

test("several rules are counted at once, each on its line", async () => {
  const { code, said } = await nuong("deadline", "2023-06-05T09:00+07:00", "12H", "3D", "2M", "5WD", "-", "?");
  assert.equal(code, 0);
  assert.deepEqual(said.trimEnd().split("\n"), [
    "2023-06-05T21:00:00+07:00",
    "2023-06-09T00:00:00+07:00",
    "2023-08-08T00:00:00+07:00", // 5 August is a Saturday
    "2023-06-13T00:00:00+07:00",
    "-",
    "-",
  ]);
});

test("a year whose days off are not decided is projected and flagged", async () => {
  const start = "2027-02-04T09:00+07:00"; // the new year is 6 February 2027
  const deadline = JSON.parse((await nuong("--json", "deadline", start, "1D")).said);
  assert.deepEqual([deadline.until, deadline.undecided], ["2027-02-12T00:00:00+07:00", true]);
  assert.ok(deadline.skipped.every(({ projected, certainty }) => projected && certainty === "unverified"));
  const { said } = await nuong("deadline", start, "1D", "--why");
  assert.match(said, /not decided yet/);
  assert.match(said, /2027-02-06 .*Lunar New Year \(projected/);
});

test("questions to the regulation are asked beside stories, each counted", async () => {
  const { code, said } = await nuong("scenario", path.join(root, "tests/rules/example.yaml"));
  assert.equal(code, 0, said);
  const file = path.join(temporaryFolder(), "questions.yaml");
  const text = readFileSync(path.join(root, "tests/rules/example.yaml"), "utf8");
  writeFileSync(file, text.replace("limit: 60D", "limit: 61D"));
  const wrong = await nuong("scenario", file);
  assert.equal(wrong.code, 1);
  assert.match(wrong.said, /questions\.yaml:\d+:\d+: .*\n.*limit: expected 61D, but found 60D/);
  assert.match(wrong.said, /^\d+ passed, 1 failed$/m);
});

test("a deadline that is not well written is refused", async () => {
  for (const [start, rule] of [
    ["yesterday", "20D"],
    ["2023-06-05", "20D"],
    ["2023-02-30T09:00+07:00", "20D"],
    ["2023-06-05T09:00+07:00", "20X"],
    ["2023-06-05T09:00+07:00", "D"],
    ["2023-06-05T09:00+07:00", "-1D"],
  ]) {
    const { code, said, complained } = await nuong("deadline", start, rule);
    assert.deepEqual([code, said], [1, ""], `${start} ${rule}`);
    assert.ok(complained.length > 10);
  }
});

test("commands and options that do not exist are refused", async () => {
  for (const args of [[], ["no-such-command"], ["serve"], ["serve", "--no-such-option"], ["--lang", "fr", "check"]]) {
    assert.notEqual((await nuong(...args)).code, 0, args.join(" "));
  }
});

test("members are listed with their units", async () => {
  const { code, said } = await nuong("user", "--data", await foundedDirectory());
  assert.equal(code, 0);
  assert.equal(said.trim().split("\n").length, 24);
  assert.match(said, /^bp-can-gio-1 {2}hcmc-border-post-can-gio {2}/m);
});

test("a directory is served by one server only, and verified beside it", async () => {
  const server = await Server.start();
  const post = await server.signIn("bp-can-gio-1");
  await post.begin({ found_place: "sea" });
  const second = await nuong("serve", "--data", server.data, "--port", "0");
  assert.equal(second.code, 1);
  assert.match(second.complained, /in use by another server/);
  assert.equal(second.said, "");
  assert.equal((await nuong("user", "--data", server.data)).code, 1);
  const beside = await nuong("--json", "verify", server.data);
  assert.equal(beside.code, 0, beside.said);
  const { size, whole } = JSON.parse(beside.said);
  assert.equal(whole, true);
  assert.equal((await post.begin({})).status, 201, "the server goes on");
  assert.equal(await server.stop(), 0);
  const after = JSON.parse((await nuong("--json", "verify", server.data)).said);
  assert.deepEqual([after.whole, after.checkpoints], [true, 2]);
  assert.ok(after.size > size);
});

test("a directory that has not been founded is not served, and a wrong one is not made", async () => {
  const folder = temporaryFolder();
  const empty = await nuong("serve", "--data", path.join(folder, "new"), "--port", "0");
  assert.equal(empty.code, 1);
  assert.ok(empty.complained.length > 10);
  assert.equal((await nuong("serve", "--data", path.join(folder, "a/b/c"), "--port", "0")).code, 1);
  assert.equal(existsSync(path.join(folder, "a")), false);
  assert.equal((await nuong("verify", path.join(folder, "nothing"))).code, 1);
});
