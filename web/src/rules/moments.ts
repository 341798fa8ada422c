const kMicrosecondsOfSecond = 1_000_000n;
const kMillisecondsOfDay = 86_400_000;
const kMostSeconds = 315_576_000_000;

const kDay = /(\d{4})-(\d\d)-(\d\d)/.source;
const kDate = new RegExp(`^${kDay}$`);
const kInstant = new RegExp(
  `^${kDay}T([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,6}))?)?(?:Z|([+-])([01]\\d|2[0-3]):([0-5]\\d))$`,
);
const kDuration = /^(-?)(?=\d)(?:(\d{1,12})h)?(?:(\d{1,12})m)?(?:(\d{1,12})s)?$/;

const kFirst = dayNumber(0, 1, 1) ?? 0;
const kLast = dayNumber(9999, 12, 31) ?? 0;

export const kFirstDay = BigInt(kFirst);
export const kLastDay = BigInt(kLast);
export const kMicrosecondsOfDay = BigInt(kMillisecondsOfDay) * 1000n;
export const kMostDuration = BigInt(kMostSeconds) * kMicrosecondsOfSecond;

/** Days since 1970-01-01, or nothing when the calendar has no such day. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would take the year 23 for 1923
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.getTime() / kMillisecondsOfDay
    : undefined;
}

/** "2023-07-01" as days since 1970-01-01. */
export function parseDate(text: string): bigint | undefined {
  const found = kDate.exec(text);
  const day = found && dayNumber(Number(found[1]), Number(found[2]), Number(found[3]));
  return typeof day === "number" ? BigInt(day) : undefined;
}

/** "2023-06-03T22:40[:05[.123456]](Z|±hh:mm)" as microseconds since 1970-01-01T00:00Z; an offset is required. */
export function parseInstant(text: string): bigint | undefined {
  const found = kInstant.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", sign, east = "0", eastMinute = "0"] = found;
  const days = dayNumber(Number(year), Number(month), Number(day));
  if (days === undefined) return undefined;
  const offset = (Number(east) * 60 + Number(eastMinute)) * (sign === "-" ? -60 : 60);
  const seconds = days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset;
  return BigInt(seconds) * kMicrosecondsOfSecond + BigInt(fraction.padEnd(6, "0"));
}

/** "72h", "1h30m", "-90s" as microseconds. */
export function parseDuration(text: string): bigint | undefined {
  const found = kDuration.exec(text);
  if (!found) return undefined;
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = found;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (whole > kMostSeconds) return undefined;
  return BigInt(sign === "-" ? -whole : whole) * kMicrosecondsOfSecond;
}
