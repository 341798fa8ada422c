/** Whether the list of looks is what the ledger holds: every row against its leaf, every leaf against the signed root,
 * and that root against the one this browser saw last. */
import type { Look, Looks, Checkpoint as ShownCheckpoint } from "../api/client";
import { fromBase64, hex, verifyConsistency, verifyInclusion } from "./merkle";
import { openCheckpoint, parseLogKey } from "./note";

/** The last checkpoint that held. Tells how many entries a ledger had and no more: no case, no person, no time. */
export interface Seen {
  log: string;
  size: number;
  root: string;
}

export type Fault =
  | "key" // another key signs than the one this browser knows
  | "signature" // the checkpoint is not signed by the log's key
  | "look" // a row is not what its leaf says, or the leaf is not in the tree
  | "history" // the ledger does not begin with what it held before
  | "unreachable"; // the proof that it does could not be fetched

export type Verdict = { state: "verified"; seen: Seen } | { state: "failed"; fault: Fault; sequence?: number };

/** Asks the server for the proof; nothing when it says that there is none. */
export type AskConsistency = (from: number, to: number) => Promise<string[] | undefined>;

const READS = ["read", "search", "export"];

function actOf(deed: unknown): string {
  if (deed === "refused") return "refused";
  return READS.includes(String(deed)) ? "read" : "write";
}

/** Whether the row shows what the leaf says. A reform day moves many cases and names none. The title is the regulation's name of the leaf's kind and is not in it. */
export function rowFits(look: Look, caseId: string): boolean {
  let leaf: Record<string, unknown>;
  try {
    leaf = JSON.parse(look.leaf);
  } catch {
    return false;
  }
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return (
    leaf.seq === look.sequence &&
    (leaf.case === caseId || (leaf.case === undefined && leaf.deed === "reform")) &&
    leaf.unit === look.unit &&
    actOf(leaf.deed) === look.act &&
    same(leaf.classes, look.classes) &&
    same(leaf.rules, look.rules) &&
    typeof leaf.at === "number" &&
    Math.floor(leaf.at / 1e6) === Math.floor(Date.parse(look.at) / 1000)
  );
}

async function consistent(seen: Seen, shown: Seen, ask: AskConsistency): Promise<Fault | undefined> {
  const [older, newer] = seen.size <= shown.size ? [seen, shown] : [shown, seen];
  try {
    const path = older.size === newer.size ? [] : await ask(older.size, newer.size);
    const [from, to] = [fromBase64(older.root), fromBase64(newer.root)];
    if (!path || !from || !to) return "history";
    return (await verifyConsistency(older.size, newer.size, path, from, to)) ? undefined : "history";
  } catch {
    return "unreachable";
  }
}

async function openShown(shown: ShownCheckpoint) {
  const key = await parseLogKey(shown.log);
  const opened = key && (await openCheckpoint(shown.note, key));
  const fits = opened && opened.origin === key?.name && opened.size === shown.size && hex(opened.root) === shown.root;
  return fits ? opened : undefined;
}

export async function verifyLooks(
  view: Looks,
  caseId: string,
  seen: Seen | undefined,
  ask: AskConsistency,
): Promise<Verdict> {
  const failed = (fault: Fault, sequence?: number): Verdict =>
    sequence === undefined ? { state: "failed", fault } : { state: "failed", fault, sequence };
  if (seen && seen.log !== view.checkpoint.log) return failed("key");
  const opened = await openShown(view.checkpoint);
  if (!opened) return failed("signature");
  for (const look of view.looks) {
    const isIn =
      rowFits(look, caseId) && (await verifyInclusion(look.leaf, look.sequence, opened.size, look.path, opened.root));
    if (!isIn) return failed("look", look.sequence);
  }
  const root = btoa(String.fromCharCode(...opened.root));
  const shown: Seen = { log: view.checkpoint.log, size: opened.size, root };
  const fault = seen && (await consistent(seen, shown, ask));
  if (fault) return failed(fault);
  return { state: "verified", seen: seen && seen.size > shown.size ? seen : shown };
}
