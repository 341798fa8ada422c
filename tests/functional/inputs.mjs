// The lists of bad input: our own, and the public ones when they lie beside the repository.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/program.mjs";

const corpora = path.join(root, "../shared/data/corpora");
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const own = (name) => readJson(new URL(`data/${name}`, import.meta.url));

/** Bodies that are no JSON we take: {name, bytes}. */
export const malformedBodies = own("malformed_bodies.json").map(({ name, text, hex }) => ({
  name,
  bytes: hex === undefined ? Buffer.from(text, "utf8") : Buffer.from(hex, "hex"),
}));

/** Texts for a field of 4,000 characters: {text, accepted}. */
export const naughtyTexts = own("naughty_texts.json").map(({ text, repeat, times, accepted }) => ({
  text: text ?? repeat.repeat(times / [...repeat].length),
  accepted,
}));

const bodiesFolder = path.join(corpora, "json");
const textsFile = path.join(corpora, "naughty-strings.json");

/** The same of the public corpora; `missing` says why there are none. */
export const publicBodies = existsSync(bodiesFolder)
  ? readdirSync(bodiesFolder)
      .filter((name) => name.startsWith("n_"))
      .map((name) => ({ name, bytes: readFileSync(path.join(bodiesFolder, name)) }))
  : [];
export const publicTexts = existsSync(textsFile) ? readJson(textsFile) : [];
export const missing = {
  bodies: publicBodies.length === 0 && "no JSON corpus beside the repository",
  texts: publicTexts.length === 0 && "no list of naughty strings beside the repository",
};

/** Characters the fields do not take: controls but tab and line feed, and what is no character. */
export const isRefusedText = (text) => /[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}/u.test(text);

/** Eight at a time. */
export async function forEach(items, work) {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
