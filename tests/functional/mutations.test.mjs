// A sample of the mistakes of tests/mutations.mjs, the same in every run; ./campaign mutations makes them all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeAll } from "../mutations.mjs";

test("of a sample of mistakes in the regulations nearly every one is noticed", async () => {
  const judged = await judgeAll((_, i) => i % 47 === 0);
  assert.ok(judged.length >= 25, `${judged.length} mistakes`);
  const survived = judged.filter(({ by }) => by === "").map(({ operator, file, id }) => `${operator} ${file} ${id}`);
  assert.ok(survived.length * 20 <= judged.length, survived.join("\n"));
});

test("what no finding can tell, the tables of the law notice", async () => {
  const alone = /^(drop a flow: (duty|right|keeper made)|drop a guard: actors)/;
  const judged = await judgeAll((mutant, i) => alone.test(mutant.operator) && i % 23 === 0);
  assert.ok(judged.some(({ by }) => by === "law"), JSON.stringify(judged.map(({ by }) => by)));
  assert.deepEqual(judged.filter(({ by }) => by === "").map(({ file, id }) => `${file} ${id}`), []);
});
