// Checks of the sheets that name tests: docs/asvs.tsv (OWASP ASVS 5.0, every requirement once) and docs/threat-model.md. A test that is
// named must be in the tree, and so must every path. `node tools/tidy_sheets.mjs` writes the counts into the page about the sheet.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kSheet = 'docs/asvs.tsv';
const kPage = 'docs/explanation/asvs.md';
const kModel = 'docs/threat-model.md';
const kColumns = ['id', 'level', 'subject', 'applies', 'why', 'control', 'test', 'state'];
const kStates = ['met', 'partly', 'not yet'];
// The standard's requirements are numbered without gaps: this many in each section of each chapter, 345 in all.
const kSections = {
  V1: [2, 10, 12, 3, 3],
  V2: [3, 3, 5, 2],
  V3: [1, 3, 5, 8, 8, 1, 5],
  V4: [5, 5, 2, 4],
  V5: [1, 6, 3, 3],
  V6: [3, 12, 8, 6, 8, 4, 2, 4],
  V7: [3, 4, 2, 5, 3, 2],
  V8: [4, 4, 3, 2],
  V9: [3, 4],
  V10: [2, 3, 5, 16, 5, 2, 3],
  V11: [4, 5, 5, 4, 2, 2, 2],
  V12: [5, 2, 5],
  V13: [4, 6, 4, 7],
  V14: [2, 8, 3],
  V15: [5, 5, 7, 4],
  V16: [1, 5, 4, 3, 4],
  V17: [2, 8, 2],
};
const kPerLevel = { 1: 70, 2: 183, 3: 92 };
/** Every id of the standard, in its order. */
export const kIds = Object.entries(kSections).flatMap(([chapter, sections]) =>
  sections.flatMap((count, at) => Array.from({ length: count }, (_, number) => `${chapter}.${at + 1}.${number + 1}`)),
);

