// Finds the functions of a file by its braces; good for formatted code, no parser.
import { blankNoCode } from './tidy_blank.mjs';

const kControl = /^(if|for|while|switch|catch|constexpr|do|else|try)$/;
// A call whose argument only groups other functions.
const kGroup = /^(describe|suite)(\.[a-z]+)?$/;

/** The word before the parenthesis that is closed at `close`. */
function wordBefore(code, close) {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    if (code[at] === ')') depth += 1;
    if (code[at] === '(') depth -= 1;
    if (depth === 0) return /([\w$.~#]+)\s*(<[^<>()]*>)?\s*$/.exec(code.slice(0, at))?.[1] ?? '';
  }
  return '';
}

function cppName(head) {
  if (/=\s*$/.test(head) || !head.includes(')')) return null;
  if (/(^|\s)(namespace|class|struct|enum|union)\s[^()]*$/.test(head)) return null;
  return /([\w:~]+|operator\W+)\s*\(/.exec(head)?.[1] ?? 'function';
}

const isCppContainer = (head) =>
  /(^|[\s>])(namespace|class|struct|union|enum)\b/.test(head) && !/\)\s*(const|noexcept|override|->.*)*\s*$/.test(head);

function scriptName(head, code, brace) {
  const before = code.slice(Math.max(0, brace - 400), brace);
  const named = /(?:function\*?\s+|(?:const|let)\s+)([\w$]+)/g;
  const names = [...head.matchAll(named)].map((match) => match[1]);
  if (/=>\s*$/.test(before)) {
    const call = /([\w$.]+)\((?:\s|,|\{[^{}]*\})*(?:async\s*)?\([^()]*\)\s*=>\s*$/.exec(before)?.[1] ?? '';
    return kGroup.test(call) ? null : (names.at(-1) ?? 'arrow');
  }
  const closing = /\)\s*(:[^;{}()=]*)?$/.exec(before);
  if (!closing) return null;
  const word = wordBefore(code, brace - (before.length - closing.index));
  return kControl.test(word) ? null : (word || names.at(-1) || 'function');
}

/**
 * Functions as {name, line, lines}, the signature counted; what lies inside a C++ function is part of it. Null when the
 * braces do not pair, so that nothing goes by unmeasured.
 */
export function functionsOf(text, isScript) {
  const blanked = blankNoCode(text, isScript);
  const code = isScript ? blanked : blanked.replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length));
  const lineAt = (offset) => code.slice(0, offset).split('\n').length;
  const found = [];
  const open = [];
  let headFrom = 0;
  for (let at = 0; at < code.length; at += 1) {
    const arrowValue = isScript && code[at] === '(' && /=>\s*$/.test(code.slice(Math.max(0, at - 40), at));
    if (code[at] === '{' || arrowValue) {
      const head = code.slice(headFrom, at);
      const inside = open.some((block) => block.name !== null && !isScript);
      const name = isScript ? scriptName(head, code, at) : inside || isCppContainer(head) ? null : cppName(head);
      const from = headFrom + (head.length - head.trimStart().length);
      open.push({ name, from, closes: arrowValue ? ')' : '}', depth: 0 });
      if (!arrowValue) headFrom = at + 1;
    } else if (open.at(-1)?.closes === ')' && code[at] === '(') {
      open.at(-1).depth += 1;
    } else if (open.at(-1)?.closes === ')' && code[at] === ')' && open.at(-1).depth > 0) {
      open.at(-1).depth -= 1;
    } else if (open.length > 0 && code[at] === open.at(-1).closes) {
      const { name, from } = open.pop();
      const line = lineAt(from);
      if (name !== null) found.push({ name, line, lines: lineAt(at) - line + 1 });
      if (code[at] === '}') headFrom = at + 1;
    } else if (code[at] === '}') {
      return null;
    } else if (code[at] === ';') {
      headFrom = at + 1;
    }
  }
  return open.length === 0 ? found : null;
}
