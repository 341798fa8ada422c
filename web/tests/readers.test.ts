import { describe, expect, it } from "vitest";
import type { Reader, Readers } from "../src/api/client";
import { byClass } from "../src/domain/readers";

const both = (words: string) => ({ vi: words, en: words });
const reach = (field_class: string, state: string): Reader["classes"][number] => ({
  field_class,
  class_name: both(field_class),
  state,
  has_key: state !== "closed",
  purposes: [],
  reason: both("vì thế"),
});
const reader = (unit: string, classes: Reader["classes"]): Reader => ({
  unit,
  unit_name: both(unit),
  role_name: both("vai"),
  relation_name: both(""),
  reason: both("vì thế"),
  classes,
});

describe("who can see a part of a case", () => {
  const view: Readers = {
    at: "2023-06-01T08:00:00+07:00",
    written: ["F3", "F5"],
    readers: [
      reader("post", [reach("F3", "open"), reach("F5", "closed"), reach("FT", "closed")]),
      reader("centre", [reach("F3", "closed"), reach("F5", "open_stepped_up"), reach("FT", "closed")]),
      reader("department", [reach("F3", "open_for"), reach("F5", "closed"), reach("FT", "closed")]),
    ],
  };

  it("is told part by part, those who can before those who cannot", () => {
    const told = byClass(view).map((part) => [
      part.fieldClass,
      part.open.map((one) => one.reader.unit),
      part.closed.map((one) => one.reader.unit),
    ]);
    expect(told).toEqual([
      ["F3", ["post", "department"], ["centre"]],
      ["F5", ["centre"], ["post", "department"]],
    ]);
  });

  it("says that a written part is open to nobody, and is silent about an empty one", () => {
    const closed = [reader("post", [reach("F4m", "closed"), reach("FS", "closed")])];
    const parts = byClass({ ...view, written: ["F4m"], readers: closed });
    expect(parts.map((part) => [part.fieldClass, part.written, part.open.length])).toEqual([["F4m", true, 0]]);
  });
});
