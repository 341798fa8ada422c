// Papers and pictures of a case: sealed by what they are, drawn again without what was hidden in them, given to those who
// may read their class and to nobody else, and never anything but inert.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { asFile, jpegWith, pdfWith, place, pngWith } from "../support/pictures.mjs";
import { nuong, temporaryFolder } from "../support/program.mjs";
import { misfitsOfAnswer } from "../support/schema.mjs";
import { receivedCase, Server } from "../support/server.mjs";
import { checkHeaders, checkProblem } from "./headers.mjs";

const hidden = "Vị trí 10.4114N 106.9547E, máy của chị Sen";
const fileName = "cccd Lê Thị Sen.jpg";
const absentId = "0000000000000000000000000a";

let server;
let post;
let district; // may know of the case and not read identity
let caseId;
let version;
let description;
const brought = {}; // kind of file → sequence

before(async () => {
  server = await Server.start();
  description = (await server.request({ path: "/api/v1/openapi.json" })).json;
  post = await server.signIn("bp-can-gio-1");
  district = await server.signIn("labour-can-gio-1");
  ({ case_id: caseId, version } = await receivedCase(post));
  const told = await post.act(caseId, "office_notified", version, { to: "hcmc-labour-office-can-gio" });
  assert.equal(told.status, 201, told.text);
  ({ version } = told.json);
});

after(() => server.stop());

const add = (paper, kind = "identity_paper_added", session = post) => session.act(caseId, kind, version, { paper });
const open = (sequence, session = post) => session.get(`/cases/${caseId}/attachments/${sequence}`);

async function bring(name, paper, kind) {
  const added = await add(paper, kind);
  assert.equal(added.status, 201, added.text);
  ({ version } = added.json);
  brought[name] = added.json.sequence;
}

test("a picture comes back without anything that was hidden in it", async () => {
  for (const [name, bytes, type] of [
    ["jpeg", jpegWith(hidden), "image/jpeg"],
    ["png", pngWith(hidden), "image/png"],
  ]) {
    assert.ok(bytes.includes(hidden));
    assert.equal(bytes.includes(place), name === "jpeg");
    await bring(name, asFile(fileName, bytes));
    const answer = await open(brought[name]);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers["content-type"], type);
    assert.equal(answer.headers["content-disposition"], "attachment");
    checkHeaders(answer, `GET /attachments/${name}`);
    for (const left of [hidden, place, "Exif", "Comment"]) assert.equal(answer.bytes.includes(left), false, `${name}: ${left}`);
    assert.deepEqual(
      misfitsOfAnswer(description, "/api/v1/cases/{case_id}/attachments/{sequence}", "GET", answer),
      [],
    );
  }
});

test("a paper is kept as it is, and only ever saved", async () => {
  const paper = pdfWith("giấy chuyển viện");
  await bring("pdf", asFile("giấy chuyển viện.pdf", paper), "case_paper_added");
  const answer = await open(brought.pdf);
  assert.deepEqual(answer.bytes, paper);
  assert.equal(answer.headers["content-type"], "application/pdf");
  assert.equal(answer.headers["content-disposition"], "attachment");
  checkHeaders(answer, "GET /attachments/pdf");
});

test("the page tells its name to who may read the class, and to nobody else", async () => {
  const page = (await post.get(`/cases/${caseId}`)).json;
  const act = page.timeline.find(({ sequence }) => sequence === brought.jpeg);
  assert.equal(act.fields[0].shown.vi, fileName);
  assert.equal(act.fields[0].field_class, "F3");
  assert.equal(act.fields[0].value.type, "image/jpeg");
  const hers = await district.get(`/cases/${caseId}`);
  assert.equal(hers.status, 200);
  assert.equal(hers.text.includes(fileName), false);
  assert.ok(hers.text.includes("giấy chuyển viện.pdf"));
});

test("who may not read its class is refused and told why, on record; who may not know of the case finds nothing", async () => {
  assert.equal((await open(brought.pdf, district)).status, 200);
  checkProblem(await open(brought.jpeg, district), 403);
  const centre = await server.signIn("centre-1");
  const answer = await open(brought.jpeg, centre);
  checkProblem(answer, 404, "absent");
  assert.equal(answer.text, (await centre.get(`/cases/${absentId}/attachments/1`)).text);
  const { looks } = (await post.get(`/cases/${caseId}/looks`)).json;
  const opened = looks.filter(({ what }) => what.en === "Opened a paper or picture");
  assert.ok(opened.some(({ act, unit }) => act === "refused" && unit === "hcmc-labour-office-can-gio"), JSON.stringify(opened));
  assert.ok(opened.some(({ act, unit }) => act === "read" && unit === "hcmc-labour-office-can-gio"));
});

test("an address without a file is like one that is not there", async () => {
  for (const sequence of [0, -1, 1, 999_999, brought.jpeg - 1]) {
    checkProblem(await open(sequence), 404, "absent");
  }
  checkProblem(await open("x"), 400);
});

