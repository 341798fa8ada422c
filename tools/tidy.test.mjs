// Tries every check on a small good house and on small bad ones: the good must pass, each bad must be found once or more.
import { kIds, tableOf } from './tidy_sheets.mjs';
import { asFile } from './tidy_text.mjs';

const kRooms = `set(NUONG_ROOMS base vault http app)
set(NUONG_MAY_USE_base "")
set(NUONG_MAY_USE_vault base)
set(NUONG_MAY_USE_http base)
set(NUONG_MAY_USE_app \${NUONG_ROOMS})
`;
const kShort = 'namespace a {\nint F(int x) {\n  auto g = [] { return 1; };\n  return g() + x;\n}\n}  // namespace a\n';
const long = (head, tail, lines) => `${head}\n${'  Step();\n'.repeat(lines)}${tail}\n`;
const kLongCpp = `namespace a {\n${long('void F() {', '}', 70)}}\n`;

const kAnswer = {
  'V1.1.1': ['yes', '', 'src/vault', 'Box, Opens | boundaries.a_b | tests/a.test.mjs: a', 'met'],
  'V1.1.2': ['yes', 'half', 'src/*/README.md', 'review: docs/adr', 'partly'],
};
const kSheet = ['id\tlevel\tsubject\tapplies\twhy\tcontrol\ttest\tstate']
  .concat(kIds.map((id, at) => [id, at < 70 ? 1 : at < 253 ? 2 : 3, 'it', ...(kAnswer[id] ?? ['no', 'not ours', '', '', '–'])].join('\t')))
  .join('\n')
  .concat('\n');
const pageOf = (sheet) => `# Sheet\n<!-- counts -->\n${tableOf(sheet)}\n<!-- end of counts -->\n`;
const otherSheet = (from, to) => {
  const sheet = kSheet.replace(from, to);
  return { files: { 'docs/asvs.tsv': sheet, 'docs/explanation/asvs.md': pageOf(sheet) } };
};

const kPart = { asked: '{"dependencies": {"a": "1.2.3"}}', locked: '{"packages": {"": {}, "node_modules/a": {"integrity": "sha512-x"}}}' };

const kGood = {
  files: {
    'docs/dependencies.md': '| package | at least |\n|---|---|\n| g++, b | 12, 3 |\n| a | 1.2.3 |\n',
    'tools/common.sh': 'BUILD_PACKAGES="g++\n  b"\n',
    'web/package.json': `${kPart.asked}\n`,
    'web/package-lock.json': `${kPart.locked}\n`,
    'docs/asvs.tsv': kSheet,
    'docs/explanation/asvs.md': pageOf(kSheet),
    'docs/threat-model.md': 'By `Box, Opens`, `Box, *`, `boundaries.a_b`, `tests/a.test.mjs: a` in `src/vault/`, never `{vi, en}`.\n',
    'src/vault/src/box_test.cpp': 'TEST_F(Box, Opens) {}\n',
    'tests/boundaries/CMakeLists.txt': 'nuong_boundary(a_b IN vault EXPECT "x")\n',
    'cmake/Rooms.cmake': kRooms,
    'src/vault/CMakeLists.txt': 'nuong_room(vault EXPOSES base LIBRARIES PkgConfig::SODIUM)\n',
    'src/vault/README.md': '# vault\nKeys. See [base](../base/README.md).\n',
    'src/base/README.md': '# base\n',
    'src/http/README.md': '# http\n',
    'src/app/README.md': '# app\n',
    'src/base/src/a.cpp': `#include <vector>\n\n#include <unicode/uchar.h>\n// printf is not for us\n${kShort}`,
    'src/vault/include/nuong/vault/b.hpp': '#pragma once\n#include "nuong/base/id.hpp"\n',
    'src/vault/src/b.cpp': '#include <sodium.h>\n#include "b.hpp"\nconst char* kText = R"(a } b)";\n',
    'src/vault/src/b_test.cpp': '#include <gtest/gtest.h>\n',
    'src/app/src/main.cpp': '#include "nuong/http/server.hpp"\n',
    'src/base/include/nuong/base/deadline.hpp': '/// Civil code, art. 147.\n',
    'web/src/a.tsx': `describe("x", () => {\n${'  it("a", () => {\n    b();\n  });\n'.repeat(40)}});\n`,
    'tests/a.test.mjs': `describe('x', { concurrency: 1 }, () => {\n${'  it("a", () => b());\n'.repeat(80)}});\n`,
    'web/src/b.tsx': 'const A = () => <B of={c}>{(d) => <E f={`${g({ h: `${i}` })}`} />}</B>;\nconst j = /[{/]"/;\n',
    'regulations/a.yaml': 'title: {vi: "Một, hai", en: "One: {two}"}\nlong:\n  vi: Một\n  en: One\n',
    'docs/adr/0001-a.md': '# One\nSee [two](0002-b.md#x), [home](https://example.org/), `[no](gone.md)`.\n',
    'docs/adr/0002-b.md': '# Two\n',
  },
  subjects: ['base, rules: Add a thing'],
  longFunctions: [],
};

