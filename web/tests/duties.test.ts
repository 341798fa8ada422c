// @vitest-environment node
import { describe, expect, it } from "vitest";
import { byTimeLeft, dutiesByHolder, dutiesBySection, sectionOf } from "../src/domain/duties";
import { duty } from "./samples";

const now = Date.parse("2023-06-04T08:12:00+07:00");
const ids = (duties: { id: string }[]) => duties.map((one) => one.id);

describe("duty sorting", () => {
  it("puts the earliest deadline first and duties without one last, the older first", () => {
    const sorted = [
      duty("undated-new", { opened_at: "2023-06-04T00:00:00+07:00" }),
      duty("later", { due_at: "2023-06-27T00:00:00+07:00" }),
      duty("undated-old", { opened_at: "2023-06-01T00:00:00+07:00" }),
      duty("soon", { due_at: "2023-06-04T09:00:00+07:00" }),
      duty("late", { due_at: "2023-06-04T01:00:00+07:00" }),
    ].sort(byTimeLeft);
    expect(ids(sorted)).toEqual(["late", "soon", "later", "undated-old", "undated-new"]);
  });

  it("compares moments, not texts of different offsets", () => {
    const sorted = [
      duty("b", { due_at: "2023-06-04T09:00:00+07:00" }),
      duty("a", { due_at: "2023-06-04T01:00:00Z" }),
    ].sort(byTimeLeft);
    expect(ids(sorted)).toEqual(["a", "b"]);
  });

  it("lays each open duty into one section", () => {
    const sections = dutiesBySection(
      [
        duty("late-by-server", { standing: "late", due_at: "2023-06-04T01:00:00+07:00" }),
        duty("late-meanwhile", { due_at: "2023-06-04T08:00:00+07:00" }),
        duty("today", { due_at: "2023-06-05T00:00:00+07:00" }),
        duty("in-a-week", { due_at: "2023-06-12T00:00:00+07:00" }),
        duty("after", { due_at: "2023-06-13T00:00:00+07:00" }),
        duty("undated"),
      ],
      now,
    );
    expect(Object.fromEntries(Object.entries(sections).map(([name, duties]) => [name, ids(duties)]))).toEqual({
      late: ["late-by-server", "late-meanwhile"],
      today: ["today"],
      week: ["in-a-week"],
      later: ["after"],
      undated: ["undated"],
    });
  });

  it("counts what falls due within the shift as today's, also past midnight", () => {
    const evening = Date.parse("2023-06-03T22:31:00+07:00");
    expect(sectionOf(duty("night", { due_at: "2023-06-04T00:08:00+07:00" }), evening)).toBe("today");
    expect(sectionOf(duty("morning", { due_at: "2023-06-04T09:00:00+07:00" }), evening)).toBe("week");
  });

  it("groups by holder, my own unit first, then whoever has most to do", () => {
    const groups = dutiesByHolder(
      [
        duty("1", { holder: "centre" }),
        duty("2", { holder: "police" }),
        duty("3", { holder: "police" }),
        duty("4", { holder: "post", standing: "done" }),
      ],
      "post",
    );
    expect(groups.map((group) => group.holder)).toEqual(["post", "police", "centre"]);
    expect(ids(groups[0]?.closed ?? [])).toEqual(["4"]);
  });
});
