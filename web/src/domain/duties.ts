import type { Duty } from "../api/client";
import { isDueToday, isWithinDays } from "./time";

/** What falls due this soon belongs to today's work, also when midnight lies between. */
const kThisShiftMs = 6 * 60 * 60_000;

export type Section = "late" | "today" | "week" | "later" | "undated";
export const kSections: Section[] = ["late", "today", "week", "later", "undated"];

export function isOpen(duty: Duty): boolean {
  return duty.standing === "open" || duty.standing === "late";
}

export function isLate(duty: Duty, now: number): boolean {
  return duty.standing === "late" || (duty.standing === "open" && !!duty.due_at && Date.parse(duty.due_at) <= now);
}

/** By time left; duties without a stated time come last, the older first. */
export function byTimeLeft(a: Duty, b: Duty): number {
  if (a.due_at && b.due_at) return Date.parse(a.due_at) - Date.parse(b.due_at) || byOpening(a, b);
  if (a.due_at || b.due_at) return a.due_at ? -1 : 1;
  return byOpening(a, b);
}

function byOpening(a: Duty, b: Duty): number {
  return Date.parse(a.opened_at) - Date.parse(b.opened_at);
}

export function sectionOf(duty: Duty, now: number): Section {
  if (isLate(duty, now)) return "late";
  if (!duty.due_at) return "undated";
  if (isDueToday(duty.due_at, now) || Date.parse(duty.due_at) - now <= kThisShiftMs) return "today";
  return isWithinDays(duty.due_at, now, 7) ? "week" : "later";
}

export function dutiesBySection(duties: Duty[], now: number): Record<Section, Duty[]> {
  const sections: Record<Section, Duty[]> = { late: [], today: [], week: [], later: [], undated: [] };
  for (const duty of [...duties].sort(byTimeLeft)) sections[sectionOf(duty, now)].push(duty);
  return sections;
}

export interface HolderDuties {
  holder: string;
  name: Duty["holder_name"];
  open: Duty[];
  closed: Duty[];
}

/** The duties of a case by who holds them: my own unit first, then whoever has most still to do. */
export function dutiesByHolder(duties: Duty[], ownUnit: string): HolderDuties[] {
  const holders = new Map<string, HolderDuties>();
  for (const duty of [...duties].sort(byTimeLeft)) {
    const held = holders.get(duty.holder) ?? { holder: duty.holder, name: duty.holder_name, open: [], closed: [] };
    (isOpen(duty) ? held.open : held.closed).push(duty);
    holders.set(duty.holder, held);
  }
  const rank = (one: HolderDuties) => (one.holder === ownUnit ? Number.POSITIVE_INFINITY : one.open.length);
  return [...holders.values()].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}
