// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, truthOf } from "../src/rules/condition";
import { type Because, explain } from "../src/rules/explain";
import type { Environment, Signature, Truth } from "../src/rules/syntax";

interface SharedCase {
  name: string;
  source: string;
  environment?: Environment;
  truth?: string;
  because?: { text: string; worth: string; names: string[] }[];
  errors?: { offset: number; id: string }[];
}

const kFile = readFileSync(new URL("../../tests/conditions/cases.json", import.meta.url), "utf8");
const { signature, cases } = JSON.parse(kFile) as { signature: Signature; cases: SharedCase[] };

/** Integers beyond what a number of JavaScript holds stand in the file as texts of digits. */
const withIntegers = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) =>
      signature[name] === "int" && typeof value === "string" ? [name, BigInt(value)] : [name, value],
    ),
  );

const shown = (truth: Truth) => (truth === undefined ? "unknown" : String(truth));
const shownParts = (because: Because[]) => because.map((part) => ({ ...part, worth: shown(part.worth) }));

function compiled(source: string) {
  const result = compile(source, signature);
  if ("problems" in result) throw new Error(`${source}: ${JSON.stringify(result.problems)}`);
  return result.condition;
}

function problems(source: string) {
  const result = compile(source, signature);
  return "problems" in result ? result.problems : [];
}

describe("the cases shared with the engine", () => {
  it.each(cases.filter((one) => one.errors))("refuses: $name", ({ source, errors }) => {
    expect(problems(source).map(({ offset, id }) => ({ offset, id }))).toEqual(errors);
  });

  it.each(cases.filter((one) => !one.errors))(
    "answers: $name",
    ({ source, environment: given = {}, truth, because }) => {
      const condition = compiled(source);
      const environment = withIntegers(given);
      const answer = explain(condition, environment);
      expect(shown(answer.truth)).toBe(truth);
      expect(truthOf(condition, environment)).toBe(answer.truth);
      expect(answer.because).not.toHaveLength(0);
      if (because) expect(shownParts(answer.because)).toEqual(because);
    },
  );
});

describe("a problem", () => {
  it("points at the byte and at the index in the string", () => {
    expect(problems("'tiếp nhận' == 3")).toEqual([{ id: "wrong_type", offset: 19, index: 15 }]);
    expect(problems("'😀' == 3")).toEqual([{ id: "wrong_type", offset: 10, index: 8 }]);
  });

  it("is half a letter, as the engine refuses bytes that are no UTF-8", () => {
    expect(problems("'ế' == '\ud800'")).toEqual([{ id: "not_utf8", offset: 10, index: 8 }]);
  });

  it("of a source that is too long is where the last byte that fits ends", () => {
    expect(problems(`${"ế".repeat(1365)}ab`)).toEqual([{ id: "too_long", offset: 4096, index: 1366 }]);
  });

  it.each([
    ["(", "too_deep"],
    ["!", "too_deep"],
    ["-", "too_deep"],
    ["size(", "too_deep"],
    ["true&&", "too_many_nodes"],
  ])("is told of a bomb of %s", (part, id) => {
    const bomb = part.repeat(4096 / part.length);
    expect(problems(id === "too_deep" ? bomb : `${part.repeat(600)}true`)[0]?.id).toBe(id);
    expect(problems(bomb.repeat(1 << 10))[0]?.id).toBe("too_long");
  });
});

describe("what a name is worth", () => {
  it.each([
    ["fact.age == 3", "3"],
    ["fact.age == 3", 3.5],
    ["fact.age > 3", 2 ** 53],
    ["fact.age > 3", 2n ** 63n],
    ["fact.minor", 1],
    ["fact.stage == '3'", 3],
    ["fact.found_on == date('2023-02-28')", "2023-02-30"],
    ["fact.received_at > instant('2023-01-01T00:00Z')", "2023-06-03T22:40"],
    ["fact.waited > duration('1h')", "3d"],
    ["'a' in fact.needs", ["a", 1]],
    ["'a' in fact.needs", "a"],
  ])("%s with %s is unknown: a value of another type", (source, value) => {
    const condition = compiled(source);
    const [name] = explain(condition, {}).because[0]?.names ?? [];
    expect(truthOf(condition, { [name ?? ""]: value })).toBeUndefined();
  });

  it("is not read from what every object has", () => {
    expect(compile("constructor == 'a'", {})).toEqual({ problems: [{ id: "unknown_name", offset: 0, index: 0 }] });
    const result = compile("toString == 'a'", Object.fromEntries([["toString", "text"]]) as Signature);
    expect("condition" in result && truthOf(result.condition, {})).toBeUndefined();
    expect(problems("valueOf('a') == 1")[0]?.id).toBe("unknown_function");
  });

  it("may be any integer of 64 bits", () => {
    expect(truthOf(compiled("fact.age == 9223372036854775807"), { "fact.age": 2n ** 63n - 1n })).toBe(true);
  });

  it("is compared in NFC", () => {
    const decomposed = "e\u0302\u0301";
    expect(truthOf(compiled("fact.stage == 'ế'"), { "fact.stage": decomposed })).toBe(true);
    expect(truthOf(compiled("'ế' in fact.needs"), { "fact.needs": [decomposed] })).toBe(true);
  });
});
