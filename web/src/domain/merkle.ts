/** The two proofs of RFC 6962, checked here and not believed: SHA-256 by the browser, the climb as RFC 9162 spells it. */

export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

export function joined(...parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Strict: one spelling per value; nothing for any other text. */
export function fromBase64(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const raw = atob(text);
  return btoa(raw) === text ? Uint8Array.from(raw, (letter) => letter.charCodeAt(0)) : undefined;
}

export const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (leaf: string) => sha256(joined(LEAF, utf8(leaf)));
const nodeHash = (left: Bytes, right: Bytes) => sha256(joined(NODE, left, right));

/** Hashes of a path, 32 bytes each; nothing when one is not. */
function hashesOf(path: string[]): Bytes[] | undefined {
  const hashes = path.map(fromBase64);
  return hashes.every((hash): hash is Bytes => hash?.length === 32) ? hashes : undefined;
}

/** Where a climb stands: this position and the last one of its level. Numbers beyond 2^31 are halved, not shifted. */
interface Place {
  at: number;
  last: number;
}

function up(place: Place) {
  place.at = Math.floor(place.at / 2);
  place.last = Math.floor(place.last / 2);
}

/** Whether the next hash stands left of ours; then skips the levels on which we have no sibling. */
function comesFromTheLeft(place: Place): boolean {
  if (place.at % 2 === 0 && place.at !== place.last) return false;
  while (place.at % 2 === 0 && place.at !== 0) up(place);
  return true;
}

const isSize = (size: number) => Number.isSafeInteger(size) && size >= 0;

export async function verifyInclusion(
  leaf: string,
  sequence: number,
  size: number,
  path: string[],
  root: Bytes,
): Promise<boolean> {
  const hashes = hashesOf(path);
  if (!hashes || !isSize(sequence) || !isSize(size) || sequence >= size) return false;
  let hash = await leafHash(leaf);
  const place = { at: sequence, last: size - 1 };
  for (const next of hashes) {
    if (place.last === 0) return false;
    hash = comesFromTheLeft(place) ? await nodeHash(next, hash) : await nodeHash(hash, next);
    up(place);
  }
  return place.last === 0 && sameBytes(hash, root);
}

/** That the tree of size `to` begins with all of the tree of size `from`; sizes are at least 1. */
export async function verifyConsistency(
  from: number,
  to: number,
  path: string[],
  rootFrom: Bytes,
  rootTo: Bytes,
): Promise<boolean> {
  const hashes = hashesOf(path);
  if (!hashes || !isSize(from) || !isSize(to) || from < 1 || from > to) return false;
  if (from === to) return hashes.length === 0 && sameBytes(rootFrom, rootTo);
  const place = { at: from - 1, last: to - 1 };
  while (place.at % 2 === 1) up(place);
  const first = place.at === 0 ? rootFrom : hashes.shift();
  if (!first) return false;
  let oldHash = first;
  let newHash = first;
  for (const next of hashes) {
    if (place.last === 0) return false;
    if (comesFromTheLeft(place)) {
      oldHash = await nodeHash(next, oldHash);
      newHash = await nodeHash(next, newHash);
    } else {
      newHash = await nodeHash(newHash, next);
    }
    up(place);
  }
  return place.last === 0 && sameBytes(oldHash, rootFrom) && sameBytes(newHash, rootTo);
}
