// Blanks comments, strings, characters and regular expressions, so that what is left is code. Length and lines stay.

const kBlank = (text) => text.replace(/[^\n]/g, ' ');
const kBeforeRegex = /(^|[(,=:[!&|?{};+\n]|=>|\breturn|\bcase)\s*$/;

function endOfQuoted(text, from, quote) {
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** A template ends at its own back-tick, not at one inside `${…}`. */
function endOfTemplate(text, from) {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at + 1;
    else if (text.startsWith('${', at)) at = endOfInsert(text, at + 1) - 1;
  }
  return text.length;
}

function endOfInsert(text, brace) {
  let depth = 0;
  for (let at = brace; at < text.length; ) {
    const end = endOfNoCode(text, at, true);
    if (end <= at && text[at] === '{') depth += 1;
    if (end <= at && text[at] === '}') depth -= 1;
    at = end > at ? end : at + 1;
    if (depth === 0) return at;
  }
  return text.length;
}

function endOfRawString(text, from) {
  const delimiter = /^R"([^(]*)\(/.exec(text.slice(from, from + 20));
  if (!delimiter) return -1;
  const end = text.indexOf(`)${delimiter[1]}"`, from);
  return end < 0 ? text.length : end + delimiter[1].length + 2;
}

function endOfRegex(text, from) {
  let inClass = false;
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') inClass = true;
    else if (text[at] === ']') inClass = false;
    else if (text[at] === '/' && !inClass) return at + 1;
  }
  return -1;
}

/** Where the thing that is no code and starts at `at` ends, or -1 when code starts there. */
function endOfNoCode(text, at, isScript) {
  const two = text.slice(at, at + 2);
  if (two === '//') return (text.indexOf('\n', at) + 1 || text.length + 1) - 1;
  if (two === '/*') return (text.indexOf('*/', at) + 2 || text.length + 2) - (text.indexOf('*/', at) < 0 ? 2 : 0);
  if (!isScript && two === 'R"') return endOfRawString(text, at);
  if (isScript && text[at] === '`') return endOfTemplate(text, at);
  if (text[at] === '"') return endOfQuoted(text, at, '"');
  // 1'000 is a number in C++.
  if (text[at] === "'" && (isScript || !/[0-9a-fA-F]/.test(text[at - 1] ?? ''))) return endOfQuoted(text, at, "'");
  // `/>` closes a tag.
  if (isScript && text[at] === '/' && text[at + 1] !== '>' && kBeforeRegex.test(text.slice(Math.max(0, at - 40), at))) return endOfRegex(text, at);
  return -1;
}

export function blankNoCode(text, isScript) {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const end = endOfNoCode(text, at, isScript);
    if (end > at) {
      out += kBlank(text.slice(at, end));
      at = end;
    } else {
      out += text[at];
      at += 1;
    }
  }
  return out;
}
