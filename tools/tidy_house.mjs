// Checks of the house as a whole: both languages, law only in data, pages that exist, commits that read well.
import { posix } from 'node:path';
import { isWrongOnPurpose, matchingLines, overTexts } from './tidy_text.mjs';

const kMostReadmeLines = 8;
const kMostSubject = 72;
// Comments of the arithmetic of periods cite the civil code; tests quote what a regulation's data may say.
const kMayCiteLaw = [/^src\/base\/.*deadline[a-z_]*\.(cpp|hpp)$/, /^src\/base\/.*civil[a-z_]*\.(cpp|hpp)$/];
const kLaw = /(điều|khoản)\s+\d+|\barts?\.\s?\d+|\barticles?\s+\d+/iu;

/** Members of a flow mapping `{a: x, "b": 'y, z'}` that starts at `from`; null when it does not close. */
export function flowMembers(text, from) {
  const members = new Map();
  let depth = 0;
  let quote = '';
  let start = from + 1;
  const keep = (end) => {
    const [, key, value] = /^\s*["']?([\w-]+)["']?\s*:\s?([\s\S]*)$/.exec(text.slice(start, end)) ?? [];
    if (key !== undefined) members.set(key, value.trim());
    start = end + 1;
  };
  for (let at = from; at < text.length; at += 1) {
    const c = text[at];
    if (quote !== '') {
      if (c === '\\' && quote === '"') at += 1;
      else if (c === quote) quote = '';
    } else if ((c === '"' || c === "'") && /[\s:[{,]$/.test(text.slice(from, at))) quote = c;
    else if ('{['.includes(c)) depth += 1;
    else if ('}]'.includes(c)) {
      depth -= 1;
      if (depth === 0) {
        keep(at);
        return members;
      }
    } else if (c === ',' && depth === 1) keep(at);
  }
  return null;
}

const saysSomething = (value) => value !== undefined && !/^(""|''|~|null)?$/.test(value);

function oneSidedTexts(text) {
  const found = [];
  const lineAt = (offset) => text.slice(0, offset).split('\n').length;
  for (const match of text.matchAll(/\{\s*(vi|en)\s*:/g)) {
    const members = flowMembers(text, match.index);
    if (members === null) continue;
    for (const side of ['vi', 'en']) {
      if (!saysSomething(members.get(side))) found.push([lineAt(match.index), `a text has no ${side}`]);
    }
  }
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const [, indent, side] = /^(\s*(?:- )?)(vi|en):(?:\s|$)/.exec(line) ?? [];
    if (side === undefined) return;
    const other = new RegExp(`^${indent.replace('-', '[- ]')}${side === 'vi' ? 'en' : 'vi'}:\\s*\\S`);
    if (!other.test(lines[index + 1] ?? '') && !other.test(lines[index - 1] ?? '')) {
      found.push([index + 1, `a text has no ${side === 'vi' ? 'en' : 'vi'} beside it`]);
    }
  });
  return found;
}

const bothLanguages = {
  id: 'both-languages',
  run: overTexts((path) => /\.yaml$/.test(path) && !isWrongOnPurpose(path), oneSidedTexts),
};

const law = {
  id: 'no-law-in-code',
  run: overTexts(
    (path) =>
      (/^src\/.*\.(cpp|hpp)$/.test(path) || /^web\/src\//.test(path)) &&
      !/_test\.cpp$|\.test\.tsx?$/.test(path) &&
      !kMayCiteLaw.some((pattern) => pattern.test(path)),
    (text, path) =>
      matchingLines(text, kLaw, (match) => `cites law in code: ${match}`).filter(
        // A header may show what a cited clause looks like, in a comment.
        ([line]) => !(path.endsWith('.hpp') && /\/\/\//.test(text.split('\n')[line - 1])),
      ),
  ),
};

const readmes = {
  id: 'room-readme',
  run: ({ files }) => {
    const rooms = new Set([...files.keys()].map((path) => /^src\/([a-z_]+)\//.exec(path)?.[1]).filter(Boolean));
    return [...rooms].flatMap((room) => {
      const path = `src/${room}/README.md`;
      const text = files.get(path)?.text;
      if (text === undefined || text === null) return [{ path, line: 1, what: 'is missing' }];
      const lines = text.split('\n').length - 1;
      return lines > kMostReadmeLines ? [{ path, line: 9, what: `has ${lines} lines, at most ${kMostReadmeLines}` }] : [];
    });
  },
};

const links = {
  id: 'links',
  run: (house) => {
    const paths = [...house.files.keys()];
    const exists = (target) => house.files.has(target) || paths.some((path) => path.startsWith(`${target}/`));
    const find = (text, path) => {
      const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '));
      return prose.split('\n').flatMap((line, index) =>
        [...line.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
          if (/^([a-z]+:|#)/.test(link)) return [];
          const target = posix.normalize(posix.join(posix.dirname(path), link.split('#')[0])).replace(/\/$/, '');
          return target === '.' || exists(target) ? [] : [[index + 1, `links to ${link}, which is not there`]];
        }),
      );
    };
    return overTexts((path) => path.endsWith('.md'), find)(house);
  },
};

const decisions = {
  id: 'adr-numbers',
  run: ({ files }) => {
    const found = [...files.keys()].filter((path) => /^docs\/adr\/\d/.test(path)).sort();
    return found.flatMap((path, index) => {
      const wanted = String(index + 1).padStart(4, '0');
      return path.startsWith(`docs/adr/${wanted}-`) ? [] : [{ path, line: 1, what: `should be number ${wanted}` }];
    });
  },
};

const subjects = {
  id: 'commit-subjects',
  run: (house) =>
    house.subjects.flatMap((subject) => {
      const what = [];
      if (!/^[a-z0-9_./-]+(, ?[a-z0-9_./-]+)*: \p{Lu}/u.test(subject)) what.push('is not "area: Imperative"');
      if ([...subject].length > kMostSubject) what.push(`is longer than ${kMostSubject} columns`);
      if (subject.endsWith('.')) what.push('ends with a full stop');
      return what.map((fault) => ({ path: 'git log', line: 1, what: `"${subject}" ${fault}` }));
    }),
};

export const checks = { bothLanguages, law, readmes, links, decisions, subjects };
