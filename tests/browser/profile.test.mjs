// What is left on an officer's own computer, in a directory that is no demo: she sets up one-time codes, steps up, reads
// a case with a token in every text of every class, opens pictures, saves a paper and a file of the list, writes a form
// she does not send, signs out and shuts the browser. Every file of the profile is searched, packed bodies too; what she
// saved lies elsewhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { constants, gunzipSync } from "node:zlib";
import { steps, Tokens } from "../functional/story_s1.mjs";
import { Authenticator, oneTimeCode } from "../support/authenticator.mjs";
import { founded } from "../support/founded.mjs";
import { asFile, jpegWith, pdfWith } from "../support/pictures.mjs";
import { temporaryFolder } from "../support/program.mjs";
import { cookieName, Server, Session } from "../support/server.mjs";
import { browserKeeping } from "./support/browser.mjs";
import { answer, Officer } from "./support/officer.mjs";

const keeper = "mai";
const centre = "hcmc-social-support-centre";
const password = `the password of ${keeper}`;
/** Chromium writes what a window holds, for the case that it breaks, a moment after it has changed. */
const sessionSavedMs = 3_000;
const unsent = "lời chưa gửi 7f3a91c04d5e";
const tokens = new Tokens();
const profile = path.join(temporaryFolder(), "profile");
const others = { hoa: "hcmc-commune-phuong-ben-thanh", minh: "hcmc-health-department" };
const at = "2026-01-20T08:00+07:00";
const received = { received_at: at, person_signs: true };
/** What is asked there as in story S1. */
const asInS1 = (kind) => steps.find((step) => step.kind === kind).fields;
/** From the post by commune and health department to the centre, under the law of 2024: who, what, its fields. */
const acts = [
  ["lan", "draft_saved", asInS1("draft_saved")],
  ["lan", "received", asInS1("received")],
  ["lan", "identity_recorded", asInS1("identity_recorded")],
  ["lan", "essentials_given", asInS1("essentials_given")],
  ["lan", "brought_to_commune", (text) => ({ to: others.hoa, handed_at: at, belongings: text("F2") })],
  ["hoa", "commune_received", () => received],
  ["hoa", "health_notified", (text) => ({ way: "phone", message: text("F2") })],
  ["minh", "health_received", () => received],
  ["minh", "referral_sent", (text) => ({ to: centre, bed_group: "women", needs: ["lodging"], message: text("F2") })],
  ["mai", "referral_accepted", asInS1("referral_accepted")],
  ["minh", "handover_given", asInS1("handover_given")],
  ["mai", "handover_received", asInS1("handover_received")],
  ["mai", "lodging_given", asInS1("lodging_given")],
  ["mai", "health_checked", asInS1("health_checked")],
  ["mai", "identity_paper_added", asInS1("identity_paper_added")],
  ["mai", "case_paper_added", (text) => ({ paper: asFile(`${text("F2")}.pdf`, pdfWith(text("in a paper"))) })],
  ["mai", "health_paper_added", (text) => ({ paper: asFile(text("F4m"), jpegWith(text("hidden"))) })],
  ["mai", "needs_assessed", asInS1("needs_assessed")],
  ["mai", "support_given", asInS1("support_given")],
  ["mai", "admission_completed", asInS1("admission_completed")],
  // What she told lies ready for an emergency once who may read it has done something while she is at the centre.
  ["minh", "note_added", asInS1("note_added")],
];
let server;
let officer;
let codeName;
let caseId;
/** What only she has: [what, value]. */
const ofHers = [["her password", password]];

/** A text in UTF-8, UTF-16, as in an address, and the middle of a long one: packed blocks repeat what came before. */
function spellings(value) {
  if (Buffer.isBuffer(value)) return [value];
  const middle = value.length < 20 ? [] : [Buffer.from(value.slice(6, -2))];
  return [Buffer.from(value), Buffer.from(value, "utf16le"), Buffer.from(encodeURIComponent(value)), ...middle];
}

/** The file, and what was packed with gzip anywhere in it. */
function* layers(bytes) {
  yield bytes;
  const magic = Buffer.from([0x1f, 0x8b, 0x08]);
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    try {
      yield gunzipSync(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH });
    } catch {
      // Three bytes that happen to look like it.
    }
  }
}

/** Nothing of a file that the browser has removed since it was listed. */
function contentOf(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** {what: [file]} */
function found(values) {
  const places = {};
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    for (const bytes of layers(contentOf(file))) {
      for (const [what, value] of values) {
        if (!spellings(value).some((one) => bytes.includes(one))) continue;
        places[what] = [...(places[what] ?? []), path.relative(profile, file)];
      }
    }
  }
  return places;
}

const whatMustNotStay = () => [
  ...tokens.all.map(({ value, fieldClass, where }) => [`${fieldClass} ${where}`, value]),
  ["what was not sent", unsent],
  ...ofHers,
];

