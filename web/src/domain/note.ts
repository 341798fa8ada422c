/** Signed checkpoints of the ledger: C2SP signed-note and tlog-checkpoint, Ed25519. */
import { type Bytes, fromBase64, joined, sameBytes, sha256, utf8 } from "./merkle";

const ED25519 = 1;

export interface LogKey {
  name: string;
  id: Bytes;
  key: Bytes;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

/** "<name>+<id, hex>+<base64(type | key)>"; nothing when it is not a log's key or its id is another key's. */
export async function parseLogKey(text: string): Promise<LogKey | undefined> {
  const [, name, digits, code] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = code === undefined ? undefined : fromBase64(code);
  if (name === undefined || digits === undefined || bytes?.length !== 33 || bytes[0] !== ED25519) return undefined;
  const hash = await sha256(joined(utf8(`${name}\n`), bytes));
  const id = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return sameBytes(hash.slice(0, 4), id) ? { name, id, key: bytes.slice(1) } : undefined;
}

/** By the browser's own Ed25519; where it has none, by a library that is loaded only then. */
export async function verifyEd25519(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    const own = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", own, signature, message);
  } catch {
    const { verifyAsync } = await import("@noble/ed25519");
    return verifyAsync(signature, message, key).catch(() => false);
  }
}

const isText = (note: string) => Array.from(note).every((letter) => letter >= " " || letter === "\n");

/** The checkpoint when the log's key signed it; a second line of that key that does not verify spoils the note. */
export async function openCheckpoint(note: string, log: LogKey): Promise<Checkpoint | undefined> {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || !isText(note)) return undefined;
  const text = note.slice(0, end + 1);
  let isSigned = false;
  for (const line of note.slice(end + 2, -1).split("\n")) {
    const [, name, code] = /^\u2014 ([^+\s]+) (\S+)$/u.exec(line) ?? [];
    const bytes = code === undefined ? undefined : fromBase64(code);
    if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
    if (name !== log.name || !sameBytes(bytes.slice(0, 4), log.id)) continue;
    if (!(await verifyEd25519(log.key, utf8(text), bytes.slice(4)))) return undefined;
    isSigned = true;
  }
  return isSigned ? parseCheckpoint(text) : undefined;
}

function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, digits, code, ...rest] = text.split("\n");
  const root = code === undefined ? undefined : fromBase64(code);
  if (!origin || digits === undefined || !/^(0|[1-9]\d*)$/.test(digits) || root?.length !== 32) return undefined;
  const size = Number(digits);
  const isWhole = rest.at(-1) === "" && rest.slice(0, -1).every((line) => line !== "");
  return isWhole && Number.isSafeInteger(size) ? { origin, size, root } : undefined;
}
