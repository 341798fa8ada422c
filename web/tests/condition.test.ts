// @vitest-environment node
import { describe, expect, it } from "vitest";
import { isAsked, namesOf } from "../src/form/condition";

const names = namesOf([
  { name: "result", type: "choice" },
  { name: "note", type: "long_text" },
  { name: "minor", type: "yes_no" },
  { name: "age", type: "integer" },
  { name: "needs", type: "choices" },
  { name: "found_on", type: "date" },
  { name: "returned_on", type: "date" },
  { name: "received_at", type: "instant" },
  { name: "drawing", type: "a_type_of_tomorrow" },
]);

const answers = {
  result: "victim",
  minor: false,
  age: 24,
  needs: ["food", "lodging"],
  found_on: "2024-02-28",
  received_at: "2024-02-28T22:40:00+07:00",
};

describe("a field of a form", () => {
  it("is asked when it has no condition", () => expect(isAsked(undefined, names, {})).toBe(true));

  it.each([
    ["fields.result == 'victim'", true],
    ['fields.result == "not_victim"', false],
    ["fields.result in ['victim', 'other']", true],
    ["'food' in fields.needs", true],
    ["'medical' in fields.needs", false],
    ["fields.age > 18", true],
    ["fields.minor", false],
    ["!(fields.minor || fields.age == 3)", true],
    ["fields.found_on + 2 == date('2024-03-01')", true],
    ["fields.received_at < instant('2024-02-28T16:00Z')", true],
    ["has(fields.note) ? fields.minor : fields.result != 'none'", true],
  ])("with %s is asked: %s", (when, asked) => {
    expect(isAsked(when, names, answers)).toBe(asked);
  });

  it.each(["fields.note == 'x'", "fields.note != 'x'", "!(fields.returned_on > fields.found_on)", "has(fields.note)"])(
    "is not asked while %s waits for an answer",
    (when) => expect(isAsked(when, names, answers)).toBe(false),
  );

  it.each(["case.stage == 'draft'", "fields.drawing == 'x'", "fields.age == 'x'", "fields.minor extra"])(
    "is asked when %s cannot be read here: the server decides",
    (when) => expect(isAsked(when, names, answers)).toBe(true),
  );
});
