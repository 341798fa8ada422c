import type { FormField } from "../api/client";
import { compile, truthOf } from "../rules/condition";
import type { Environment, Signature, Type } from "../rules/syntax";

/** As the engine types the fields of an act. */
const kTypes: Readonly<Record<string, Type>> = {
  text: "text",
  long_text: "text",
  choice: "text",
  unit: "text",
  bed_group: "text",
  integer: "int",
  yes_no: "bool",
  choices: "text_list",
  units: "text_list",
  date: "date",
  instant: "instant",
};

/** The names the conditions of a form may use: its own answers, as `fields.…`. */
export function namesOf(fields: readonly Pick<FormField, "name" | "type">[]): Signature {
  return Object.fromEntries(
    fields.flatMap(({ name, type }) => (kTypes[type] === undefined ? [] : [[`fields.${name}`, kTypes[type]]])),
  );
}

/**
 * Whether a field of a form is asked, given the answers so far: when its condition is true. An answer not given is
 * unknown, and unknown does not ask. A condition that does not compile here asks: the server decides in the end.
 */
export function isAsked(when: string | undefined, names: Signature, answers: Readonly<Record<string, unknown>>) {
  if (!when) return true;
  const compiled = compile(when, names);
  if ("problems" in compiled) return true;
  const environment: Environment = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [`fields.${name}`, value]),
  );
  return truthOf(compiled.condition, environment) === true;
}
