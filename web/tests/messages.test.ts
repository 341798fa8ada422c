// @vitest-environment node
import { describe, expect, it } from "vitest";
import { en } from "../src/messages/en";
import { vi } from "../src/messages/vi";

/** Every message of a catalogue by its path; a function is spoken with sample arguments. */
function messagesOf(catalogue: object, path = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, String(value(2, 3, 4))]];
    return messagesOf(value as object, here);
  });
}

describe("the catalogues", () => {
  const vietnamese = messagesOf(vi);
  const english = messagesOf(en);

  it("have the same keys", () => {
    expect(english.map(([key]) => key).sort()).toEqual(vietnamese.map(([key]) => key).sort());
  });

  it.each([...vietnamese, ...english])("%s says something, in NFC", (_key, words) => {
    expect(words.trim()).not.toBe("");
    expect(words).not.toContain("undefined");
    expect(words).toBe(words.normalize("NFC"));
  });

  it("tell the counts of the home page's sentence", () => {
    expect(vi.home.summary(2, 3)).toBe("2 việc quá hạn, 3 việc đến hạn hôm nay.");
    expect(vi.home.summary(0, 0)).toBe("Không có việc quá hạn, không có việc đến hạn hôm nay.");
    expect(en.home.summary(1, 0)).toBe("1 duty overdue; nothing else is due today.");
  });
});
