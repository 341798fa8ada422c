import type { Duty, Form, FormField } from "../src/api/client";

const same = (text: string) => ({ vi: text, en: text });

export function field(name: string, type: string, more: Partial<FormField> = {}): FormField {
  return { name, label: same(name), field_class: "F1", type, required: false, later: false, options: [], ...more };
}

export function options(...codes: string[]) {
  return codes.map((code) => ({ code, label: same(code) }));
}

export function form(...fields: FormField[]): Form {
  return { kind: "sample", title: same("Done"), button: same("Do"), fields };
}

export function duty(id: string, more: Partial<Duty> = {}): Duty {
  return {
    id,
    duty: id,
    title: same(id),
    case_id: "c1",
    code_name: "Sen 27",
    version: 1,
    opens: true,
    holder: "post",
    holder_name: same("post"),
    opened_at: "2023-06-03T22:52:00+07:00",
    standing: "open",
    deadline: same(""),
    undecided: false,
    why: same(""),
    source: {
      clause: "H31",
      cite: same("H31"),
      instrument: "i",
      title: same("i"),
      says: same(""),
      certainty: "verified",
    },
    acts: [],
    ...more,
  };
}
