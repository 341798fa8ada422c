import type { Clause, Clauses, Instrument, RegulationItem } from "../api/client";
import { fold } from "./fold";

export type RegulationTab = "clauses" | "pathways" | "entitlements" | "sources" | "change";
export const kRegulationTabs: RegulationTab[] = ["clauses", "pathways", "entitlements", "sources", "change"];

/** What the address of the regulation page says; every part may be missing. */
export interface RegulationSearch {
  view?: RegulationTab;
  /** The day as an ISO date. */
  on?: string;
  instrument?: string;
  clause?: string;
  /** "duty/answer-verification" */
  item?: string;
  pathway?: string;
  case?: string;
}

/** The router reads numbers as numbers; an address holds texts only. */
export function regulationSearch(raw: Record<string, unknown>): RegulationSearch {
  const search: RegulationSearch = {};
  for (const key of ["on", "instrument", "clause", "item", "pathway", "case"] as const) {
    const value = raw[key];
    if (typeof value === "string" || typeof value === "number") search[key] = String(value);
  }
  const view = kRegulationTabs.find((tab) => tab === raw.view);
  if (view) search.view = view;
  return search;
}

/** How an item stands on the day shown: what is not in force either begins later or has ended. */
export type StandingKind = "inForce" | "notYet" | "noLonger" | "unknown";

export function standingOf(item: Pick<RegulationItem, "standing" | "from">, on: string): StandingKind {
  if (item.standing === "in_force") return "inForce";
  if (item.standing !== "not_in_force") return "unknown";
  return item.from !== undefined && item.from > on ? "notYet" : "noLonger";
}

export interface InstrumentClauses {
  instrument: Instrument;
  clauses: Clause[];
}

/** Everything a reader may search a clause by, in both languages, folded once. */
function soughtTextOf(clause: Clause, instrument: Instrument): string {
  const said = [
    clause.cite,
    clause.says,
    ...clause.actors,
    ...clause.carriers.map((one) => one.title),
    instrument.title,
  ];
  return fold([clause.clause, instrument.number, ...said.flatMap(({ vi, en }) => [vi, en])].join(" "));
}

/** The clauses by instrument, and which of them hold every word of a search. */
export function clauseIndex({ instruments, clauses }: Clauses) {
  const rows = instruments.flatMap((instrument) =>
    clauses
      .filter((clause) => clause.instrument === instrument.id)
      .map((clause) => ({ clause, instrument, text: soughtTextOf(clause, instrument) })),
  );
  return (sought: string): InstrumentClauses[] => {
    const words = fold(sought).split(/\s+/);
    const found = rows.filter(({ text }) => words.every((word) => text.includes(word)));
    return instruments
      .map((instrument) => ({
        instrument,
        clauses: found.filter((row) => row.instrument === instrument).map((row) => row.clause),
      }))
      .filter((group) => group.clauses.length > 0);
  };
}
