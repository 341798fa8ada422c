import { describe, expect, it } from "vitest";
import type { Reader, Readers } from "../src/api/client";
import { byClass } from "../src/domain/readers";

const both = (words: string) => ({ vi: words, en: words });
const reach = (field_class: string, is_open: boolean): Reader["classes"][number] => ({
  field_class,
  is_open,
  asks_step_up: false,
  asks_passkey: false,
  only_for: [],
  has_key: is_open,
  reason: both("vì thế"),
});
const reader = (unit: string, classes: Reader["classes"]): Reader => ({
  unit,
  unit_name: both(unit),
  relation_name: both("việc"),
  classes,
});

describe("who can see a part of a case", () => {
  const view: Readers = {
    at: "2023-06-01T08:00:00+07:00",
    written: ["F3", "F5"],
    readers: [
      reader("post", [reach("F3", true), reach("F5", false), reach("FT", false)]),
      reader("centre", [reach("F3", false), reach("F5", true), reach("FT", false)]),
      reader("department", [reach("F3", true), reach("F5", false), reach("FT", false)]),
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
    const closed = [reader("post", [reach("F4m", false), reach("FS", false)])];
    const parts = byClass({ ...view, written: ["F4m"], readers: closed });
    expect(parts.map((part) => [part.fieldClass, part.written, part.open.length])).toEqual([["F4m", true, 0]]);
  });
});
