// Where a condition is plain CEL, a CEL implementation written by others says the same: what is unknown here is its error.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Environment } from "@marcbachmann/cel-js";
import { generatedCases, kSignature } from "./generated_cases.mjs";

/**
 * Sources and values that are ours or theirs alone (src/rules/language.md, "Not as in CEL"): legal days, has(…) of a plain
 * name, moments finer than a millisecond, and the ends of time, which CEL puts elsewhere.
 */
const kNotCel = /\bdate\(|\bf\.[de]\b|has\s*\(\s*p\b/;
const kEndsOfTime = /0000-01-01|9999-12-31|315576000000|000001Z|\.000001/;
/** The one fault of theirs that was found: minus the smallest integer is no overflow to them. */
const kNegatedName = /-\s*\(?[-(f]/;
const kSmallest = /9223372036854775808/;

const cel = new Environment({ unlistedVariablesAreDyn: true });
const written = (value) => (typeof value === "bigint" ? String(value) : JSON.stringify(value));

function isShared({ source, environment, truth }) {
  const values = Object.entries(environment).filter(([name]) => !/^f\.[de]$/.test(name));
  const all = [source, ...values.map(([, value]) => written(value))].join(" ");
  if (truth === undefined || kNotCel.test(source) || kEndsOfTime.test(all) || source !== source.normalize()) return false;
  return !(kNegatedName.test(source) && kSmallest.test(all));
}

function asCel(type, value) {
  if (type === "instant") return new Date(value);
  return type === "duration" ? cel.evaluate(`duration('${value}')`) : value;
}

/** The dotted names as fields of a map; a name without a value is not in it. */
function variablesOf(environment) {
  const variables = { f: {} };
  for (const [name, value] of Object.entries(environment)) {
    if (value === null || kSignature[name] === "date") continue;
    const holder = name.startsWith("f.") ? variables.f : variables;
    holder[name.replace("f.", "")] = asCel(kSignature[name], value);
  }
  return variables;
}

function answerOf({ source, environment }) {
  const compiled = cel.parse(source.replaceAll(/\binstant(?=\s*\()/g, "timestamp"));
  try {
    return String(compiled(variablesOf(environment)));
  } catch (error) {
    const isUnknown = /^(No such key|Unknown variable|integer overflow)/.test(error.message);
    return isUnknown ? "unknown" : error.message;
  }
}

const shared = generatedCases().filter(isShared);

test(`CEL agrees with the engine on the ${shared.length} generated conditions that both can say`, () => {
  assert.ok(shared.length >= 5_000, `only ${shared.length} are shared`);
  for (const truth of ["true", "false", "unknown"]) {
    assert.ok(shared.filter((one) => one.truth === truth).length >= 1_000, truth);
  }
  for (const word of ["instant(", "duration(", " in ", "size(", "has(", " ? ", " - "]) {
    assert.ok(shared.filter((one) => one.source.includes(word)).length >= 200, word);
  }
  const differing = shared
    .map((one) => ({ source: one.source, engine: one.truth, cel: answerOf(one) }))
    .filter((one) => one.engine !== one.cel)
    .sort((left, right) => left.source.length - right.source.length);
  assert.equal(differing.length, 0, `${differing.length} of ${shared.length}:\n${JSON.stringify(differing.slice(0, 5), null, 1)}`);
});
