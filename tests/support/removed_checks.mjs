// Finds the checks of permits in the C++ sources and writes each so that it can be taken away when the program starts.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Where officers are refused; the rest of the house has no permits to check. */
const folders = ["src/operations/src", "src/http/src"];
const isCode = (name) => name.endsWith(".cpp") && !/_test|_fixture|raw_client/.test(name);
/** They survey and compare rules before these are in use, and let nobody do anything. */
const isSurvey = (name) => /^(access_|compare_)/.test(name);
/** Errors that say something else than no: what came is ill-formed, too old or too large, or the store is broken. */
const noRefusals = ["CorruptDirectory", "InvalidFields", "IllFormed", "BadRequest", "TooLarge", "AddressProblem", "UnknownKind", "SizesUnfit", "BindingProblems::ToError", "Stale", "Blocked", "Differs"];

/** The text with what is in strings and comments blotted out, of the same length. */
function codeOf(text) {
  return text.replaceAll(/\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'/g, (found) => found[0] + "·".repeat(Math.max(0, found.length - 2)) + (found.length > 1 ? found.at(-1) : ""));
}

const closes = { "(": ")", "{": "}" };

/** Where what opens at `from` has closed: one beyond. */
function beyond(code, from) {
  const open = code[from];
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === open) depth += 1;
    if (code[at] === closes[open] && --depth === 0) return at + 1;
  }
  throw new Error(`nothing closes ${open} at ${from}`);
}

/** Where the operand that ends before `to` begins: `a.b->c(d).e`. */
function operandStart(code, to) {
  let at = to;
  for (;;) {
    const before = code[at - 1];
    if (before === ")" || before === "]") {
      const open = before === ")" ? "(" : "[";
      let depth = 0;
      do {
        at -= 1;
        if (code[at] === before) depth += 1;
        if (code[at] === open) depth -= 1;
      } while (depth > 0);
    } else if (/[\w.:]/.test(before)) {
      at -= 1;
    } else if (code.slice(at - 2, at) === "->") {
      at -= 2;
    } else {
      return at;
    }
  }
}

/** The parts of `a || b || c`, none of which stands in brackets. */
function alternatives(code, begin, end) {
  const parts = [];
  let from = begin;
  for (let at = begin; at < end; at++) {
    if (code[at] === "(" || code[at] === "{") at = beyond(code, at) - 1;
    else if (code.startsWith("||", at)) {
      parts.push([from, at]);
      from = at + 2;
    }
  }
  return [...parts, [from, end]].map(([first, last]) => {
    const part = code.slice(first, last);
    return { begin: first + /^\s*/.exec(part)[0].length, end: last - /\s*$/.exec(part)[0].length };
  });
}

/** What is asked in `auto x = f()`, in `auto x = f(); a || b` and in `a || b`; each part may go by itself. */
function conditionsOf(code, begin, end) {
  const semicolon = code.slice(begin, end).lastIndexOf(";");
  if (semicolon >= 0) return alternatives(code, begin + semicolon + 1, end);
  const declared = /^\s*(?:const )?auto\*? (\w+) = /.exec(code.slice(begin, end));
  return declared ? [{ begin: end, end, asks: declared[1] }] : alternatives(code, begin, end);
}

/** `if (…) return no;` and `if (…) { …; return no; }`; also `if (…) return yes; return no;`, where the condition is the permit. */
function refusalsIn(code, says) {
  const found = [];
  for (const match of code.matchAll(/\bif \(/g)) {
    const open = match.index + match[0].length - 1;
    const end = beyond(code, open);
    const after = end + /^\s*/.exec(code.slice(end))[0].length;
    const over = code[after] === "{" ? beyond(code, after) : code.indexOf(";", after) + 1;
    const body = code.slice(after, over);
    const last = /\breturn\b([^;]*);\s*}?$/.exec(body);
    const next = /^\s*return\b([^;]*);/.exec(code.slice(over));
    const asked = conditionsOf(code, open + 1, end - 1);
    if (last && !says.test(last[1]) && next && says.test(next[1]) && asked[0].asks === undefined) {
      found.push({ kind: "permit", begin: asked[0].begin, end: asked.at(-1).end });
    }
    if (last && says.test(last[1])) found.push(...asked.map((condition) => ({ kind: "refusal", ...condition })));
  }
  return found;
}

