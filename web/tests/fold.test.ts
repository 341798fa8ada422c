// @vitest-environment node
import { expect, it } from "vitest";
import { matches } from "../src/domain/fold";

it.each([
  ["Đước 19 Trung tâm Hỗ trợ", "duoc", true],
  ["Đước 19 Trung tâm Hỗ trợ", "ho tro duoc", true],
  ["Đước 19 Trung tâm Hỗ trợ", "Đước", true],
  ["Đước 19 Trung tâm Hỗ trợ", "sen", false],
  ["Sen 27", "", true],
])("%s is found by «%s»: %s", (text, sought, found) => {
  expect(matches(text, sought)).toBe(found);
});
