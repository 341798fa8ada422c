// @vitest-environment node
import { expect, it } from "vitest";
import { OnceKey } from "../src/api/writes";

it("keeps the key for the same content until it is done, and takes another for other content", () => {
  const once = new OnceKey();
  const first = once.for({ a: 1 });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(once.for({ a: 1 })).toBe(first);
  const second = once.for({ a: 2 });
  expect(second).not.toBe(first);
  once.spend();
  expect(once.for({ a: 2 })).not.toBe(second);
});
