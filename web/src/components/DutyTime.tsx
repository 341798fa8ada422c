import type { Duty } from "../api/client";
import { isLate, isOpen, sectionOf } from "../domain/duties";
import { limitOf, timeLeft } from "../domain/time";
import { useSpeech } from "../messages/language";
import type { Messages } from "../messages/vi";
import { Icon, type IconName } from "./Icon";
import { useNow } from "./use-now";

export function leftInWords(dueAt: string, now: number, t: Messages): string {
  const left = timeLeft(dueAt, now);
  return "count" in left ? t.time[left.kind](left.count) : t.time[left.kind];
}

export function limitInWords(dueAt: string, t: Messages): string {
  const limit = limitOf(dueAt);
  return limit.kind === "endOf" ? t.time.endOf(limit.day) : t.time.before(limit.moment);
}

/** How urgent a duty is, in words, with an icon and a date; the colour only repeats it. */
export function DutyTime({ duty }: { duty: Duty }) {
  const { t } = useSpeech();
  const now = useNow();
  if (!duty.due_at) {
    return (
      <p className="time" data-urgency="none">
        <Icon name="ahead" size={18} />
        <span className="time-words">{t.time.noTime}</span>
      </p>
    );
  }
  const section = sectionOf(duty, now);
  const late = section === "late";
  return (
    <p className="time" data-urgency={section}>
      <Icon name={late ? "late" : "clock"} size={18} />
      <span className="time-words">{leftInWords(duty.due_at, now, t)}</span>
      <span className="time-date">
        {limitInWords(duty.due_at, t)}
        {duty.undecided && ` (${t.time.undecided})`}
      </span>
    </p>
  );
}

const kStandingIcons: Record<string, IconName> = { late: "late", done: "done", done_late: "done", lapsed: "lapsed" };

export function StandingTag({ duty }: { duty: Duty }) {
  const { t } = useSpeech();
  const now = useNow();
  const standing = isOpen(duty) && isLate(duty, now) ? "late" : duty.standing;
  const words: Record<string, string> = {
    ...t.standing,
    open: duty.due_at ? t.standing.open : t.standing.openUndated,
  };
  return (
    <span className="tag" data-standing={standing}>
      <Icon name={kStandingIcons[standing] ?? "clock"} size={16} />
      {words[standing] ?? standing}
    </span>
  );
}
