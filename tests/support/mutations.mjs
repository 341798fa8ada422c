// Mistakes in the regulations, made one at a time on the text as an editor could make them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Every file of a folder of regulations: its name relative to it, and its text. */
export function readRegulations(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".yaml")).sort();
  return names.map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
}

/** The items of a file: "group", its id or kind, and where its lines begin and end. */
function itemsOf(text) {
  const items = [];
  let group = "";
  let at = 0;
  for (const line of text.split("\n")) {
    const head = /^([a-z_]+):/.exec(line);
    if (head) group = head[1];
    if (/^  - /.test(line)) items.push({ group, begin: at, end: text.length });
    if ((head || /^  - /.test(line)) && items.length > 0) {
      const last = items.findLast((item) => item.begin < at);
      if (last && last.end === text.length) last.end = at;
    }
    at += line.length + 1;
  }
  for (const item of items) {
    item.text = text.slice(item.begin, item.end);
    item.id = /^  - (?:\{)?(?:id|kind): ([^\n,}]+)/.exec(item.text)?.[1] ?? "";
  }
  return items;
}

/** Every way to replace one match: one text for each. */
function each(text, pattern, replaced) {
  return [...text.matchAll(pattern)].map((match) => {
    const made = replaced(match);
    return made === undefined ? undefined : text.slice(0, match.index) + made + text.slice(match.index + match[0].length);
  }).filter((made) => made !== undefined && made !== text);
}

/** The next of a ring, so that every swap is another one and always the same. */
const after = (ring, name) => ring[(ring.indexOf(name) + 1) % ring.length];

const listOf = (text) => text.split(",").map((name) => name.trim()).filter(Boolean);
const line = (key) => new RegExp(`^    ${key}: .*\\n`, "gm");
const block = (key) => new RegExp(`^    ${key}:.*\\n(?:^      .*\\n)*`, "gm");
const drop = (pattern) => (text) => each(text, pattern, () => "");

/** Takes one name out of a list in brackets; not the last one. */
const shorten = (pattern) => (text) => [...text.matchAll(pattern)].flatMap((match) => {
  const names = listOf(match[2]);
  if (names.length < 2) return [];
  return names.map((_, i) => text.slice(0, match.index) + match[1] + names.toSpliced(i, 1).join(", ") + match[3] + text.slice(match.index + match[0].length));
});

/** Another role in its place: only such that are not named beside it. */
const swapRole = (pattern) => (text, { roles }) => each(text, pattern, ([, head, name, tail]) => {
  let other = after(roles, name);
  while (tail.includes(other) || head.includes(other)) other = after(roles, other);
  return roles.includes(name) ? head + other + tail : undefined;
});

const actionsOf = (text) => listOf(/actions: \[([^\]]*)\]/.exec(text)?.[1] ?? "");

