/** A moment as the wall clock of its own place shows it. */
export interface LocalMoment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const kMinute = 60_000;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

export function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** Minutes east of Greenwich written at the end of an ISO moment; 0 for "Z". */
export function offsetMinutesOf(iso: string): number {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  if (!found) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

export function momentAt(instant: number, offsetMinutes: number): LocalMoment {
  const shifted = new Date(instant + offsetMinutes * kMinute);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

function localOf(iso: string): LocalMoment {
  return momentAt(Date.parse(iso), offsetMinutesOf(iso));
}

function dayText(moment: LocalMoment): string {
  return `${two(moment.day)}/${two(moment.month)}/${moment.year}`;
}

/** "03/06/2023" */
export function formatDay(iso: string): string {
  return dayText(localOf(iso));
}

/** "22:40" */
export function formatTime(iso: string): string {
  const moment = localOf(iso);
  return `${two(moment.hour)}:${two(moment.minute)}`;
}

/** "03/06/2023 22:40" */
export function formatMoment(iso: string): string {
  return `${formatDay(iso)} ${formatTime(iso)}`;
}

export type Limit = { kind: "endOf"; day: string } | { kind: "before"; moment: string };

/** A deadline names its first moment outside. When that is a midnight, people say the day before it. */
export function limitOf(dueAt: string): Limit {
  const due = localOf(dueAt);
  if (due.hour !== 0 || due.minute !== 0) return { kind: "before", moment: formatMoment(dueAt) };
  return { kind: "endOf", day: dayText(momentAt(Date.parse(dueAt) - kMinute, offsetMinutesOf(dueAt))) };
}

export type TimeLeft =
  | { kind: "lateMinutes" | "lateHours" | "lateDays" | "leftMinutes" | "leftHours" | "leftDays"; count: number }
  | { kind: "endOfToday" | "endOfTomorrow" };

function daysBetween(from: LocalMoment, to: LocalMoment): number {
  return Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / kDay);
}

/** How long until a deadline, in the coarsest unit that is still honest: what is left is rounded down. */
export function timeLeft(dueAt: string, now: number): TimeLeft {
  const due = Date.parse(dueAt);
  const left = due - now;
  if (left <= 0) return late(-left);
  if (left < kHour) return { kind: "leftMinutes", count: Math.max(1, Math.floor(left / kMinute)) };
  const offset = offsetMinutesOf(dueAt);
  const lastDay = momentAt(due - kMinute, offset);
  const days = daysBetween(momentAt(now, offset), lastDay);
  const wholeDay = limitOf(dueAt).kind === "endOf";
  if (wholeDay && days === 0) return { kind: "endOfToday" };
  if (wholeDay && days === 1) return { kind: "endOfTomorrow" };
  if (wholeDay) return { kind: "leftDays", count: days };
  if (left < kDay) return { kind: "leftHours", count: Math.floor(left / kHour) };
  return { kind: "leftDays", count: Math.floor(left / kDay) };
}

function late(overdue: number): TimeLeft {
  if (overdue < kHour) return { kind: "lateMinutes", count: Math.max(1, Math.floor(overdue / kMinute)) };
  if (overdue < kDay) return { kind: "lateHours", count: Math.floor(overdue / kHour) };
  return { kind: "lateDays", count: Math.floor(overdue / kDay) };
}

/** Whether a deadline's last moment lies on the local day of `now`. */
export function isDueToday(dueAt: string, now: number): boolean {
  const offset = offsetMinutesOf(dueAt);
  return daysBetween(momentAt(now, offset), momentAt(Date.parse(dueAt) - kMinute, offset)) === 0;
}

export function isWithinDays(dueAt: string, now: number, days: number): boolean {
  const offset = offsetMinutesOf(dueAt);
  return daysBetween(momentAt(now, offset), momentAt(Date.parse(dueAt) - kMinute, offset)) <= days;
}
