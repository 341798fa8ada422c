// What the server says of its ledger is proved with Node's own hashes and signatures, not with ours.
import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { after, before, test } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

let server;
let post;
let caseId;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  caseId = (await receivedCase(post)).case_id;
  await post.get(`/cases/${caseId}`);
});
after(() => server.stop());

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leafHash = (leaf) => sha256(Buffer.of(0), Buffer.from(leaf));
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const largestPowerBelow = (count) => 2 ** Math.floor(Math.log2(count - 1));

/** RFC 6962 2.1.1 read backwards: from the top down, each step leaves the last hash of the path for the way back up. */
function rootByPath(hash, at, count, path) {
  if (count === 1) return path.length === 0 ? hash : undefined;
  const k = largestPowerBelow(count);
  const sibling = path.at(-1);
  return at < k
    ? nodeHash(rootByPath(hash, at, k, path.slice(0, -1)), sibling)
    : nodeHash(sibling, rootByPath(hash, at - k, count - k, path.slice(0, -1)));
}

/** RFC 6962 2.1.2 read backwards: both roots at once. */
function rootsByProof(from, to, proof, oldRoot, isWhole = true) {
  if (from === to) return isWhole ? [oldRoot, oldRoot] : [proof.at(-1), proof.at(-1)];
  const k = largestPowerBelow(to);
  const last = proof.at(-1);
  if (from <= k) {
    const [older, newer] = rootsByProof(from, k, proof.slice(0, -1), oldRoot, isWhole);
    return [older, nodeHash(newer, last)];
  }
  const [older, newer] = rootsByProof(from - k, to - k, proof.slice(0, -1), oldRoot, false);
  return [nodeHash(last, older), nodeHash(last, newer)];
}

const path = (texts) => texts.map((text) => Buffer.from(text, "base64"));

function checkSigned({ note, log, size, root }) {
  const [name, id, code] = log.split("+");
  const key = Buffer.from(code, "base64");
  assert.equal(id, sha256(Buffer.from(`${name}\n`), key).subarray(0, 4).toString("hex"));
  const [text, signatures] = note.split("\n\n");
  assert.deepEqual(text.split("\n"), [name, `${size}`, Buffer.from(root, "hex").toString("base64")]);
  const signature = Buffer.from(signatures.trim().split(" ").at(-1), "base64");
  assert.equal(signature.subarray(0, 4).toString("hex"), id);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  assert.ok(verify(null, Buffer.from(`${text}\n`), publicKey, signature.subarray(4)));
}

function checkLook(look, { size, root }) {
  const found = rootByPath(leafHash(look.leaf), look.sequence, size, path(look.path));
  assert.equal(found.toString("hex"), root, `entry ${look.sequence}`);
}

test("every look is proved to be in the signed ledger, the caller's own among them", async () => {
  const { looks, checkpoint } = (await post.get(`/cases/${caseId}/looks`)).json;
  checkSigned(checkpoint);
  assert.ok(looks.length >= 3);
  for (const look of looks) checkLook(look, checkpoint);
  const own = JSON.parse(looks[0].leaf);
  assert.deepEqual([own.kind, own.unit, own.seq], ["looks", "hcmc-border-post-can-gio", checkpoint.size - 1]);
});

test("a leaf does not tell which member it was, nor from where", async () => {
  const { looks } = (await post.get(`/cases/${caseId}/looks`)).json;
  for (const { leaf } of looks) {
    assert.ok(!leaf.includes("bp-can-gio-1"));
    assert.deepEqual(
      ["member", "network", "request", "payloads", "salt"].filter((name) => name in JSON.parse(leaf)),
      [],
    );
  }
});

test("one look is proved by its number, of its own case only", async () => {
  const { look } = (await post.get(`/cases/${caseId}`)).json;
  const proved = (await post.get(`/cases/${caseId}/looks/${look}`)).json;
  checkSigned(proved.checkpoint);
  checkLook(proved.look, proved.checkpoint);
  assert.equal(proved.look.sequence, look);
  const other = (await receivedCase(post)).case_id;
  for (const wrong of [`${other}/looks/${look}`, `${caseId}/looks/0`, `${caseId}/looks/-1`, `${caseId}/looks/999999`])
    checkProblem(await post.get(`/cases/${wrong}`), 404, "absent");
  const centre = await server.signIn("centre-1");
  checkProblem(await centre.get(`/cases/${caseId}/looks/${look}`), 404, "absent");
});

test("the ledger of now begins with the ledger of then", async () => {
  const older = (await post.get("/ledger/checkpoint")).json;
  checkSigned(older);
  for (let turn = 0; turn < 5; turn += 1) await post.get(`/cases/${caseId}`);
  const newer = (await post.get("/ledger/checkpoint")).json;
  assert.ok(newer.size > older.size);
  const proof = (await post.get(`/ledger/consistency?from=${older.size}&to=${newer.size}`)).json;
  const roots = rootsByProof(older.size, newer.size, path(proof.path), Buffer.from(older.root, "hex"));
  assert.deepEqual(
    roots.map((root) => root.toString("hex")),
    [older.root, newer.root],
  );
});

test("sizes that are not there are refused", async () => {
  const { size } = (await post.get("/ledger/checkpoint")).json;
  for (const sizes of [`from=2&to=1`, `from=-1&to=1`, `from=1&to=${size + 1}`])
    checkProblem(await post.get(`/ledger/consistency?${sizes}`), 400, "sizes_unfit");
  assert.equal((await post.get("/ledger/consistency?from=0&to=0")).status, 200);
});

test("nobody is told anything of the ledger without signing in", async () => {
  for (const target of ["/ledger/checkpoint", "/ledger/consistency?from=0&to=1", `/cases/${caseId}/looks/1`]) {
    const answer = await server.request({ method: "GET", path: `/api/v1${target}` });
    assert.equal(answer.status, 401);
  }
});
