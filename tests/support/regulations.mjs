// Copies of the regulations for tests that change them.
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, temporaryFolder } from "./program.mjs";

export const regulations = path.join(root, "regulations");

/** A copy in which one passage of one file is written otherwise. */
export function changed(file, was, is) {
  const folder = path.join(temporaryFolder(), "regulations");
  cpSync(regulations, folder, { recursive: true, dereference: true });
  const name = path.join(folder, file);
  const text = readFileSync(name, "utf8");
  assert.match(text, was);
  writeFileSync(name, text.replace(was, is));
  return folder;
}
