import type { RegulationItem } from "../../api/client";
import { type StandingKind, standingOf } from "../../domain/regulation";
import { formatDay } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Icon, type IconName } from "../Icon";

const kCertaintyIcons: Record<string, IconName> = { verified: "done", partial: "half", unverified: "question" };

/** How sure we are that the text says so: in words, with an icon; the colour only repeats it. */
export function CertaintyMark({ certainty }: { certainty: string }) {
  const { t } = useSpeech();
  const words: Record<string, string> = t.clause.certainties;
  return (
    <span className="mark" data-certainty={certainty}>
      <Icon name={kCertaintyIcons[certainty] ?? "question"} size={15} />
      {words[certainty] ?? t.clause.certainties.unknown}
    </span>
  );
}

const kStandingIcons: Record<StandingKind, IconName> = {
  inForce: "done",
  notYet: "clock",
  noLonger: "lapsed",
  unknown: "question",
};

type Dated = Pick<RegulationItem, "standing" | "from" | "until">;

/** Whether it is in force on the day shown; "not in force" and "unknown" say so themselves. */
export function StandingMark({ of, on }: { of: Dated; on: string }) {
  const { t } = useSpeech();
  const kind = standingOf(of, on);
  const day = kind === "notYet" ? of.from : of.until;
  return (
    <span className="mark" data-standing={kind}>
      <Icon name={kStandingIcons[kind]} size={15} />
      {t.regulation.standing[kind](day ? formatDay(day) : "")}
    </span>
  );
}

/** "10/05/2023 – 30/06/2025": the last day is the one before `until`. */
export function Period({ of }: { of: Pick<Dated, "from" | "until"> }) {
  const { t } = useSpeech();
  if (of.from === undefined && of.until === undefined) return <>{t.regulation.undated}</>;
  return (
    <>
      {of.from ? t.regulation.from(formatDay(of.from)) : ""}
      {of.until ? ` ${t.regulation.until(formatDay(of.until))}` : ""}
    </>
  );
}
