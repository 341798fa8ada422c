// What a passkey's answer must be before anything is looked up: each part by itself, and never the same count twice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Authenticator } from "../support/authenticator.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";

const json = { "Content-Type": "application/json" };
const member = "police-hcmc-1";
let server;
let session;
let passkey;

const ask = async () => (await session.post("/session/challenge")).json;
const open = (body) => server.request({ method: "POST", path: "/api/v1/session/passkey", headers: json, body });
const register = (body) => session.post("/session/passkeys", body);

before(async () => {
  server = await Server.start(await foundedDirectory());
  session = await server.signIn(member);
  const { rp_id } = await ask();
  passkey = new Authenticator(`https://${rp_id}:${server.port}`);
  assert.equal((await register(passkey.create(await ask(), "Máy ở bàn"))).status, 200);
});
after(() => server?.stop());

test("one part that is no base64url is enough for no", async () => {
  for (const part of ["credential", "client_data", "authenticator_data", "signature", "prf"]) {
    const answer = await open({ ...passkey.get(await ask()), [part]: "***" });
    assert.deepEqual([answer.status, answer.json.code], [401, "passkey_refused"], part);
  }
  assert.equal((await open(passkey.get(await ask()))).status, 200, "the right one opens after all that");
});

test("nor is a passkey taken up with one", async () => {
  const other = new Authenticator(passkey.origin);
  const wrong = [{ client_data: "***" }, { authenticator_data: "***" }, { prf: "***" }, { prf: Buffer.alloc(31, 1).toString("base64url") }];
  for (const part of wrong) {
    const answer = await register({ ...other.create(await ask(), "Máy khác"), ...part });
    assert.deepEqual([answer.status, answer.json.code], [401, "passkey_refused"], JSON.stringify(part));
  }
});

test("of two answers with one count, sent at the same moment, one opens", async () => {
  const [one, other] = [await ask(), await ask()];
  const answers = await Promise.all([open(passkey.get(one)), open(passkey.repeat(other))]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
});