/** The browser's cookies of this server, sealed by it or not. */
const keptCookies = () =>
  execFileSync("sqlite3", ["-readonly", path.join(profile, "Default/Cookies"), "SELECT name FROM cookies"], {
    encoding: "utf8",
  }).trim();

const main = () => officer.page.getByRole("main");
const button = (where, name) => where.getByRole("button", { name, exact: typeof name === "string" });

/** Somebody who has just shown that it is she: the keys of what is most sealed move by her hand too. */
async function enrolled(member) {
  const session = await server.signIn(member, `the password of ${member}`);
  const { secret } = (await session.post("/session/codes")).json;
  const now = Date.now();
  const done = await session.post("/session/codes/confirm", { code: oneTimeCode(secret, now) });
  assert.equal(done.status, 200, done.text);
  const ask = async () => (await session.post("/session/challenge")).json;
  const { rp_id } = await ask();
  const passkey = new Authenticator(`${rp_id === "localhost" ? "http" : "https"}://${rp_id}:${server.port}`);
  const proof = { password: `the password of ${member}`, code: oneTimeCode(secret, now + 30_000) };
  assert.equal((await session.post("/session/step-up", proof)).status, 200);
  assert.equal((await session.post("/session/passkeys", passkey.create(await ask(), "in software"))).status, 200);
  assert.equal((await session.post("/session/step-up/passkey", passkey.get(await ask()))).status, 200);
  return session;
}

/** Plays the acts, each text of them a token; hers in the session of her browser. */
async function play(session) {
  const people = { mai: session };
  for (const name of ["lan", ...Object.keys(others)]) people[name] = await enrolled(name);
  let version = 0;
  for (const [who, kind, fields] of acts) {
    const given = fields(
      (one) => tokens.make(one, kind),
      (one) => tokens.day(one, kind),
    );
    const done = await (caseId ? people[who].act(caseId, kind, version, given) : people[who].begin(given));
    assert.equal(done.status, 201, `${kind}: ${done.text}`);
    ({ case_id: caseId, version } = done.json);
  }
}

/** Shows her code and password once more, and adds a passkey; each code is good once. */
async function addPasskey(code) {
  await officer.openSecurity();
  await button(main(), "Xác nhận lại danh tính").click();
  const dialog = officer.page.getByRole("dialog", { name: "Xác nhận lại danh tính" });
  await dialog.getByLabel("Mật khẩu", { exact: true }).fill(password);
  await dialog.getByLabel("Mã một lần (nếu đã đặt)").fill(code);
  await button(dialog, "Xác nhận lại danh tính").click();
  await dialog.waitFor({ state: "detached" });
  await officer.giveAuthenticator();
  await officer.addPasskey("Máy ở trung tâm");
}

/** The tokens of these classes that the page shows with all folds open, and those it does not; a day as it is shown. */
async function shownOf(classes) {
  const folds = main().locator("details:not([open]) > summary");
  while ((await folds.count()) > 0) await folds.first().click();
  const page = await main().innerText();
  const asked = tokens.all.filter(({ fieldClass, value }) => classes.includes(fieldClass) && !isDayAsSent(value));
  const shown = asked.filter(({ value }) => page.includes(value));
  return { shown: shown.map(toName), hidden: asked.filter((one) => !shown.includes(one)).map(toName) };
}

const isDayAsSent = (value) => /^\d{4}-/.test(value);
const toName = ({ fieldClass, where }) => `${fieldClass} ${where}`;

