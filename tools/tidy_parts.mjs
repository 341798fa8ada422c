// Checks of the parts that are not ours: what is installed is what docs/dependencies.md names, in that version, and npm's lock holds
// the hash of every package.
const kPage = 'docs/dependencies.md';
const kNpm = ['web', 'tests'];

/** Names → versions of the tables; a row may name several, `a, b | 1, 2`. */
function rowsOf(page) {
  const rows = new Map();
  page.split('\n').forEach((line, index) => {
    const [, names, versions] = /^\| ([^|]+) \| ([^|]+) \|/.exec(line) ?? [];
    if (names === undefined || /^-+$/.test(names)) return;
    const numbers = versions.split(', ');
    names.split(', ').forEach((name, at) => rows.set(name, { version: numbers[at] ?? numbers[0], line: index + 1 }));
  });
  return rows;
}

function* faultsOfNpm(folder, files, rows) {
  const asked = files.get(`${folder}/package.json`)?.text;
  const locked = files.get(`${folder}/package-lock.json`)?.text;
  if (asked === undefined || locked === undefined) return;
  const { dependencies = {}, devDependencies = {} } = JSON.parse(asked);
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) yield [`${folder}/package.json`, `${name} is asked for as ${version}, not as one version`];
    const row = rows.get(name);
    if (row === undefined) yield [`${folder}/package.json`, `${name} has no row in ${kPage}`];
    else if (row.version !== version) yield [`${folder}/package.json`, `${name} is ${version}; ${kPage} says ${row.version}`];
  }
  for (const [place, { integrity = '', link }] of Object.entries(JSON.parse(locked).packages)) {
    if (place !== '' && !link && !integrity.startsWith('sha512-')) yield [`${folder}/package-lock.json`, `${place} has no hash`];
  }
}

const parts = {
  id: 'parts',
  run: ({ files }) => {
    const page = files.get(kPage)?.text;
    if (page === undefined || page === null) return [{ path: kPage, line: 1, what: 'is missing' }];
    const rows = rowsOf(page);
    const findings = kNpm.flatMap((folder) =>
      [...faultsOfNpm(folder, files, rows)].map(([path, what]) => ({ path, line: 1, what })),
    );
    const script = files.get('tools/common.sh')?.text ?? '';
    for (const [, names] of script.matchAll(/^\w+_PACKAGES="([^"]*)"/gm)) {
      for (const name of names.split(/\s+/).filter((one) => !rows.has(one))) {
        findings.push({ path: 'tools/common.sh', line: 1, what: `${name} has no row in ${kPage}` });
      }
    }
    return findings;
  },
};

export const checks = { parts };