/** What is done to an item, by the group it stands in. */
const operators = {
  acts: {
    "drop a flow: act": (text) => [/begins_case: true/.test(text) ? undefined : ""].filter((made) => made !== undefined),
    "drop a flow: case value set": (text) => each(text, /(^    sets: \{)([^}]*)(\}\n)/gm, ([, head, values, tail]) => listOf(values).length === 1 ? "" : head + listOf(values).slice(1).join(", ") + tail),
    "drop a flow: relation given": (text) => each(text, /^      - \{unit: .*\n/gm, () => "").map((made) => made.replace(/^    parties:\n(?!      - )/m, "")),
    "drop a flow: keeper made": drop(line("makes_keeper")),
    "swap a role: actor": (text, world) => [...text.matchAll(/^    by: \{.*roles: \[([^\]]+)\].*\n/gm)].flatMap((match) =>
      listOf(match[1]).map((name) => {
        let other = after(world.roles, name);
        while (listOf(match[1]).includes(other)) other = after(world.roles, other);
        return text.replace(match[0], match[0].replace(new RegExp(`\\b${name}\\b(?=[^\\[]*\\])(?!.*relations)`), other));
      })),
    "swap a role: party": swapRole(/(unit: "role:)([a-z_]+)(")/g),
    "swap a role: relation": (text, { relations }) => each(text, /(becomes: )([a-z_]+)/g, ([, head, name]) => head + after(relations, name)),
    "drop a guard: when": (text) => each(text, /^    when: .*\n/gm, () => "").map((made) => made.replace(/^    otherwise: .*\n/m, "")),
    "drop a guard: demand": (text) => each(text, /^      - condition: .*\n(?:        .*\n)*|^      - \{condition: .*\n/gm, () => "").map((made) => made.replace(/^    demands:\n(?!      - )/m, "")),
    "drop a guard: actors": (text) => each(text, /^(    by: \{relations: \[[^\]]+\]), roles: \[[^\]]+\]/gm, ([, head]) => head),
    "remove a transition: no successor": (text) => each(text, /^    until: null\n/gm, () => "    until: 2025-01-01\n"),
  },
  duties: {
    "drop a flow: duty": () => [""],
    "drop a flow: fulfilment": shorten(/(^    fulfilled_by: \[)([^\]]*)(\])/gm),
    "drop a flow: lapse": (text) => each(text, /^    lapses_when: .*\n/gm, () => "").map((made) => made.replace(/^    lapse_reason: .*\n/m, "")),
    "swap a role: holder": swapRole(/(^    holder: "role:)([a-z_]+)(")/gm),
    "swap a role: told when late": (text, world) => swapRole(/(tell: "role:)([a-z_]+)(")/g)(text, world),
    "remove an escalation: ladder": (text) => each(text, /^    late:(?: \[.*\]\n|\n(?:      - .*\n)+)/gm, () => ""),
    "remove a transition: no successor": (text) => each(text, /^    until: null\n/gm, () => "    until: 2025-01-01\n"),
  },
  access: {
    "widen a permit: condition": (text) => /effect: permit/.test(text) ? each(text, /^    when: .*\n/gm, () => "") : [],
    "widen a permit: part of condition": (text) => !/effect: permit/.test(text) ? [] :
      [...text.matchAll(/^(    when: ")([^\n]*)(")$/gm)].flatMap((match) => {
        const parts = match[2].split(" && ");
        return parts.length < 2 || /[()]/.test(match[2]) ? [] : parts.map((_, i) => text.replace(match[0], match[1] + parts.toSpliced(i, 1).join(" && ") + match[3]));
      }),
    "widen a permit: class": (text, { shut }) => !/effect: permit/.test(text) ? [] :
      [...text.matchAll(/(classes: \[)([^\]]*)(\])/g)].flatMap((match) => ["F3", "F4m", "F4c", "F5"]
        .filter((one) => !listOf(match[2]).includes(one))
        .filter((one) => !actionsOf(text).every((action) => shut.has(`${action} ${one}`)))
        .map((one) => text.replace(match[0], `${match[1]}${match[2]}, ${one}${match[3]}`))),
    "drop a guard: forbid": (text) => (/effect: forbid/.test(text) ? [""] : []),
  },
  regimes: {
    "remove a transition: rule": drop(line("transition")),
  },
  entitlements: {
    "drop a flow: right": () => [""],
  },
};

/** All mutants: { operator, file, id, text } with the whole new text of the file. */
export function mutantsOf(files, folders) {
  const roles = new Set();
  const relations = new Set();
  const shut = new Set(); // "action class" that is forbidden whatever else holds: a permit more changes nothing there
  for (const { name, text } of files) {
    if (!folders.includes(name.split("/")[0])) continue;
    for (const item of itemsOf(text)) {
      if (item.group === "roles") roles.add(item.id);
      if (item.group === "relations") relations.add(item.id);
      if (item.group === "access" && /effect: forbid/.test(item.text) && /^    when: "true"$/m.test(item.text)) {
        const classes = listOf(/classes: \[([^\]]*)\]/.exec(item.text)?.[1] ?? "");
        for (const action of actionsOf(item.text)) for (const one of classes) shut.add(`${action} ${one}`);
      }
    }
  }
  const world = { roles: [...roles].sort(), relations: [...relations].sort(), shut };
  const mutants = [];
  for (const { name, text } of files) {
    if (!folders.includes(name.split("/")[0])) continue;
    for (const item of itemsOf(text)) {
      for (const [operator, make] of Object.entries(operators[item.group] ?? {})) {
        make(item.text, world).forEach((made, number) => {
          if (made === item.text) return;
          mutants.push({ operator, file: name, group: item.group, id: item.id, number, was: item.text, is: made, text: text.slice(0, item.begin) + made + text.slice(item.end) });
        });
      }
    }
  }
  return mutants;
}
