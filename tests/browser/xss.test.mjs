// What is typed into any text field is text on every page that shows it: nothing runs, nothing is fetched, no policy of
// ours is broken. Our own few in every field of story S1; with NUONG_XSS=FILE each line of the list as a note as well.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { steps } from "../functional/story_s1.mjs";
import { launchBrowser, wide } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";
import { list, payloads } from "./support/payloads.mjs";

const readers = ["bp-can-gio-1", "centre-1", "police-can-gio-1", "labour-can-gio-1"];
const notesOfACase = 150;

let server;
let browser;
let runs = 0;
const officers = [];
const sessions = new Map();

before(async () => {
  server = await Server.start();
  browser = await launchBrowser();
  for (const member of list === undefined ? readers : readers.slice(0, 1)) {
    const officer = await Officer.open(browser, server, member, wide);
    await officer.window.context.exposeFunction("nuongRan", () => (runs += 1));
    await officer.window.context.addInitScript(reportWhatRuns);
    await officer.signIn();
    officers.push(officer);
  }
});

after(async () => {
  await browser.close();
  await server.stop();
});

/** Runs in the page: what payloads call when they run. */
function reportWhatRuns() {
  for (const name of ["alert", "confirm", "prompt", "print"]) {
    Object.defineProperty(window, name, { value: () => window.nuongRan(), writable: false });
  }
}

async function sessionOf(member) {
  if (!sessions.has(member)) sessions.set(member, await server.signIn(member));
  return sessions.get(member);
}

/** Plays the story up to the verification's answer with a payload in every text field, beginning with payload `from`. */
async function story(from) {
  let next = from;
  let caseId;
  let version = 0;
  const take = () => payloads[next++ % payloads.length];
  const day = () => "1999-05-06";
  for (const [at, { who, kind, fields }] of steps.slice(0, 25).entries()) {
    const session = await sessionOf(who);
    const given = fields(take, day);
    // The numbers of a telephone and of a paper are short.
    if (given.identity_number !== undefined) given.identity_number = given.identity_number.slice(0, 30);
    if (given.phone !== undefined) given.phone = given.phone.slice(0, 20);
    const done = at === 0 ? await session.begin(given) : await session.act(caseId, kind, version, given);
    assert.equal(done.status, 201, `${kind} ${JSON.stringify(given)}: ${done.text}`);
    ({ case_id: caseId, version } = done.json);
  }
  return { caseId, used: next - from };
}

/** Every page that can show it, and every control that reveals more. */
async function look(officer, caseId) {
  const { page } = officer;
  await page.goto(`/ho-so/${caseId}`);
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("networkidle");
  for (const closed of await page.locator("main details:not([open]) > summary, main [aria-expanded=false]").all()) {
    if (await closed.isVisible()) await closed.click({ timeout: 2_000 }).catch(() => {});
  }
  for (const box of await page.locator("main a, main button").all()) {
    if (await box.isVisible()) await box.hover({ timeout: 1_000, force: true }).catch(() => {});
  }
  for (const place of ["/", "/ho-so", `/regulation?case_id=${caseId}`]) {
    await page.goto(place);
    await page.locator("main h1").waitFor();
    await page.waitForLoadState("networkidle");
  }
}

function checkQuiet(where) {
  assert.equal(runs, 0, `${where}: a payload ran`);
  for (const officer of officers) officer.window.checkNothingWrong(`${officer.member}, ${where}`);
}

test("the hook would notice: what runs in the page is counted", async () => {
  await officers[0].page.evaluate(() => window.alert(1));
  assert.equal(runs, 1);
  runs = 0;
});

test("the policy refuses what text would have to become: a string cannot be made markup or an address of script", async () => {
  const refused = await officers[0].page.evaluate(() => {
    const tries = {
      markup: () => (document.createElement("div").innerHTML = "<b>x</b>"),
      write: () => document.write("<b>x</b>"),
      script: () => (document.createElement("script").src = "/x.js"),
      policy: () => window.trustedTypes.createPolicy("own", { createHTML: (text) => text }),
    };
    const threw = {};
    for (const [name, act] of Object.entries(tries)) {
      try {
        act();
        threw[name] = false;
      } catch {
        threw[name] = true;
      }
    }
    return threw;
  });
  assert.deepEqual(refused, { markup: true, write: true, script: true, policy: true });
  // These breaches were ours on purpose.
  await officers[0].page.waitForTimeout(200);
  officers[0].window.wrongs.length = 0;
});

test("a payload in every text field of the story stays text on every page", { skip: list !== undefined && "the list only" }, async () => {
  let from = 0;
  while (from < payloads.length) {
    const { caseId, used } = await story(from);
    from += used;
    for (const officer of officers) await look(officer, caseId);
    checkQuiet(`payloads up to ${from}`);
  }
  const text = await shownTo(officers[0]);
  assert.ok(text.length > 0);
  console.log(`${payloads.length} payloads in every text field of the story, 0 executions, 0 violations`);
});

/** The list of cases as the officer sees it in the end: the pages did show something. */
async function shownTo(officer) {
  await officer.page.goto("/ho-so");
  return officer.page.locator("main").innerText();
}

test("each line of the list stays text", { skip: list === undefined && "no NUONG_XSS: ./campaign xss runs it" }, async () => {
  const post = await sessionOf("bp-can-gio-1");
  let shown = 0;
  for (let from = 0; from < payloads.length; from += notesOfACase) {
    let { case_id: caseId, version } = await receivedCase(post, { words: payloads[from] });
    for (const text of payloads.slice(from, from + notesOfACase)) {
      const done = await post.act(caseId, "note_added", version, { text });
      assert.equal(done.status, 201, `${JSON.stringify(text)}: ${done.text}`);
      ({ version } = done.json);
    }
    await look(officers[0], caseId);
    await officers[0].page.goto(`/ho-so/${caseId}`);
    await officers[0].page.locator("main h1").waitFor();
    const page = await officers[0].page.locator("main").innerText();
    const squeezed = page.replaceAll(/\s+/g, " ");
    for (const text of payloads.slice(from, from + notesOfACase)) {
      if (squeezed.includes(text.normalize("NFC").replaceAll(/\s+/g, " "))) shown += 1;
    }
    checkQuiet(`lines up to ${from + notesOfACase}`);
  }
  console.log(`${payloads.length} payloads, ${shown} of them read on the page as text, 0 executions, 0 violations`);
});
