// @vitest-environment node
import { describe, expect, it } from "vitest";
import { formatDay, formatMoment, formatTime, isDueToday, limitOf, momentAt, timeLeft } from "../src/domain/time";

const at = (iso: string) => Date.parse(iso);

describe("formatting", () => {
  it("shows the wall clock of the moment's own offset, wherever the device is", () => {
    expect(formatMoment("2023-06-03T22:40:00+07:00")).toBe("03/06/2023 22:40");
    expect(formatDay("2023-06-03T22:40:00+07:00")).toBe("03/06/2023");
    expect(formatTime("2023-06-03T02:05:00+07:00")).toBe("02:05");
    expect(formatMoment("2023-06-03T15:40:00Z")).toBe("03/06/2023 15:40");
  });

  it("says a deadline at midnight as the end of the day before", () => {
    expect(limitOf("2023-06-27T00:00:00+07:00")).toEqual({ kind: "endOf", day: "26/06/2023" });
    expect(limitOf("2023-06-04T00:17:00+07:00")).toEqual({ kind: "before", moment: "04/06/2023 00:17" });
  });

  it("turns an instant into the wall clock of an offset", () => {
    expect(momentAt(at("2023-06-03T17:05:00Z"), 420)).toEqual({ year: 2023, month: 6, day: 4, hour: 0, minute: 5 });
  });
});

describe("time left", () => {
  const now = at("2023-06-04T08:12:00+07:00");
  it.each([
    ["2023-06-04T08:57:00+07:00", { kind: "leftMinutes", count: 45 }],
    ["2023-06-04T08:12:30+07:00", { kind: "leftMinutes", count: 1 }],
    ["2023-06-04T11:11:00+07:00", { kind: "leftHours", count: 2 }],
    ["2023-06-05T00:00:00+07:00", { kind: "endOfToday" }],
    ["2023-06-06T00:00:00+07:00", { kind: "endOfTomorrow" }],
    ["2023-06-07T00:00:00+07:00", { kind: "leftDays", count: 2 }],
    ["2023-06-06T09:00:00+07:00", { kind: "leftDays", count: 2 }],
    ["2023-06-04T08:12:00+07:00", { kind: "lateMinutes", count: 1 }],
    ["2023-06-04T01:12:00+07:00", { kind: "lateHours", count: 7 }],
    ["2023-06-02T08:12:00+07:00", { kind: "lateDays", count: 2 }],
  ])("until %s", (due, expected) => {
    expect(timeLeft(due, now)).toEqual(expected);
  });

  it("counts a deadline at next midnight as due today, one a minute later not", () => {
    expect(isDueToday("2023-06-05T00:00:00+07:00", now)).toBe(true);
    expect(isDueToday("2023-06-05T00:02:00+07:00", now)).toBe(false);
  });
});
