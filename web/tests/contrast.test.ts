// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
const [lightCss = "", darkCss = ""] = css.split("@media");

function tokensIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const kBody = ["ink", "soft"].flatMap((ink) => ["paper", "card", "sunk"].map((ground) => [ink, ground, 7] as const));
const kOthers = [
  ["ink", "teal-wash", 7],
  ["ink", "late-wash", 7],
  ["ink", "well-wash", 7],
  ["ink", "lotus-wash", 7],
  ["teal", "paper", 4.5],
  ["teal", "card", 4.5],
  ["teal", "sunk", 4.5],
  ["teal", "teal-wash", 4.5],
  ["teal-deep", "teal-wash", 4.5],
  ["on-teal", "teal", 7],
  ["on-teal", "teal-deep", 7],
  ["lotus", "card", 4.5],
  ["lotus", "paper", 4.5],
  ["lotus", "lotus-wash", 4.5],
  ["late", "card", 4.5],
  ["late", "paper", 4.5],
  ["late", "late-wash", 4.5],
  ["card", "late", 4.5],
  ["soon", "card", 4.5],
  ["soon", "soon-wash", 4.5],
  ["well", "paper", 4.5],
  ["well", "well-wash", 4.5],
  ["edge", "card", 3],
  ["edge", "paper", 3],
  ["edge", "sunk", 3],
  ["focus", "card", 3],
  ["focus", "paper", 3],
] as const;

describe.each([
  ["light", tokensIn(lightCss)],
  ["dark", { ...tokensIn(lightCss), ...tokensIn(darkCss) }],
])("%s colours", (_mode, tokens) => {
  it.each([...kBody, ...kOthers])("%s on %s is at least %s : 1", (ink, ground, least) => {
    expect(contrast(tokens[ink] as string, tokens[ground] as string)).toBeGreaterThanOrEqual(least);
  });
});
