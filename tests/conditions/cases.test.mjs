// The engine's answers to generated conditions, compared with those of the browser's evaluator as it is shipped.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { browserRules, bundleBytes } from "./browser_rules.mjs";
import { generatedCases, kSignature } from "./generated_cases.mjs";

const cases = generatedCases();
const { compile, explain, truthOf } = await browserRules();

const shown = (truth) => (truth === undefined ? "unknown" : String(truth));

/** What the browser makes of a source, in the words of the file. */
function answerOf(source, environment) {
  const { problems, condition } = compile(source, kSignature);
  if (problems) return { errors: problems.map(({ offset, id }) => ({ offset, id })) };
  const { truth, because } = explain(condition, environment);
  assert.equal(truth, truthOf(condition, environment));
  return {
    truth: shown(truth),
    because: because.map(({ text, worth, names }) => ({ names, text, worth: shown(worth) })),
  };
}

/** Sources on which both differ, the shortest first. */
function differences(chosen) {
  return chosen
    .map(({ source, environment, truth, because, errors }) => {
      const expected = errors ? { errors } : { truth, because };
      return { source, expected, found: answerOf(source, environment) };
    })
    .filter(({ expected, found }) => JSON.stringify(sorted(expected)) !== JSON.stringify(sorted(found)))
    .sort((left, right) => left.source.length - right.source.length);
}

/** With the members of every object in one order. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function assertNone(found) {
  assert.equal(found.length, 0, `${found.length} differ, the first:\n${JSON.stringify(found.slice(0, 3), null, 1)}`);
}

describe("the browser's evaluator", () => {
  const answered = cases.filter((one) => one.truth);
  const refused = cases.filter((one) => one.errors);

  test(`answers and explains ${answered.length} generated conditions as the engine does`, () => {
    assert.ok(new Set(answered.map((one) => one.source)).size >= 10_000);
    for (const truth of ["true", "false", "unknown"]) {
      assert.ok(answered.filter((one) => one.truth === truth).length >= 1_000, truth);
    }
    assertNone(differences(answered));
  });

  test(`refuses ${refused.length} sources where the engine does`, () => {
    const ids = new Set(refused.flatMap((one) => one.errors.map(({ id }) => id)));
    for (const id of ["too_long", "too_deep", "too_many_nodes", "wrong_type", "bad_duration"]) assert.ok(ids.has(id), id);
    assert.ok(refused.length >= 3_000);
    assertNone(differences(refused));
  });

  test("is small: at most 4 KB over the wire", async () => {
    const bytes = await bundleBytes();
    assert.ok(bytes <= 4096, `${bytes} bytes`);
  });
});