const kGoogleTest = /^\s*(?:TYPED_TEST|TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\(\s*(\w+),\s*(\w+)\s*[,)]/gm;
const kBoundary = /^nuong_boundary\((\w+)/gm;
const kTitle = /^\s*(?:test|it|scene)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/gm;
const kTestFile = /^(tests|web\/tests)\/.*\.test\.(mjs|tsx?)$/;

/** Names of all tests in the tree, as the sheets write them. A `${…}` in a title is written as …. */
function namesOfTests(files) {
  const names = new Set();
  for (const [path, { text }] of files) {
    if (text === null) continue;
    if (/\.(cpp|hpp)$/.test(path) && /TEST/.test(text)) {
      for (const [, suite, name] of text.matchAll(kGoogleTest)) names.add(`${suite}, ${name}`).add(`${suite}, *`);
    } else if (path === 'tests/boundaries/CMakeLists.txt') {
      for (const [, name] of text.matchAll(kBoundary)) names.add(`boundaries.${name}`);
    } else if (kTestFile.test(path)) {
      names.add(path);
      for (const [, double, single, template] of text.matchAll(kTitle)) {
        const title = double ?? single ?? template.replace(/\$\{[^}]*\}/g, '…');
        names.add(`${path}: ${title.replace(/\\(.)/g, '$1')}`);
      }
    }
  }
  return names;
}

/** Is there such a file or folder? `*` stands for any letters of a name. */
function finderOfPaths(files) {
  const known = new Set();
  for (const path of files.keys()) {
    for (let at = path; at !== '.'; at = dirname(at)) known.add(at);
  }
  return (wanted) => {
    const path = wanted.replace(/\/$/, '');
    if (!path.includes('*')) return known.has(path);
    const pattern = new RegExp(`^${path.replace(/[.+?()[\]{}]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
    return [...known].some((one) => pattern.test(one));
  };
}

const listOf = (cell) => (cell === '' ? [] : cell.split(' | '));

/** Rows of the sheet with their lines; the first row and the lines that begin a chapter (`# V1 …`) are left out. */
function rowsOf(text) {
  return text
    .split('\n')
    .slice(1)
    .map((line, index) => ({ line: index + 2, cells: line.split('\t'), text: line }))
    .filter(({ text: line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, cells }) => ({ line, width: cells.length, ...Object.fromEntries(kColumns.map((name, at) => [name, cells[at] ?? ''])) }));
}

function* faultsOfRow(row, tests, isPath) {
  const asked = row.applies === 'yes';
  if (row.width !== kColumns.length) yield `has ${row.width} columns, not ${kColumns.length}`;
  if (!/^[123]$/.test(row.level)) yield `has level "${row.level}"`;
  if (row.subject === '') yield 'has no subject';
  if (!['yes', 'no', 'deployer'].includes(row.applies)) yield `applies "${row.applies}": yes, no or deployer`;
  if (asked && !kStates.includes(row.state)) yield `has state "${row.state}": ${kStates.join(', ')}`;
  if (!asked && row.state !== '–') yield `has state "${row.state}", but does not apply to us: –`;
  if ((!asked || row.state !== 'met') && row.why === '') yield 'does not say why';
  if (row.state === 'met' && row.test === '') yield 'is met without a test or a review';
  if (row.state === 'met' && row.control === '') yield 'is met without a control';
  for (const path of listOf(row.control)) if (!isPath(path)) yield `names ${path}, which is not there`;
  for (const test of listOf(row.test)) {
    const [, reviewed] = /^review: (.+)$/.exec(test) ?? [];
    if (reviewed === undefined ? !tests.has(test) : !isPath(reviewed)) yield `names "${test}", which is not there`;
  }
}

/** The table of counts of the page, one row per chapter. */
function countsOf(rows, titles) {
  const line = (name, of) => {
    const count = (wanted) => of.filter(wanted).length;
    const states = kStates.map((state) => count((row) => row.state === state));
    const byTest = count((row) => row.state === 'met' && listOf(row.test).some((test) => !test.startsWith('review: ')));
    const cells = [of.length, count((row) => row.applies === 'no'), count((row) => row.applies === 'deployer'), ...states, byTest];
    return `| ${[name, ...cells].join(' | ')} |`;
  };
  return [
    '| part | rows | do not apply | the deployer | met | partly | not yet | met, shown by a test |',
    '|---|---|---|---|---|---|---|---|',
    ...Object.keys(kSections).map((chapter) =>
      line(titles.get(chapter) ?? chapter, rows.filter((row) => row.id.startsWith(`${chapter}.`))),
    ),
    ...['1', '2', '3'].map((level) => line(`level ${level}`, rows.filter((row) => row.level === level))),
    line('**all**', rows),
  ].join('\n');
}

/** The counts of the sheet as the page shows them. */
export function tableOf(text) {
  const titles = new Map([...text.matchAll(/^# ((V\d+) .*)$/gm)].map(([, title, chapter]) => [chapter, title]));
  return countsOf(rowsOf(text), titles);
}

const kCounts = /(<!-- counts[^>]*-->\n)([\s\S]*?)(?=\n<!-- end of counts -->)/;

const standard = {
  id: 'asvs-sheet',
  run: ({ files }) => {
    const text = files.get(kSheet)?.text;
    if (text === undefined || text === null) return [{ path: kSheet, line: 1, what: 'is missing' }];
    const findings = [];
    const find = (line, what) => findings.push({ path: kSheet, line, what });
    if (text.split('\n')[0] !== kColumns.join('\t')) find(1, `does not begin with ${kColumns.join(', ')}`);
    const tests = namesOfTests(files);
    const isPath = finderOfPaths(files);
    const rows = rowsOf(text);
    rows.forEach((row, at) => {
      if (row.id !== kIds[at]) find(row.line, `is ${row.id}; the standard has ${kIds[at] ?? 'no more'} here`);
      for (const what of faultsOfRow(row, tests, isPath)) find(row.line, `${row.id} ${what}`);
    });
    if (rows.length < kIds.length) find(text.split('\n').length, `ends before ${kIds[rows.length]}`);
    for (const [level, count] of Object.entries(kPerLevel)) {
      if (rows.filter((row) => row.level === level).length !== count) find(1, `should have ${count} rows of level ${level}`);
    }
    const page = files.get(kPage)?.text ?? '';
    if (kCounts.exec(page)?.[2] !== tableOf(text)) {
      findings.push({ path: kPage, line: 1, what: 'has other counts than the sheet: run node tools/tidy_sheets.mjs' });
    }
    return findings;
  },
};

const model = {
  id: 'threat-model',
  run: ({ files }) => {
    const text = files.get(kModel)?.text;
    if (text === undefined || text === null) return [{ path: kModel, line: 1, what: 'is missing' }];
    const tests = namesOfTests(files);
    const isPath = finderOfPaths(files);
    const isThere = (word) => {
      if (/^[A-Z]\w*, (\w+|\*)$|^boundaries\.[a-z_]+$/.test(word)) return tests.has(word);
      if (/^\S+\.test\.(mjs|tsx?)(: .*)?$/.test(word)) return tests.has(word);
      if (/^[\w.-]+\/[\w./*-]*$/.test(word)) return isPath(word);
      return true;
    };
    return text.split('\n').flatMap((line, index) =>
      [...line.matchAll(/`([^`]+)`/g)].filter(([, word]) => !isThere(word)).map(([, word]) => ({
        path: kModel,
        line: index + 1,
        what: `names ${word}, which is not there`,
      })),
    );
  },
};

export const checks = { standard, model };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const page = readFileSync(join(root, kPage), 'utf8');
  const table = tableOf(readFileSync(join(root, kSheet), 'utf8'));
  writeFileSync(join(root, kPage), page.replace(kCounts, (_, before) => before + table));
  console.log(table);
}
