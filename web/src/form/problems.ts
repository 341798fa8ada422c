import type { Form, FormField, Problem, Text } from "../api/client";
import type { Messages } from "../messages/vi";
import { answerValue, askedFields, type Draft, isBlank, type Typed, textOf } from "./draft";

/** What is wrong with the answer of one field, said so that the field is named. */
export interface FieldProblem {
  name: string;
  message: string;
}

type Say = (text: Text | undefined) => string;

function integerProblem(field: FormField, value: number, label: string, t: Messages): string | undefined {
  if (field.min !== undefined && value < field.min) return t.form.tooSmall(label, field.min);
  if (field.max !== undefined && value > field.max) return t.form.tooLarge(label, field.max);
  return undefined;
}

function problemOf(field: FormField, typed: Typed | undefined, t: Messages, say: Say): string | undefined {
  const label = say(field.label);
  if (isBlank(typed)) return field.required ? t.form.required(label) : undefined;
  const value = answerValue(field, typed);
  switch (field.type) {
    case "date":
      return value === undefined ? t.form.notDate(label) : undefined;
    case "instant":
      return value === undefined ? t.form.notMoment(label) : undefined;
    case "integer":
      return typeof value === "number" ? integerProblem(field, value, label, t) : t.form.notInteger(label);
    case "text":
    case "long_text": {
      const tooLong = field.max !== undefined && [...textOf(typed)].length > field.max;
      return tooLong ? t.form.tooLong(label, field.max as number) : undefined;
    }
    default:
      return undefined;
  }
}

export function problemsOf(form: Form, draft: Draft, t: Messages, say: Say): FieldProblem[] {
  return askedFields(form, draft).flatMap((field) => {
    const message = problemOf(field, draft[field.name], t, say);
    return message ? [{ name: field.name, message }] : [];
  });
}

/** What the server refused, by the pointer of each problem; a pointer into a list belongs to the list's field. */
export function serverProblems(form: Form, problem: Problem, say: Say): FieldProblem[] {
  return problem.fields.flatMap(({ pointer, message }) => {
    const name = /^\/fields\/([^/]+)/.exec(pointer)?.[1]?.replaceAll("~1", "/").replaceAll("~0", "~");
    return name !== undefined && form.fields.some((field) => field.name === name)
      ? [{ name, message: say(message) }]
      : [];
  });
}
