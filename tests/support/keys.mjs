// How a private key or a case key is known when it is met where it must not lie: by its public half, or by what is kept
// beside a wrapped case key.
import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { blake2b } from "@noble/hashes/blake2.js";

/** The files of a directory: {name, bytes}. */
export function filesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => ({
    name: entry.name,
    bytes: readFileSync(path.join(entry.path ?? entry.parentPath, entry.name)),
  }));
}

/** What a query of a database answers, line by line. */
export function query(file, sql) {
  const told = execFileSync("sqlite3", ["-readonly", file, sql], { encoding: "utf8", maxBuffer: 1 << 30 });
  return told.trim().split("\n").filter((line) => line !== "");
}

/** The values of a directory's databases, whole: in the file a long one is cut into pages. */
export function valuesOf(folder) {
  return ["nuong.db", "keyring.db"].flatMap((name) => {
    const file = path.join(folder, name);
    const tables = query(file, "SELECT name FROM sqlite_master WHERE type = 'table'");
    return tables.flatMap((table) =>
      query(file, `SELECT hex(value) FROM ${table}`).map((hex) => ({ name: `${name} ${table}`, bytes: Buffer.from(hex, "hex") })),
    );
  });
}

/** Read as a JWK: as PKCS #8 it takes ten times as long. */
function halfOn(crv, bytes32) {
  const key = createPrivateKey({ key: { kty: "OKP", crv, x: "", d: bytes32.toString("base64url") }, format: "jwk" });
  return Buffer.from(key.export({ format: "jwk" }).x, "base64url");
}

/** The public half of what may be a private key of X25519: of a unit or a member. */
export const publicHalf = (bytes32) => halfOn("X25519", bytes32);

/** The public half of a key that is made of what may be a seed (libsodium's way). */
export const seededHalf = (bytes32) => publicHalf(createHash("sha512").update(bytes32).digest().subarray(0, 32));

/** The public half of what may be a member's key for signing, Ed25519. */
export const signingHalf = (bytes32) => halfOn("Ed25519", bytes32);

/** What is kept beside a wrapped case key, to know it again (the vault's format). */
export const commitment = (bytes32) => Buffer.from(blake2b(Buffer.from("commit"), { key: bytes32, dkLen: 32 }));

/** Everything in these bytes that may be a public key, raw or in hex, by its first eight bytes. */
function* publicKeysIn(bytes) {
  for (let at = 0; at + 32 <= bytes.length; at += 1) yield bytes.readBigUInt64BE(at);
  for (const [text] of bytes.toString("latin1").matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)) {
    yield Buffer.from(text, "hex").readBigUInt64BE(0);
  }
}

/** What these files may hold of a key: the public half, or what a case key is held against, by its first bytes. */
export function heldAgainst(files) {
  const known = new Set();
  for (const { bytes } of files) for (const key of publicKeysIn(bytes)) known.add(key);
  return known;
}

/** Words, pointers and zeroes repeat themselves; of a million random keys one has fewer different bytes than this. */
const kLeastDifferent = 23;
function looksRandom(bytes, at) {
  const seen = new Set();
  for (let i = at; i < at + 32; i += 1) seen.add(bytes[i]);
  return seen.size >= kLeastDifferent;
}

/** Everything that may be a key, each once, with the first place that holds it; `step` is the distance of two places. */
function* mayBeKeys(some, step) {
  const seen = new Set();
  for (const { name, bytes } of some) {
    for (let at = 0; at + 32 <= bytes.length; at += step) {
      if (!looksRandom(bytes, at)) continue;
      const content = bytes.latin1Slice(at, at + 32);
      if (seen.has(content)) continue;
      seen.add(content);
      yield { place: `${name} +${at}`, bytes32: bytes.subarray(at, at + 32) };
    }
  }
}

/** What stands in these bytes as hex or base64, as the bytes it means, wherever in the run of letters it begins. */
export function* writtenOut({ name, bytes }) {
  const text = bytes.toString("latin1");
  for (const { 0: run, index } of text.matchAll(/[0-9a-fA-F]{64,}/g)) {
    for (const skip of [0, 1]) yield { name: `${name} hex +${index + skip}`, bytes: Buffer.from(run.slice(skip), "hex") };
  }
  for (const { 0: run, index } of text.matchAll(/[\w+/-]{43,}/g)) {
    for (const skip of [0, 1, 2, 3]) {
      yield { name: `${name} base64 +${index + skip}`, bytes: Buffer.from(run.slice(skip), "base64") };
    }
  }
}

/** Places whose content gives one of the known by one of these ways that cannot be gone back. */
export function keysIn(some, known, oneWays, step = 1) {
  const places = [];
  for (const { place, bytes32 } of mayBeKeys(some, step)) {
    if (oneWays.some((oneWay) => known.has(oneWay(bytes32).readBigUInt64BE(0)))) places.push(place);
  }
  return places;
}
