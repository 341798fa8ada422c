import type { Reader, Readers } from "../api/client";

export interface Reach {
  reader: Reader;
  reach: Reader["classes"][number];
}

export interface Part {
  fieldClass: string;
  /** Something of this class is written in the case. */
  written: boolean;
  open: Reach[];
  closed: Reach[];
}

/** The question is asked of a part of the case: who can see this? Parts that are empty and open to nobody are left out. */
export function byClass({ readers, written }: Readers): Part[] {
  const parts = new Map<string, Part>();
  for (const reader of readers) {
    for (const reach of reader.classes) {
      const fieldClass = reach.field_class;
      const part = parts.get(fieldClass) ?? { fieldClass, written: written.includes(fieldClass), open: [], closed: [] };
      parts.set(fieldClass, part);
      (reach.is_open ? part.open : part.closed).push({ reader, reach });
    }
  }
  return [...parts.values()].filter((part) => part.written || part.open.length > 0);
}