test("only who may do the act brings one, and the class is not hers to choose", async () => {
  checkProblem(await add(asFile("x.png", pngWith("x")), "identity_paper_added", district), 403);
  const chosen = await post.act(caseId, "identity_paper_added", version, {
    paper: { ...asFile("x.png", pngWith("x")), class: "F2", field_class: "F2" },
  });
  checkProblem(chosen, 400, "fields_invalid");
  const beside = await post.act(caseId, "identity_paper_added", version, {
    paper: asFile("x.png", pngWith("x")),
    field_class: "F2",
  });
  checkProblem(beside, 400, "fields_invalid");
});

test("what is no picture or paper is refused at its field, and nothing is kept", async () => {
  const before = (await post.get(`/cases/${caseId}`)).json.version;
  const cut = jpegWith("x").subarray(0, 300);
  const wrong = [
    [asFile("x.svg", Buffer.from("<svg onload='alert(1)'/>")), "file_kind"],
    [asFile("x.jpg", Buffer.from("MZ a program")), "file_kind"],
    [asFile("x.jpg", cut), "picture_damaged"],
    [{ name: "x.jpg", content: "không phải base64" }, "file_not_base64"],
    [{ name: "x.jpg" }, "wrong_type"],
    [{ name: "", content: "/9j/" }, "wrong_type"],
    [{ name: "x".repeat(201), content: "/9j/" }, "too_long"],
    ["x", "wrong_type"],
    [["x"], "wrong_type"],
    [5, "wrong_type"],
    [null, "field_required"],
    [asFile("x.pdf", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(10 * 1024 * 1024)])), "file_too_large"],
  ];
  for (const [paper, id] of wrong) {
    const answer = await add(paper);
    checkProblem(answer, 400, "fields_invalid");
    assert.deepEqual(
      answer.json.fields.map((one) => [one.pointer, one.id]),
      [["/fields/paper", id]],
    );
  }
  assert.equal((await post.get(`/cases/${caseId}`)).json.version, before);
});

test("a large file comes whole, and goes whole", async () => {
  const paper = Buffer.concat([pdfWith("bản quét"), Buffer.alloc(9 * 1024 * 1024, "scan")]);
  await bring("large", asFile("bản quét.pdf", paper));
  assert.ok((await open(brought.large)).bytes.equals(paper));
});

test("more than a file is never received, and a file only from who has signed in, at the one address that takes it", async () => {
  const large = { paper: asFile("x.pdf", Buffer.alloc(3 * 1024 * 1024)) };
  const send = (path, cookie) =>
    server.request({
      method: "POST",
      path: `/api/v1${path}`,
      headers: { "Content-Type": "application/json", "Idempotency-Key": randomUUID(), ...(cookie && { Cookie: cookie }) },
      body: { version, fields: large },
    });
  const taken = `/cases/${caseId}/acts/identity_paper_added`;
  checkProblem(await send(taken), 401, "sign_in_first");
  checkProblem(await send("/cases", post.cookie), 413, "body_too_large");
  checkProblem(await send("/session"), 413, "body_too_large");
  large.paper = asFile("x.pdf", Buffer.alloc(16 * 1024 * 1024));
  checkProblem(await send(taken, post.cookie), 413, "body_too_large");
});

test("nothing of name or content lies on the disk or in the log in the clear", () => {
  const filesOf = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  for (const file of filesOf(server.data)) {
    const bytes = readFileSync(file);
    for (const secret of [fileName, hidden, place, "giấy chuyển viện"]) assert.equal(bytes.includes(secret), false, file);
  }
  for (const secret of [fileName, hidden, "giấy chuyển viện", `/attachments/${brought.jpeg}`]) {
    assert.equal(server.log.includes(secret), false, secret);
  }
});

test("a copy carries them; what is brought back proves, and its decisions are taken again without a finding", async () => {
  const folder = temporaryFolder();
  const key = path.join(folder, "offline.key");
  const publicKey = (await nuong("backup-key", key)).said.trim();
  mkdirSync(path.join(folder, "copy"));
  const backup = await nuong("--json", "backup", server.data, path.join(folder, "copy"), "--key", publicKey);
  assert.equal(backup.code, 0, backup.complained);
  const [data, keyring] = JSON.parse(backup.said).files;
  const to = path.join(folder, "back");
  const back = await nuong("restore", to, "--data", data, "--keyring", keyring, "--key", key);
  assert.equal(back.code, 0, back.complained + back.said);
  const watched = await nuong("monitor", to, "--state", path.join(folder, "state"));
  assert.equal(watched.code, 0, watched.said + watched.complained);
  const again = await Server.start(to);
  try {
    const session = await again.signIn("bp-can-gio-1");
    const kept = await session.get(`/cases/${caseId}/attachments/${brought.pdf}`);
    assert.deepEqual(kept.bytes, pdfWith("giấy chuyển viện"));
  } finally {
    await again.stop();
  }
});
