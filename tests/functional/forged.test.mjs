// Whatever is forged, replayed, cut, reordered or of another key is refused with one stable code and leaves one trace: an entry of the
// ledger, or, where nobody can be named, a count in the log. Nothing of what was shown is in either.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { Authenticator, oneTimeCode } from "../support/authenticator.mjs";
import { raw } from "../support/http.mjs";
import { binary, demoPassword, nuong, temporaryFolder } from "../support/program.mjs";
import { cookieName, foundedDirectory, receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const json = { "Content-Type": "application/json" };
const folder = temporaryFolder();
const place = (name) => path.join(folder, name);
const text = (bytes) => Buffer.from(bytes).toString("base64url");
/** The same text with one bit of it turned round. */
const altered = (base64url, at = 20) => {
  const bytes = Buffer.from(base64url, "base64url");
  bytes[at] ^= 1;
  return text(bytes);
};

/** What was refused, by the id of its request: what it was, and what entry it must have left. */
const refused = new Map();
/** Values that were shown and must lie nowhere. */
const shown = new Set();
let data;
let server;
let log;

before(async () => {
  data = await foundedDirectory();
  const { said } = await nuong("witness", "found", place("w"), "--name", "example.org/w");
  await nuong("witness", "found", place("stranger"), "--name", "example.org/stranger");
  writeFileSync(place("policy"), `witness w ${said.trim()}\nquorum w\n`);
  server = await Server.start(data, [], ["--witnesses", place("policy")]);
});
after(() => server?.stop());

const open = (target, body, headers = {}) => server.request({ method: "POST", path: `/api/v1${target}`, headers: { ...json, ...headers }, body });

/** Refused as it must be; its trace is looked for in the end. */
function expectRefused(what, answer, [status, code], kind, member) {
  assert.equal(answer.status, status, `${what}: ${answer.text}`);
  checkProblem(answer, status, code);
  refused.set(answer.headers["nuong-request"], { what, kind, member });
}

test("passwords, codes and invitations", async () => {
  const member = "centre-1";
  const session = await server.signIn(member);
  const { secret } = (await session.post("/session/codes")).json;
  const now = Date.parse((await session.get("/duties")).json.now);
  expectRefused("a wrong code", await session.post("/session/codes/confirm", { code: "not-a-code" }), [400, "fields_invalid"], "codes", member);
  const { codes } = (await session.post("/session/codes/confirm", { code: oneTimeCode(secret, now) })).json;
  const code = oneTimeCode(secret, now + 30_000);
  const knock = (more) => open("/session", { member, password: demoPassword, ...more });
  const no = [401, "sign_in_wrong"];
  expectRefused("no code", await knock({}), no, "session", "");
  assert.equal((await knock({ code })).status, 200);
  expectRefused("a code replayed", await knock({ code }), no, "session", "");
  expectRefused("a code cut", await knock({ code: codes[0].slice(1) }), no, "session", "");
  assert.equal((await knock({ code: codes[0] })).status, 200);
  expectRefused("a recovery code replayed", await knock({ code: codes[0] }), no, "session", "");
  expectRefused("a wrong password", await open("/session", { member: "labour-hcmc-1", password: "forged-password" }), no, "session", "");
  shown.add("forged-password").add("not-a-code").add(codes[0]).add(secret);
  const invitation = { member: "bp-can-gio-9", code: "forgedinvitationcode", password: "a password of hers" };
  shown.add(invitation.code).add(invitation.password);
  expectRefused("an invitation", await open("/join", invitation), [401, "invitation_wrong"], "invitation", "");
});

test("attestations and assertions of passkeys", async () => {
  const member = "police-hcmc-1";
  const session = await server.signIn(member);
  const other = await server.signIn("police-nha-be-1");
  const ask = async () => (await session.post("/session/challenge")).json;
  const { rp_id } = await ask();
  const origin = `https://${rp_id}:${server.port}`;
  const passkey = new Authenticator(origin);
  const no = [401, "passkey_refused"];
  const add = async (what, body) => expectRefused(what, await session.post("/session/passkeys", body), no, "passkey", member);
  await add("an attestation for another page", new Authenticator("https://evil.test").create(await ask(), "forged"));
  await add("an attestation of a challenge that was not given", passkey.create({ ...(await ask()), challenge: text(Buffer.alloc(32, 9)) }, "x"));
  const own = passkey.create(await ask(), "Máy ở bàn");
  assert.equal((await session.post("/session/passkeys", own)).status, 200);
  await add("an attestation replayed", own);
  const of = new Authenticator(origin);
  assert.equal((await other.post("/session/passkeys", of.create(await ask(), "Máy khác"))).status, 200);

  const forgeries = [
    ["a forged signature", (good) => ({ ...good, signature: altered(good.signature) })],
    ["data of the authenticator cut", (good) => ({ ...good, authenticator_data: good.authenticator_data.slice(0, 40) })],
    ["what the browser says altered", (good) => ({ ...good, client_data: altered(good.client_data, 3) })],
    ["parts in each other's place", (good) => ({ ...good, authenticator_data: good.signature, signature: good.authenticator_data })],
    ["another key's answer", (good) => ({ ...good, credential: of.id })],
    ["an unknown credential", (good) => ({ ...good, credential: text(Buffer.alloc(16, 7)) })],
  ];
  for (const [what, forge] of forgeries) {
    const body = forge(passkey.get(await ask()));
    expectRefused(what, await open("/session/passkey", body), no, "passkey", "");
    for (const value of [body.signature, body.prf, body.client_data]) shown.add(value);
  }
  const once = passkey.get(await ask());
  assert.equal((await open("/session/passkey", once)).status, 200);
  expectRefused("an assertion replayed", await open("/session/passkey", once), no, "passkey", "");

  const step = async (what, body) => expectRefused(what, await other.post("/session/step-up/passkey", body), no, "passkey", "police-nha-be-1");
  await step("a step-up forged", ((good) => ({ ...good, signature: altered(good.signature) }))(of.get(await ask())));
  await step("another member's passkey", passkey.get(await ask()));
  const fresh = of.get(await ask());
  assert.equal((await other.post("/session/step-up/passkey", fresh)).status, 200);
  await step("a step-up replayed", fresh);
});

test("files of others, marks and sessions of others", async () => {
  const asking = await server.signIn("police-can-gio-1");
  await receivedCase(asking);
  const { exports } = (await asking.post("/exports", { classes: [], reason: "report" })).json;
  const another = await server.signIn("police-can-gio-2");
  const taken = await another.post(`/exports/${exports[0].sequence}/take`, { language: "vi" });
  expectRefused("another member's file", taken, [404, "absent"], "export_taken", "police-can-gio-2");
  expectRefused("one's own confirmation", await asking.post(`/exports/${exports[0].sequence}/confirm`), [403, "refused"], "export_confirmed", "police-can-gio-1");
  const file = await asking.post(`/exports/${exports[0].sequence}/take`, { language: "vi" });
  const [mark] = /\d+-[0-9A-Z]{8}/.exec(file.json.text);
  const overseer = await server.signIn("police-hcmc-1");
  const forged = `${mark.slice(0, -1)}${mark.at(-1) === "A" ? "B" : "A"}`;
  expectRefused("a forged mark", await overseer.post("/exports/trace", { mark: forged }), [404, "absent"], "export_mark", "police-hcmc-1");
  const { sessions } = (await another.get("/session/security")).json;
  const end = { method: "DELETE", path: `/api/v1/session/others/${sessions[0].id}`, headers: { Cookie: asking.cookie } };
  expectRefused("another member's session", await server.request(end), [404, "absent"], "session", "police-can-gio-1");
});

test("cosignatures", async () => {
  const member = "bp-can-gio-1";
  const session = await server.signIn(member);
  const { log: key } = (await session.get("/ledger/checkpoint")).json;
  for (const name of ["w", "stranger"]) await nuong("witness", "trust", place(name), key);
  const view = (await session.get("/ledger/witnesses")).json;
  const [{ request }] = view.witnesses;
  const sign = (name) => execFileSync(binary, ["witness", "sign", place(name)], { input: request, encoding: "utf8" });
  const right = sign("w");
  const size = view.checkpoint.size;
  const keep = (lines) => session.post("/ledger/cosignatures", { size, lines });
  const cut = `${right.trimEnd().slice(0, -8)}\n`;
  const bytes = Buffer.from(right.trimEnd().split(" ").at(-1), "base64");
  bytes[bytes.length - 1] ^= 1;
  const wrong = right.replace(/\S+\n$/, `${bytes.toString("base64")}\n`);
  for (const [what, lines] of [
    ["a forged cosignature", wrong],
    ["a cosignature cut", cut],
    ["a stranger's cosignature", sign("stranger")],
  ]) {
    expectRefused(what, await keep(lines), [400, "cosignature_refused"], "cosignature", member);
    shown.add(lines.trim().split(" ").at(-1));
  }
  assert.equal((await keep(right)).status, 200);
});

test("sessions and what is no request at all", async () => {
  const session = await server.signIn("labour-can-gio-1");
  const [, secret] = session.cookie.split("=");
  const get = (cookie) => server.request({ path: "/api/v1/session", headers: { Cookie: cookie } });
  const reordered = [...secret].reverse().join("");
  for (const value of [`${secret.slice(0, -1)}${secret.at(-1) === "0" ? "1" : "0"}`, secret.slice(0, -1), reordered, "forgedsession"]) {
    checkProblem(await get(`${cookieName}=${value}`), 401, "not_signed_in");
    shown.add(value);
  }
  checkProblem(await get(`${session.cookie}; ${session.cookie}`), 401, "not_signed_in");
  await session.signOut();
  checkProblem(await get(session.cookie), 401, "not_signed_in");
  shown.add(secret);
  const foreign = { Cookie: session.cookie, "Sec-Fetch-Site": "cross-site" };
  checkProblem(await open("/session/step-up", { password: "forged-password" }, foreign), 403, "cross_site");
  const said = await raw(server.port, "GET /forgedtarget\r\n\r\n");
  assert.match(said, /^HTTP\/1\.1 400 /);
  shown.add("forgedtarget");
});

test("each left its one trace, and nothing of what was shown", async () => {
  await server.stop();
  log = server.log;
  server = undefined;
  const rows = execFileSync("sqlite3", [path.join(data, "nuong.db"), "SELECT hex(value) FROM entries ORDER BY key"], { encoding: "utf8", maxBuffer: 1 << 26 });
  const entries = rows
    .split("\n")
    .filter(Boolean)
    .map((hex) => JSON.parse(Buffer.from(hex, "hex").toString("utf8")));
  assert.ok(refused.size >= 25, `${refused.size}`);
  for (const [request, { what, kind, member }] of refused) {
    const left = entries.filter((entry) => entry.request === request).map((entry) => [entry.deed, entry.kind, entry.member]);
    assert.deepEqual(left, [["refused", kind, member]], what);
  }
  const lines = log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  const counts = {};
  for (const line of lines.filter(({ event }) => event === "refused"))
    for (const [why, count] of Object.entries(line.counts)) counts[why] = (counts[why] ?? 0) + count;
  assert.deepEqual(counts, { cross_site: 1, request_malformed: 1, session: 6 });
  const kept = log + JSON.stringify(entries);
  for (const value of [...shown, "127.0.0.1", cookieName]) assert.ok(!kept.includes(value), value);
  assert.equal(JSON.parse((await nuong("--json", "verify", data)).said).whole, true);
});
