// What root reads in the memory of a running server.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Why a test is left out, or false. */
export const notRoot = process.getuid() === 0 ? false : "reading another program's memory needs root";

/** Long enough for threads to finish what a request left them; what is wiped is wiped when it is given back. */
export const rest = () => sleep(3_000);

/** Every readable byte of the process, region by region. */
export function* regions(pid) {
  const memory = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").trim().split("\n")) {
      const [, from, to, rights, name] = /^(\w+)-(\w+) (\S+) \S+ \S+ \S+ *(.*)$/.exec(line);
      if (!rights.startsWith("r") || name.startsWith("[v")) continue;
      const bytes = Buffer.alloc(Number.parseInt(to, 16) - Number.parseInt(from, 16));
      try {
        readSync(memory, bytes, 0, bytes.length, Number.parseInt(from, 16));
      } catch {
        continue; // a guard page
      }
      yield { name: name || "heap of a thread", rights, bytes, from: Number.parseInt(from, 16) };
    }
  } finally {
    closeSync(memory);
  }
}

/** Where each of the values lies: {what: [region]}. */
export function found(pid, values) {
  const places = {};
  for (const { name, rights, bytes } of regions(pid)) {
    for (const [what, value] of values.filter(([, one]) => bytes.includes(one))) {
      places[what] ??= [];
      places[what].push(`${name} ${rights}`);
    }
  }
  return places;
}
