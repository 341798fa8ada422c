// What is left on an officer's own computer: she reads a case with a token in every text she may read, writes a form she does
// not send, signs out and shuts the browser. Every file of the profile is searched, packed bodies too.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { constants, gunzipSync } from "node:zlib";
import { steps, Tokens } from "../functional/story_s1.mjs";
import { temporaryFolder } from "../support/program.mjs";
import { cookieName, Server } from "../support/server.mjs";
import { browserKeeping } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const keeper = "centre-1";
/** Chromium writes what a window holds, for the case that it breaks, a moment after it has changed. */
const sessionSavedMs = 3_000;
const unsent = "lời chưa gửi 7f3a91c04d5e";
const tokens = new Tokens();
const profile = path.join(temporaryFolder(), "profile");
let server;
let officer;
let codeName;
let secret;

/** In UTF-8 and UTF-16, as in an address, and the middle of a long one: stored blocks may be packed by repeating what came before. */
const spellings = (value) => [
  Buffer.from(value),
  Buffer.from(value, "utf16le"),
  Buffer.from(encodeURIComponent(value)),
  ...(value.length < 20 ? [] : [Buffer.from(value.slice(6, -2))]),
];

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

/** {what: [file]} */
function found(values) {
  const places = {};
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    for (const bytes of layers(readFileSync(file))) {
      for (const [what, value] of values) {
        if (spellings(value).some((one) => bytes.includes(one))) (places[what] ??= []).push(path.relative(profile, file));
      }
    }
  }
  return places;
}

const whatMustNotStay = () => [
  ...tokens.all.map(({ value, fieldClass, where }) => [`${fieldClass} ${where}`, value]),
  ["what was not sent", unsent],
  ["the session's secret", secret],
];

/** The browser's cookies of this server, sealed by it or not. */
const keptCookies = () =>
  execFileSync("sqlite3", ["-readonly", path.join(profile, "Default/Cookies"), "SELECT name FROM cookies"], {
    encoding: "utf8",
  }).trim();

describe("an officer's browser", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    const sessions = new Map();
    let caseId;
    let version = 0;
    for (const [at, { who, kind, fields }] of steps.slice(0, 13).entries()) {
      if (!sessions.has(who)) sessions.set(who, await server.signIn(who));
      const given = fields(
        (one) => tokens.make(one, `act ${at}`),
        (one) => tokens.day(one, `act ${at}`),
      );
      const session = sessions.get(who);
      const done = at === 0 ? await session.begin(given) : await session.act(caseId, kind, version, given);
      assert.equal(done.status, 201, done.text);
      ({ case_id: caseId, version } = done.json);
    }
    codeName = (await sessions.get(keeper).get(`/cases/${caseId}`)).json.code_name;
  });

  after(async () => {
    await officer?.window.context.close();
    await server?.stop();
  });

  it("shows her what she may read, and keeps a form that she does not send", async () => {
    officer = await Officer.signedIn(browserKeeping(profile), server, keeper);
    const cookie = (await officer.window.context.cookies()).find(({ name }) => name === cookieName);
    secret = cookie.value;
    assert.ok(secret.length > 20);
    await officer.openCase(codeName);
    const shown = await officer.page.getByRole("main").innerText();
    assert.ok(tokens.all.filter(({ value }) => shown.includes(value)).length > 4, "the page shows what is searched for");
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
