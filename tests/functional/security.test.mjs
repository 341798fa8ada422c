// How a member signs in: one-time codes, delays, password, sessions, stepping up; a passkey that is not one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { oneTimeCode as codeOf } from "../support/authenticator.mjs";
import { Server } from "../support/server.mjs";

let server;

before(async () => {
  server = await Server.start();
});

after(() => server.stop());

const signIn = (body, headers = {}) =>
  server.request({ method: "POST", path: "/api/v1/session", headers: { "Content-Type": "application/json", ...headers }, body });

test("codes are set up, asked for, and good once; so is a recovery code", async () => {
  const session = await server.signIn("centre-1");
  const { secret, uri } = (await session.post("/session/codes")).json;
  assert.ok(uri.includes(`secret=${secret}`));
  const now = Date.parse((await session.get("/duties")).json.now);
  const wrong = await session.post("/session/codes/confirm", { code: "000000" });
  assert.equal(wrong.status, 400);
  const { codes } = (await session.post("/session/codes/confirm", { code: codeOf(secret, now) })).json;
  assert.equal(codes.length, 8);
  const member = "centre-1";
  const password = "nuong-tua-2023";
  assert.equal((await signIn({ member, password })).status, 401);
  const code = codeOf(secret, now + 30_000);
  assert.equal((await signIn({ member, password, code })).status, 200);
  assert.equal((await signIn({ member, password, code })).status, 401, "replayed");
  assert.equal((await signIn({ member, password, code: codes[0] })).status, 200);
  assert.equal((await signIn({ member, password, code: codes[0] })).status, 401, "used");
  const view = (await session.get("/session/security")).json;
  assert.deepEqual([view.has_codes, view.recovery_left], [true, 7]);
});

test("the password is changed, another session ended, and stepping up shows until when", async () => {
  const here = await server.signIn("police-hcmc-1");
  const there = await server.signIn("police-hcmc-1");
  const other = (await here.get("/session/security")).json.sessions.find(({ is_here }) => !is_here);
  assert.equal((await here.server.request({ method: "DELETE", path: `/api/v1/session/others/${other.id}`, headers: { Cookie: here.cookie } })).status, 204);
  assert.equal((await there.get("/session")).status, 401);
  assert.equal((await here.post("/session/step-up", { password: "wrong" })).status, 403);
  assert.match((await here.post("/session/step-up", { password: "nuong-tua-2023" })).json.strong_until, /^20/);
  const passwords = { old_password: "nuong-tua-2023", password: "another long password" };
  assert.equal((await here.post("/session/password", passwords)).status, 204);
  assert.equal((await signIn({ member: "police-hcmc-1", password: passwords.password })).status, 200);
});

test("what is no passkey is refused with one code, whatever it is", async () => {
  const { challenge } = (await server.request({ method: "POST", path: "/api/v1/session/challenge" })).json;
  const client = (facts) =>
    Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin: `http://localhost:${server.port}`, ...facts })).toString("base64url");
  const text = (size) => Buffer.alloc(size, 7).toString("base64url");
  const shown = { credential: text(16), client_data: client(), authenticator_data: text(37), signature: text(70), prf: text(32) };
  const tries = [
    shown,
    shown, // the challenge is used up
    { ...shown, client_data: client({ challenge: text(32) }) },
    { ...shown, client_data: "" },
    { ...shown, credential: "=" },
  ];
  for (const body of tries) {
    const headers = { "Content-Type": "application/json" };
    const answer = await server.request({ method: "POST", path: "/api/v1/session/passkey", headers, body });
    assert.deepEqual([answer.status, answer.json.code], [401, "passkey_refused"]);
  }
});

test("wrong tries make a name wait, whether or not somebody has it", async () => {
  for (const member of ["police-nha-be-1", "nobody-at-all"]) {
    const codes = [];
    for (let i = 0; i < 6; i += 1) codes.push((await signIn({ member, password: "wrong" })).json.code);
    assert.deepEqual([...codes.slice(0, 5), codes[5]], [...Array(5).fill("sign_in_wrong"), "sign_in_wait"]);
  }
});
