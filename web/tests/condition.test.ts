// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConditionError, isAsked, truthOf } from "../src/form/condition";

describe("conditions of a form", () => {
  const answers = { result: "victim", minor: false, age: 24, needs: ["food", "lodging"] };
  it.each([
    ["fields.result == 'victim'", true],
    ['fields.result == "not_victim"', false],
    ["fields.result != 'victim'", false],
    ["fields.result in ['victim', 'other']", true],
    ["'food' in fields.needs", true],
    ["'medical' in fields.needs", false],
    ["fields.age == 24", true],
    ["fields.minor", false],
    ["!fields.minor", true],
    ["fields.minor == false && fields.result == 'victim'", true],
    ["fields.minor || fields.result == 'victim'", true],
    ["!(fields.minor || fields.age == 3)", true],
    ["has(fields.result)", true],
    ["has(fields.absent)", false],
    ["fields.absent == 'x'", undefined],
    ["fields.absent != 'x'", undefined],
    ["fields.absent == 'x' || fields.result == 'victim'", true],
    ["fields.absent == 'x' && fields.result == 'other'", false],
    ["fields.absent in ['x']", undefined],
  ])("%s is %s", (source, truth) => {
    expect(truthOf(source, answers)).toBe(truth);
  });

  it("asks only when the condition is true, and always when there is none", () => {
    expect(isAsked(undefined, {})).toBe(true);
    expect(isAsked("fields.result == 'victim'", answers)).toBe(true);
    expect(isAsked("fields.absent == 'x'", answers)).toBe(false);
  });

  it("refuses what it does not know, and then asks: the server decides", () => {
    expect(() => truthOf("fields.age > 18", answers)).toThrow(ConditionError);
    expect(() => truthOf("case.stage == 'draft'", answers)).toThrow(ConditionError);
    expect(() => truthOf("fields.result == 'victim' extra", answers)).toThrow(ConditionError);
    expect(isAsked("fields.age > 18", answers)).toBe(true);
  });
});

interface SharedCase {
  name: string;
  source: string;
  environment?: Record<string, unknown>;
  truth?: string;
}

describe("the cases shared with the engine", () => {
  const kTruths: Record<string, boolean | undefined> = { true: true, false: false, unknown: undefined };
  const file = readFileSync(new URL("../../tests/conditions/cases.json", import.meta.url), "utf8");
  const shared = (JSON.parse(file) as { cases: SharedCase[] }).cases;

  /** Those this subset can say, said over the answers of a form. */
  const speakable = shared.flatMap((one) => {
    const source = one.source.replaceAll("fact.", "fields.");
    const answers = Object.fromEntries(
      Object.entries(one.environment ?? {}).flatMap(([name, value]) =>
        name.startsWith("fact.") && value !== null ? [[name.slice("fact.".length), value]] : [],
      ),
    );
    try {
      return one.truth !== undefined && one.truth in kTruths
        ? [{ name: one.name, truth: truthOf(source, answers), expected: kTruths[one.truth] }]
        : [];
    } catch (error) {
      if (error instanceof ConditionError) return [];
      throw error;
    }
  });

  it("are more than a few", () => expect(speakable.length).toBeGreaterThan(30));

  it.each(speakable)("$name", ({ truth, expected }) => expect(truth).toBe(expected));
});
