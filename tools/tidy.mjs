#!/usr/bin/env node
// The house's own checks over every file that is tracked or about to be. Prints `path:line: finding`, ends with
// `N passed, M failed`. First each check is tried on a good and a bad snippet: a check that cannot fail is a defect.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryChecks } from './tidy.test.mjs';
import * as code from './tidy_code.mjs';
import * as house from './tidy_house.mjs';
import * as parts from './tidy_parts.mjs';
import * as sheets from './tidy_sheets.mjs';
import * as text from './tidy_text.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });

/** What the checks look at: files by path (bytes and, unless binary, text), commit subjects, the table of rooms. */
function readHouse() {
  const paths = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  const files = new Map();
  for (const path of [...new Set(paths)].filter(Boolean).sort()) {
    const full = join(root, path);
    if (existsSync(full) && statSync(full).isFile()) files.set(path, text.asFile(readFileSync(full)));
  }
  return { files, subjects: git('log', '-200', '--format=%s').split('\n').filter(Boolean) };
}

const checks = [text, code, house, sheets, parts].flatMap((one) => Object.values(one.checks));
const defects = tryChecks(checks);
for (const defect of defects) console.log(`tools/tidy.test.mjs:1: ${defect}`);

const seen = readHouse();
let failed = defects.length;
let passed = 0;
for (const check of checks) {
  const findings = check.run(seen);
  for (const { path, line, what } of findings) console.log(`${path}:${line}: ${what} [${check.id}]`);
  if (findings.length > 0) failed += 1;
  else passed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
