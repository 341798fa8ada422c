import type { Draft } from "./draft";

/** What was typed into an act's form and not sent yet. In memory only; it goes when another member signs in. */
const unsent = new Map<string, Draft>();
let owner = "";

const keyOf = (caseId: string, kind: string) => `${caseId}/${kind}`;

export function unsentDraft(caseId: string, kind: string): Draft | undefined {
  return unsent.get(keyOf(caseId, kind));
}

export function keepUnsent(caseId: string, kind: string, draft: Draft) {
  unsent.set(keyOf(caseId, kind), draft);
}

export function dropUnsent(caseId: string, kind: string) {
  unsent.delete(keyOf(caseId, kind));
}

export function giveUnsentTo(member: string) {
  if (member !== owner) unsent.clear();
  owner = member;
}