describe("an officer's browser", { concurrency: 1 }, () => {
  let session;
  let secret;
  let used; // the time of the last code: each is good once

  before(async () => {
    server = await Server.start((await founded(undefined, others)).data);
    officer = await Officer.open(browserKeeping(profile), server, keeper);
  });

  after(async () => {
    await officer?.window.context.close();
    await server?.stop();
  });

  it("shows her the secret of her codes and what they are when she has lost it", async () => {
    await officer.window.provoking(401, async () => {
      await officer.page.goto("/");
      await officer.page.getByLabel("Tên thành viên").fill(keeper);
      await officer.page.getByLabel("Mật khẩu", { exact: true }).fill(password);
      await button(officer.page, "Đăng nhập").click();
      await button(main(), "Đặt mã một lần").click();
    });
    await main().getByLabel("Mã", { exact: true }).waitFor();
    secret = await main().locator("code").textContent();
    used = Date.now();
    await main().getByLabel("Mã", { exact: true }).fill(oneTimeCode(secret, used));
    await button(main(), "Xác nhận").click();
    await button(main(), "Tôi đã chép lại").waitFor();
    const recovery = await main().getByRole("status").getByRole("listitem").allTextContents();
    assert.equal(recovery.length, 8);
    ofHers.push(["the secret of her codes", secret], ...recovery.map((code, at) => [`recovery code ${at}`, code]));
    await button(main(), "Tôi đã chép lại").click();
    await officer.heading("Việc hôm nay").waitFor();
    const cookie = (await officer.window.context.cookies()).find(({ name }) => name === cookieName);
    assert.ok(cookie.value.length > 20);
    ofHers.push(["the session's secret", cookie.value]);
    session = new Session(server, undefined, `${cookieName}=${cookie.value}`);
  });

  it("shows her every text of the case but the account, what is most sealed only once she has stepped up", async () => {
    await play(session);
    codeName = (await session.get(`/cases/${caseId}`)).json.code_name;
    used += 30_000;
    await addPasskey(oneTimeCode(secret, used));
    await officer.openCase(codeName);
    assert.deepEqual((await shownOf(["F4m", "F4c", "F5"])).shown, []);
    assert.deepEqual((await shownOf(["F2", "F3"])).hidden, []);
    await button(main(), "Xác nhận lại danh tính").click();
    await button(officer.page.getByRole("dialog"), "Dùng khóa đăng nhập").click();
    await button(main(), "Xác nhận lại danh tính").waitFor({ state: "detached" });
    const { shown, hidden } = await shownOf(["F2", "F3", "F4m", "F5"]);
    assert.deepEqual(hidden, []);
    for (const one of ["F2 needs_assessed", "F3 identity_recorded", "F4m health_checked", "F5 handover_received"]) {
      assert.ok(shown.includes(one), one);
    }
    assert.deepEqual((await shownOf(["F4c"])).shown, []);
  });

  it("shows her the account once she has broken the glass", async () => {
    await button(main(), /^Truy cập khẩn cấp.*Lời kể/).click();
    const dialog = officer.page.getByRole("dialog", { name: "Truy cập khẩn cấp" });
    const words = tokens.make("FE", "emergency_requested");
    await answer(dialog, { "Lý do": "Tính mạng bị đe dọa", "Điều đang xảy ra": words });
    await button(dialog, "Truy cập khẩn cấp").click();
    await dialog.waitFor({ state: "detached" });
    await main().getByText(words).first().waitFor({ state: "attached" });
    const { shown, hidden } = await shownOf(["F4c", "FE"]);
    assert.deepEqual(hidden, []);
    assert.ok(shown.includes("F4c received"), shown.join());
  });

  it("draws pictures for her, and gives her a paper and a file of the list with names", async () => {
    const { page } = officer;
    for (let at = 0; at < 2; ++at) {
      await button(main(), /^Mở hình/).first().click();
      await main().getByRole("img").nth(at).waitFor();
    }
    const { timeline } = (await session.get(`/cases/${caseId}`)).json;
    const { sequence } = timeline.find(({ kind }) => kind === "health_paper_added");
    const { bytes } = await session.get(`/cases/${caseId}/attachments/${sequence}`);
    assert.ok(bytes.length > 100);
    ofHers.push(["the picture", bytes.subarray(-40)]);
    const saving = page.waitForEvent("download");
    await button(main(), /^Tải giấy tờ về/).click();
    const paper = await saving;
    const inPaper = tokens.all.find(({ fieldClass }) => fieldClass === "in a paper");
    assert.ok(readFileSync(await paper.path()).includes(inPaper.value));
    await officer.goTo("Hồ sơ");
    await main().getByRole("link", { name: "Xuất danh sách ra tệp" }).click();
    await answer(main(), { "Xuất để làm gì": "Điểm danh, sơ tán, ứng phó khẩn cấp" });
    await main().getByRole("checkbox", { name: /^Nhân thân/ }).check();
    await button(main(), "Gửi yêu cầu").click();
    const taking = page.waitForEvent("download");
    await button(main(), /^Lấy tệp/).click();
    const taken = readFileSync(await (await taking).path(), "utf8");
    const inFile = tokens.all.filter(({ fieldClass, value }) => fieldClass === "F3" && taken.includes(value));
    assert.ok(inFile.length > 2, taken);
  });

  it("keeps a form that she does not send, and what she comes back to", async () => {
    await officer.openCase(codeName);
    await officer.page.reload();
    await officer.page.getByRole("heading", { name: codeName }).first().waitFor();
    const dialog = await officer.beginAct("Ghi chú");
    await dialog.getByRole("textbox").first().fill(unsent);
    await officer.page.waitForTimeout(sessionSavedMs);
    await officer.leaveDialog(dialog);
    await officer.goTo("Hồ sơ");
    await officer.page.goBack();
    await officer.page.goForward();
  });

  it("has none of it on its disk while she is signed in", () => {
    assert.deepEqual(found(whatMustNotStay()), {});
  });

  it("has none of it, and no cookie, once she has signed out and shut it", async () => {
    await officer.goTo("Thêm");
    await officer.page.getByRole("button", { name: "Đăng xuất", exact: true }).click();
    await officer.page.getByLabel("Tên thành viên").waitFor();
    await officer.window.context.close();
    assert.deepEqual(found(whatMustNotStay()), {});
    assert.equal(keptCookies(), "");
    assert.ok(found([["script", "Đăng xuất"]]).script?.length > 0, "the search finds words of the UI's scripts");
  });
});
