// A sample of the mistakes of tests/mutations.mjs, the same in every run; ./campaign mutations makes them all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeAll } from "../mutations.mjs";

test("what the checks are sure to notice, they notice", async () => {
  const sure = /^(remove an escalation|remove a transition|swap a role: holder|drop a guard: when|drop a flow: act$)/;
  const judged = await judgeAll((mutant, i) => sure.test(mutant.operator) && i % 19 === 0);
  assert.ok(judged.length >= 12, `${judged.length} mistakes`);
  const survived = judged.filter(({ by }) => by === "").map(({ operator, file, id }) => `${operator} ${file} ${id}`);
  assert.ok(survived.length * 10 <= judged.length, survived.join("\n"));
});