// Check → houses that differ from the good one in one thing.
const kBad = {
  'file-length': [{ files: { 'a.css': 'a\n'.repeat(601) } }],
  'utf-8': [{ files: { 'a.md': Buffer.from([0x61, 0xff, 0x0a]) } }],
  nfc: [{ files: { 'a.md': `${'Điều'.normalize('NFD')}\n` } }],
  'line-ends': ['a', 'a \n', 'a\r\n', '\uFEFFa\n'].map((text) => ({ files: { 'a.md': text } })),
  tabs: [{ files: { 'a.md': 'a\tb\n' } }],
  'banned-words': ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK', 'a st' + 'ub', 'not imple' + 'mented'].map((word) => ({
    files: { 'a.cpp': `// ${word}: later\n` },
  })),
  'machine-places': ['/wor' + 'k/main', '/tm' + 'p/x'].map((place) => ({ files: { 'a.md': `in ${place}\n` } })),
  'function-length': [
    { files: { 'a.cpp': kLongCpp } },
    { files: { 'a.cpp': `class A {\n  A() : a_{1}, b_(2) {\n${'Step();\n'.repeat(70)}}\n};\n` } },
    { files: { 'a.cpp': `TEST(A, B) {\n${"if (a == '}') { F(); }\n".repeat(70)}}\n` } },
    { files: { 'a.ts': long('export function a(b: string): void {', '}', 70) } },
    { files: { 'a.ts': long('const a = async (b: string) => {', '};', 70) } },
    { files: { 'a.ts': `class A {\n${long('#b(c) {', '}', 70)}}\n` } },
    { files: { 'a.tsx': `const A = () => (\n${'  <p>{b(1)}</p>\n'.repeat(70)});\n` } },
    { files: { 'a.ts': `describe("a", () => {\n${long('it("b", () => {', '});', 70)}});\n` } },
    { files: { 'a.cpp': 'void F() {{\n}\n' } },
    { longFunctions: ['a.cpp:Gone'] },
  ],
  rooms: [
    { files: { 'src/http/src/a.cpp': '#include "nuong/vault/b.hpp"\n' } },
    { files: { 'src/http/src/a.cpp': '#include "../b.hpp"\n' } },
    { files: { 'src/app/include/nuong/app/a.hpp': '#include "nuong/vault/b.hpp"\n' } },
  ],
  'third-party': [
    { files: { 'src/base/src/a.cpp': '#include <sodium.h>\n' } },
    { files: { 'src/vault/src/a.cpp': '#include <gtest/gtest.h>\n' } },
    { files: { 'src/vault/src/a.cpp': '#include <curl/curl.h>\n' } },
    { files: { 'src/vault/include/nuong/vault/a.hpp': '#include <sodium.h>\n' } },
    { files: { 'src/http/src/a.cpp': '#include <boost/json.hpp>\n' } },
  ],
  'pure-rooms': ['std::chrono::system_clock::now()', 'std::tolower(c)', 'printf("a")', 'std::rand()', 'std::ifstream f'].map(
    (use) => ({ files: { 'src/base/src/a.cpp': `void F() { ${use}; }\n` } }),
  ),
  'both-languages': ['{vi: Một}', '{vi: "", en: One}', '{en: One}', '{vi: Một, en: }'].map((text) => ({
    files: { 'a.yaml': `a: ${text}\n` },
  })).concat([{ files: { 'a.yaml': 'a:\n  vi: Một\nb: 1\n' } }]),
  'no-law-in-code': [
    { files: { 'src/http/src/a.cpp': '// art. 24\n' } },
    { files: { 'web/src/a.tsx': 'const a = "Điều 24";\n' } },
  ],
  'room-readme': [
    { files: { 'src/rules/src/a.cpp': '' } },
    { files: { 'src/vault/README.md': 'a\n'.repeat(9) } },
  ],
  links: [{ files: { 'docs/a.md': '[b](b.md)\n' } }],
  'adr-numbers': [
    { files: { 'docs/adr/0004-c.md': '# Four\n' } },
    { files: { 'docs/adr/0002-c.md': '# Two again\n' } },
  ],
  'asvs-sheet': [
    { files: { 'docs/asvs.tsv': kSheet.split('\n').slice(0, -2).join('\n') } },
    { files: { 'docs/explanation/asvs.md': pageOf(kSheet).replace('| 345 |', '| 344 |') } },
    otherSheet('V1.1.1', 'V1.1.2'),
    otherSheet('V1.1.1\t1', 'V1.1.1\t4'),
    otherSheet('V1.1.1\t1', 'V1.1.1\t2'),
    otherSheet('Box, Opens', 'Box, Closes'),
    otherSheet('boundaries.a_b', 'boundaries.a_c'),
    otherSheet('test.mjs: a', 'test.mjs: c'),
    otherSheet('Box, Opens | boundaries.a_b | tests/a.test.mjs: a', ''),
    otherSheet('src/vault', 'src/vaults'),
    otherSheet('review: docs/adr', 'review: docs/ads'),
    otherSheet('half', ''),
    otherSheet('partly', 'perhaps'),
    otherSheet('not ours', ''),
    otherSheet('–', 'met'),
  ],
  'threat-model': ['Box, Closes', 'Bag, *', 'boundaries.a_c', 'tests/b.test.mjs', 'tests/a.test.mjs: c', 'src/gone.cpp'].map((name) => ({
    files: { 'docs/threat-model.md': `By \`${name}\`.\n` },
  })),
  parts: [
    { files: { 'web/package.json': kPart.asked.replace('1.2.3', '1.2.4') } },
    { files: { 'web/package.json': kPart.asked.replace('1.2.3', '^1.2.3') } },
    { files: { 'web/package.json': kPart.asked.replace('"a"', '"c"') } },
    { files: { 'web/package-lock.json': kPart.locked.replace('sha512-', 'sha1-') } },
    { files: { 'tools/common.sh': 'TEST_PACKAGES="b c"\n' } },
  ],
  'commit-subjects': ['Add a thing', 'base: add', 'base: Add.', `base: A${'d'.repeat(80)}`].map((s) => ({ subjects: [s] })),
};

function houseOf(change) {
  const files = new Map();
  for (const [path, content] of Object.entries({ ...kGood.files, ...change.files })) {
    files.set(path, asFile(Buffer.isBuffer(content) ? content : Buffer.from(content)));
  }
  return { ...kGood, ...change, files };
}

/** What is wrong with the checks themselves, as sentences; nothing when each can pass and can fail. */
export function tryChecks(checks) {
  const defects = [];
  for (const check of checks) {
    for (const { path, line, what } of check.run(houseOf({}))) {
      defects.push(`${check.id} finds fault with a good house: ${path}:${line}: ${what}`);
    }
    const bad = kBad[check.id] ?? [];
    if (bad.length === 0) defects.push(`${check.id} has no bad example`);
    bad.forEach((change, index) => {
      if (check.run(houseOf(change)).length === 0) defects.push(`${check.id} does not find bad example ${index + 1}`);
    });
  }
  return defects;
}