/** `decision.allowed`, `policy.Allows(question)`, `permit.Covers(case, class)`, `MayList(…)`. */
function permitsIn(code) {
  const found = [];
  for (const match of code.matchAll(/\.allowed\b(?!\s*(?:=[^=]|\+=|\.))/g)) {
    found.push({ kind: "permit", begin: operandStart(code, match.index), end: match.index + match[0].length });
  }
  for (const match of code.matchAll(/\.Allows\(|\b\w*(?:permit_?|receipt)\w*\.Covers\(|PermitToRead\([^;]*?\)\.Covers\(/g)) {
    const open = match.index + match[0].length - 1;
    const dot = code.lastIndexOf(".", open);
    found.push({ kind: "permit", begin: operandStart(code, dot), end: beyond(code, open) });
  }
  return found;
}

/** `MayList(…)`, where true is the permit; not where it is defined. */
function questionsIn(code, names) {
  const found = [];
  for (const match of code.matchAll(new RegExp(`(?<!bool |bool \\w+::)\\b(?:${names.join("|")})\\(`, "g"))) {
    found.push({ kind: "permit", begin: operandStart(code, match.index + match[0].length - 1), end: beyond(code, match.index + match[0].length - 1) });
  }
  return found;
}

/** `NUONG_CHECK(F(…))`, where F may refuse. */
function callsIn(code, names) {
  const found = [];
  for (const match of code.matchAll(/\bNUONG_CHECK\(/g)) {
    const begin = match.index + match[0].length;
    const end = beyond(code, begin - 1) - 1;
    const called = /^[\w:.>-]*?(\w+)\(/.exec(code.slice(begin, end));
    if (called && names.has(called[1])) found.push({ kind: "call", begin, end });
  }
  return found;
}

/** Names of the functions whose body holds a refusal or calls such a one by name. */
function refusingFunctions(codes, says) {
  const bodies = new Map();
  for (const code of codes) {
    for (const match of code.matchAll(/^( *)(?:static )?Result<void> (?:\w+::)*(\w+)\(/gm)) {
      const open = code.indexOf("{", beyond(code, match.index + match[0].length - 1) - 1);
      const declared = code.indexOf(";", match.index);
      if (open < 0 || (declared >= 0 && declared < open)) continue;
      bodies.set(match[2], (bodies.get(match[2]) ?? "") + code.slice(open, beyond(code, open)));
    }
  }
  const refusing = new Set();
  for (let before = -1; before !== refusing.size;) {
    before = refusing.size;
    for (const [name, body] of bodies) {
      if (says.test(body) || [...refusing].some((other) => new RegExp(`\\b${other}\\(`).test(body))) refusing.add(name);
    }
  }
  return refusing;
}

const within = (inner, outer) => inner !== outer && inner.begin >= outer.begin && inner.end <= outer.end;

/** Written from the end, so that what is before keeps its place; of two that nest, the inner one first. */
function rewrite(text, sites) {
  let written = text;
  const inserts = sites.flatMap(({ number, kind, begin, end, asks }) => {
    if (asks !== undefined) return [{ at: end, order: 0, put: `; nuong::removed::Refuses(${number}, static_cast<bool>(${asks}))` }];
    const [head, tail] = { refusal: [`nuong::removed::Refuses(${number}, static_cast<bool>(`, "))"], permit: [`nuong::removed::Permits(${number}, `, ")"], call: [`nuong::removed::Passes(${number}, `, ")"] }[kind];
    return [{ at: begin, order: 1e6 - (end - begin), put: head }, { at: end, order: begin - end, put: tail }];
  });
  // At one place: tails of the shorter first, then heads of the longer first.
  for (const { at, put } of inserts.sort((a, b) => b.at - a.at || b.order - a.order)) written = written.slice(0, at) + put + written.slice(at);
  return written;
}

/** The function in which this place is: the last head before it that a body follows. */
function functionAt(code, at) {
  const heads = [...code.slice(0, at).matchAll(/^ {0,2}[A-Za-z][^;={}()\n]*?\b(\w+)\(/gm)];
  const hasBody = (match) => /^\s*(?:const )?[{:]/.test(code.slice(beyond(code, match.index + match[0].length - 1)));
  return heads.findLast((match) => !/\b(?:if|for|while|switch)\($/.test(match[0]) && hasBody(match))?.[1] ?? "";
}

/** Every check in the tree at `root`: its number, where it stands, what it asks, its text; and the texts of the files, written so that each can go. */
export function removableChecks(root) {
  const texts = new Map();
  const files = folders.flatMap((folder) => readdirSync(path.join(root, folder)).filter((name) => isCode(name) && !isSurvey(name)).sort().map((name) => path.join(folder, name)));
  const read = files.map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") })).map((one) => ({ ...one, code: codeOf(one.text) }));
  const makers = [...new Set(read.flatMap(({ code }) => [...code.matchAll(/^\s*(?:static )?Error ((?:\w+::)?\w+)\(/gm)].map(([, name]) => name)))].filter((name) => !noRefusals.includes(name));
  const says = new RegExp(`\\b(?:${makers.join("|")})\\(|\\bmove\\(why\\)`);
  const questions = [...new Set(read.flatMap(({ code }) => [...code.matchAll(/^bool (?:\w+::)?(May\w+)\(/gm)].map(([, name]) => name)))];
  const refusing = refusingFunctions(read.map(({ code }) => code), says);
  let number = 0;
  const checks = read.flatMap(({ file, text, code }) => {
    const found = [...refusalsIn(code, says), ...callsIn(code, refusing), ...permitsIn(code), ...questionsIn(code, questions)];
    // `!decision.allowed` alone as the condition of a refusal is one check, not two.
    const alone = (site) => found.some((outer) => outer.kind === "refusal" && within(site, outer) && /^!?$/.test(code.slice(outer.begin, site.begin).trim()) && code.slice(site.end, outer.end).trim() === "");
    const sites = found.filter((site) => site.kind !== "permit" || !alone(site)).sort((a, b) => a.begin - b.begin).map((site) => ({ ...site, number: number++ }));
    texts.set(file, rewrite(text, sites));
    return sites.map(({ number, kind, begin, end, asks }) => {
      const line = text.slice(0, begin).split("\n").length;
      const asked = asks ?? text.slice(begin, end).replaceAll(/\s+/g, " ");
      return { number, kind, file, line, within: functionAt(code, begin), asked, text: text.split("\n")[line - 1].trim() };
    });
  });
  return { checks, texts };
}
