// Checks of what code is made of: length of functions, what a room includes, what a pure room may not touch.
import { blankNoCode } from './tidy_blank.mjs';
import { functionsOf } from './tidy_functions.mjs';
import { matchingLines, overTexts } from './tidy_text.mjs';

const kMostFunctionLines = 70;
// `path:name` of functions that may be longer. This list only shrinks: an entry no longer needed fails.
export const kLongFunctions = [];

const kThirdParty = [
  [/^sodium\.h$/, ['vault']],
  [/^libgfshare\.h$/, ['vault']],
  [/^fido(\.h$|\/)/, ['vault']],
  [/^tss2\//, ['tpm']],
  [/^(jpeglib|jerror|png)\.h$/, ['picture']],
  [/^openssl\//, ['vault']], // the tests play the authenticator
  [/^sqlite3\.h$/, ['store_sqlite', 'tests/fault']],
  [/^boost\/describe\.hpp$/, ['operations', 'http', 'app']],
  [/^boost\/(asio|beast|mp11|core)[./]/, ['http']],
  [/^boost\/json[./]/, ['base']],
  [/^boost\//, []],
  [/^libfyaml\.h$/, ['base']],
  [/^unicode\//, ['base']],
  [/^zlib\.h$/, ['http']],
  [/^(spdlog|CLI|fmt)\//, ['app']],
  [/^(gtest|gmock|rapidcheck)([./]|$)/, ['test']],
];
// Headers of the standard library and of the system have no folder and no ending, or one of these.
const kSystem = /^[a-z_]+$|^(sys|netinet|arpa|linux)\/[a-z_]+\.h$|^(fcntl|spawn|poll|signal|netdb|termios|unistd|pthread|dirent|malloc)\.h$/;

const kPureRooms = ['base', 'rules', 'regulation', 'casework', 'access'];
const kImpure =
  /\b(system_clock|steady_clock|random_device|rand\s*\(|fstream|ifstream|ofstream|getenv|cout|cerr|printf|fprintf)|\b(to(lower|upper)|is(alpha|alnum|digit|space|upper|lower|punct))\s*\(/;

// Headers for `app` and tests only, which may show more than EXPOSES: who includes one must see its rooms by itself.
const kWiring = new Set(['wiring.hpp', 'compare.hpp', 'monitor.hpp', 'access_survey.hpp', 'rule_proposal.hpp'].map((name) => `src/operations/include/nuong/operations/${name}`));

const isTest = (path) => /_test\.cpp$|^tests\/|\/contract\//.test(path);
const roomOf = (path) => /^src\/([a-z_]+)\//.exec(path)?.[1];
const isCpp = (path) => /\.(cpp|hpp)$/.test(path);
const isScript = (path) => /\.(ts|tsx|mjs)$/.test(path) && path !== 'web/src/api/schema.d.ts';

/** The rooms each room may use, from cmake/Rooms.cmake. */
export function roomsTable(cmake) {
  const all = /set\(NUONG_ROOMS ([^)]*)\)/.exec(cmake)?.[1].split(/\s+/) ?? [];
  const table = new Map();
  for (const [, room, used] of cmake.matchAll(/set\(NUONG_MAY_USE_(\w+) ([^)]*)\)/g)) {
    const names = used.replaceAll('"', '').split(/\s+/).filter(Boolean);
    table.set(room, new Set(names.flatMap((name) => (name === '${NUONG_ROOMS}' ? all : [name])).concat(room)));
  }
  return table;
}

/** Rooms that stand in a room's public headers, from its CMakeLists.txt. */
export function exposedBy(cmake) {
  const names = /EXPOSES([^)]*?)(?=USES|LIBRARIES|PUBLIC_LIBRARIES|\))/.exec(cmake)?.[1] ?? '';
  return new Set(names.split(/\s+/).filter(Boolean));
}

const includesOf = (text) =>
  text.split('\n').flatMap((line, index) => {
    const match = /^\s*#\s*include\s+([<"])([^>"]+)[>"]/.exec(line);
    return match ? [{ line: index + 1, quote: match[1], header: match[2] }] : [];
  });

const textOf = (files, path) => files.get(path)?.text ?? '';

const functionLength = {
  id: 'function-length',
  run: ({ files, longFunctions = kLongFunctions }) => {
    const findings = [];
    const needed = new Set();
    for (const [path, file] of files) {
      if (file.text === null || !(isCpp(path) || isScript(path))) continue;
      const functions = functionsOf(file.text, isScript(path));
      if (functions === null) findings.push({ path, line: 1, what: 'the braces do not pair' });
      for (const { name, line, lines } of functions ?? []) {
        if (lines <= kMostFunctionLines) continue;
        if (longFunctions.includes(`${path}:${name}`)) needed.add(`${path}:${name}`);
        else findings.push({ path, line, what: `${name} has ${lines} lines, at most ${kMostFunctionLines}` });
      }
    }
    const idle = longFunctions.filter((entry) => !needed.has(entry));
    return findings.concat(
      idle.map((entry) => ({ path: 'tools/tidy_code.mjs', line: 1, what: `exception no longer needed: ${entry}` })),
    );
  },
};

const rooms = {
  id: 'rooms',
  run: (house) => {
    const table = roomsTable(textOf(house.files, 'cmake/Rooms.cmake'));
    const find = (text, path) => {
      const room = roomOf(path);
      const isPublic = path.includes('/include/');
      const exposed = exposedBy(textOf(house.files, `src/${room}/CMakeLists.txt`));
      return includesOf(text).flatMap(({ line, header }) => {
        if (header.startsWith('../')) return [[line, `includes ${header}: no way up`]];
        const named = /^nuong\/([a-z_]+)\//.exec(header)?.[1];
        if (named === undefined || named === room) return [];
        if (!table.get(room)?.has(named)) return [[line, `room ${room} may not use room ${named}`]];
        if (isPublic && !exposed.has(named) && !kWiring.has(path)) return [[line, `a public header shows room ${named}, not in EXPOSES`]];
        return [];
      });
    };
    return overTexts((path) => isCpp(path) && roomOf(path) !== undefined, find)(house);
  },
};

const thirdParty = {
  id: 'third-party',
  run: overTexts(isCpp, (text, path) => {
    const room = roomOf(path) ?? path.split('/').slice(0, 2).join('/');
    return includesOf(text).flatMap(({ line, quote, header }) => {
      if (quote === '"') return [];
      const known = kThirdParty.find(([pattern]) => pattern.test(header));
      if (!known) return kSystem.test(header) ? [] : [[line, `<${header}> is no library of the house`]];
      if (path.includes('/include/') && !(header === 'boost/describe.hpp' && room === 'operations')) {
        return [[line, `<${header}> in a public header`]];
      }
      const allowed = known[1].includes(room) || (known[1].includes('test') && isUsedByTests(path));
      return allowed ? [] : [[line, `<${header}> may not be used in ${room}`]];
    });
  }),
};

/** Tests, and the private headers that only support them. */
function isUsedByTests(path) {
  return isTest(path) || /^benchmark\//.test(path) || /_(support|fixture|property|generators?)\.hpp$/.test(path);
}

const pure = {
  id: 'pure-rooms',
  run: overTexts(
    (path) => isCpp(path) && kPureRooms.includes(roomOf(path)) && !isTest(path) && !/\/ports\.[ch]pp$/.test(path),
    (text) => matchingLines(blankNoCode(text, false), kImpure, (match) => `a pure room uses ${match.trim()}`),
  ),
};

export const checks = { functionLength, rooms, thirdParty, pure };
