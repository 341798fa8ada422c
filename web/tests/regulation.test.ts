import { describe, expect, it } from "vitest";
import type { Clauses } from "../src/api/client";
import { dayFrom } from "../src/components/regulation/DayChoice";
import { clauseIndex, regulationSearch, standingOf } from "../src/domain/regulation";

describe("the address of the regulation page", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(regulationSearch({ clause: "H31", on: "2023-06-03", view: "pathways", surprise: "x", item: {} })).toEqual({
      clause: "H31",
      on: "2023-06-03",
      view: "pathways",
    });
    expect(regulationSearch({ view: "nothing" })).toEqual({});
  });

  it("reads a clause that looks like a number as a text", () => {
    expect(regulationSearch({ clause: 24 })).toEqual({ clause: "24" });
  });
});

describe("a day as it is typed", () => {
  it.each([
    ["03/06/2023", "2023-06-03"],
    ["3.6.2023", "2023-06-03"],
    [" 29-2-2024 ", "2024-02-29"],
    ["29/02/2023", undefined],
    ["31/04/2023", undefined],
    ["2023-06-03", undefined],
    ["", undefined],
  ])("%s is %s", (typed, day) => {
    expect(dayFrom(typed)).toBe(day);
  });
});

describe("standing on a day", () => {
  it("tells what has not begun from what has ended, and from what is not known", () => {
    const of = (standing: string, from?: string) => ({ standing, ...(from !== undefined && { from }) });
    expect(standingOf(of("in_force", "2023-05-10"), "2023-06-03")).toBe("inForce");
    expect(standingOf(of("not_in_force", "2025-07-01"), "2023-06-03")).toBe("notYet");
    expect(standingOf(of("not_in_force", "2012-01-01"), "2025-07-01")).toBe("noLonger");
    expect(standingOf(of("unknown", "2012-01-01"), "2023-06-03")).toBe("unknown");
  });
});

const text = (vi: string, en: string) => ({ vi, en });
const instrument = (id: string, number: string) => ({
  id,
  number,
  title: text("Quy chế phối hợp", "Coordination regulation"),
  from: "2023-05-10",
  standing: "in_force",
  certainty: "verified",
  read_at: "",
});
const clause = (of: string, name: string, vi: string, en: string) => ({
  instrument: of,
  clause: name,
  cite: text(name.replace("art.", "Điều"), name),
  says: text(vi, en),
  certainty: "verified",
  actors: [],
  carriers: [],
});
const data: Clauses = {
  on: "2023-06-03",
  instruments: [instrument("city", ""), instrument("law", "66/2011/QH12")],
  clauses: [
    clause("city", "H19", "Báo ngay khi có dấu hiệu nguy hiểm", "Tell at once on signs of danger"),
    clause("city", "H31", "Bố trí chỗ ở", "Give lodging"),
    clause("law", "art. 24", "Xác minh ban đầu", "First verification"),
  ],
};

describe("the search of clauses", () => {
  const found = (sought: string) =>
    clauseIndex(data)(sought).flatMap((group) => group.clauses.map((one) => one.clause));

  it.each([
    ["", ["H19", "H31", "art. 24"]],
    ["nguy hiem", ["H19"]],
    ["NGUY HIỂM bao", ["H19"]],
    ["danger", ["H19"]],
    ["66/2011", ["art. 24"]],
    ["dieu 24", ["art. 24"]],
    ["h31", ["H31"]],
    ["khong co", []],
  ])("“%s” finds %s", (sought, clauses) => {
    expect(found(sought)).toEqual(clauses);
  });
});
