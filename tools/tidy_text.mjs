// Checks of a file's form: length, bytes, white space, words.

/** A file as the checks see it. `text` is null when it is binary or not UTF-8. */
export function asFile(bytes) {
  const isBinary = bytes.subarray(0, 8000).includes(0);
  let decoded = null;
  if (!isBinary) {
    try {
      decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      decoded = null;
    }
  }
  return { isBinary, text: decoded };
}

/** Runs `find(text, path)` over the text files that `wanted` picks; it gives [line, what] pairs. */
export function overTexts(wanted, find) {
  return ({ files }) => {
    const findings = [];
    for (const [path, file] of files) {
      if (file.text === null || !wanted(path)) continue;
      for (const [line, what] of find(file.text, path)) findings.push({ path, line, what });
    }
    return findings;
  };
}

/** [line, what] for every line that `pattern` matches. */
export function matchingLines(text, pattern, say) {
  const found = [];
  text.split('\n').forEach((line, index) => {
    const match = pattern.exec(line);
    if (match) found.push([index + 1, say(match[0])]);
  });
  return found;
}

const kMostLines = 600;
const kGenerated = new Set(['web/src/api/schema.d.ts']);
const kLocks = /(^|\/)package-lock\.json$/;
// Written so that this file does not hold the words it looks for.
const kBannedWords = /\b(T[O]DO|F[I]XME|X[X]X|H[A]CK|[Ss][t]ub)\b|not imple[m]ented/;
const kMachinePlaces = /(?<![\w.:-])\/(work|tm[p])\//;
/** Test data that is wrong on purpose. */
export const isWrongOnPurpose = (path) =>
  /\/testdata\/bad\/|^tests\/functional\/data\/|^tests\/conditions\/cases\.json$/.test(path);
const kMayMakeTemporary = /^tests\/|_test\.cpp$|\.test\.[a-z]+$/;

const fileLength = {
  id: 'file-length',
  run: overTexts(
    (path) => /\.(cpp|hpp|ts|tsx|mjs|css|yaml)$/.test(path) && !kGenerated.has(path),
    (text) => {
      const lines = text.split('\n').length - 1;
      return lines > kMostLines ? [[kMostLines + 1, `has ${lines} lines, at most ${kMostLines}`]] : [];
    },
  ),
};

const encoding = {
  id: 'utf-8',
  run: ({ files }) =>
    [...files]
      .filter(([, file]) => !file.isBinary && file.text === null)
      .map(([path]) => ({ path, line: 1, what: 'is not UTF-8' })),
};

const composed = {
  id: 'nfc',
  run: overTexts(
    (path) => !isWrongOnPurpose(path),
    (text) =>
      text.normalize('NFC') === text
        ? []
        : text.split('\n').flatMap((line, i) => (line.normalize('NFC') === line ? [] : [[i + 1, 'is not in NFC']])),
  ),
};

const lineEnds = {
  id: 'line-ends',
  run: overTexts(
    (path) => path !== 'LICENSE' && !/(^|\/)Makefile$/.test(path),
    (text) => {
      const found = matchingLines(text, /[ \t]+\r?$|\r/, (match) =>
        match.includes('\r') ? 'has a carriage return' : 'ends with white space',
      );
      if (text.startsWith('\uFEFF')) found.push([1, 'begins with a byte order mark']);
      if (text !== '' && !text.endsWith('\n')) found.push([text.split('\n').length, 'does not end with a new line']);
      return found;
    },
  ),
};

const tabs = {
  id: 'tabs',
  run: overTexts(
    (path) => path !== 'LICENSE' && !/(^|\/)Makefile$|\.tsv$/.test(path),
    (text) => matchingLines(text, /\t/, () => 'has a tab'),
  ),
};

const words = {
  id: 'banned-words',
  run: overTexts(
    (path) => path !== 'LICENSE' && !kLocks.test(path),
    (text) => matchingLines(text, kBannedWords, (match) => `says "${match}"`),
  ),
};

const places = {
  id: 'machine-places',
  run: overTexts(
    (path) => path !== 'LICENSE' && !kLocks.test(path) && !kMayMakeTemporary.test(path),
    (text) => matchingLines(text, kMachinePlaces, (match) => `names a place of one machine: ${match}`),
  ),
};

export const checks = { fileLength, encoding, composed, lineEnds, tabs, words, places };
