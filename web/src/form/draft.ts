import type { Field, Form, FormField, Me } from "../api/client";
import type { Fields } from "../api/writes";
import { serverNow, serverOffsetMinutes } from "../domain/clock";
import { type LocalMoment, momentAt, two } from "../domain/time";
import { isAsked, namesOf } from "./condition";

/** Boxes as typed, so that what is half written stays as it is. */
export interface Boxes {
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
}

export const kEmptyBoxes: Boxes = { day: "", month: "", year: "", hour: "", minute: "" };

/** A file that was chosen: its name, and its bytes in base64 as they are sent. */
export interface Chosen {
  name: string;
  content: string;
}

/** What stands in the control of one field; an absent entry is a question nobody has answered. */
export type Typed = string | string[] | Boxes | Chosen;
export type Draft = Record<string, Typed>;

function isChosen(typed: Typed | undefined): typed is Chosen {
  return typeof typed === "object" && "content" in typed;
}

function isBoxes(typed: Typed | undefined): typed is Boxes {
  return typeof typed === "object" && !Array.isArray(typed) && !isChosen(typed);
}

export function chosenOf(typed: Typed | undefined): Chosen | undefined {
  return isChosen(typed) ? typed : undefined;
}

export function boxesOf(typed: Typed | undefined): Boxes {
  return isBoxes(typed) ? typed : kEmptyBoxes;
}

export function textOf(typed: Typed | undefined): string {
  return typeof typed === "string" ? typed : "";
}

export function listOf(typed: Typed | undefined): string[] {
  return Array.isArray(typed) ? typed : [];
}

export function boxesFrom(moment: LocalMoment): Boxes {
  return {
    day: two(moment.day),
    month: two(moment.month),
    year: String(moment.year),
    hour: two(moment.hour),
    minute: two(moment.minute),
  };
}

/** Only what is known without asking the person: the present moment, the own unit. Never an answer about a person. */
export function offeredDraft(form: Form, me: Me): Draft {
  const draft: Draft = {};
  for (const field of form.fields) {
    if (field.offer === "now") draft[field.name] = boxesFrom(serverNow());
    if (field.offer === "own_unit") draft[field.name] = me.unit;
  }
  return draft;
}

function whole(text: string, min: number, max: number): number | undefined {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

/** "2023-06-03", or nothing when there is no such day. */
export function dateOf(boxes: Boxes): string | undefined {
  const [day, month, year] = [whole(boxes.day, 1, 31), whole(boxes.month, 1, 12), whole(boxes.year, 1900, 2100)];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}

/** "2023-06-03T22:40:00+07:00" */
export function instantOf(boxes: Boxes): string | undefined {
  const [date, hour, minute] = [dateOf(boxes), whole(boxes.hour, 0, 23), whole(boxes.minute, 0, 59)];
  if (date === undefined || hour === undefined || minute === undefined) return undefined;
  const offset = serverOffsetMinutes();
  const east = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${date}T${two(hour)}:${two(minute)}:00${east}`;
}

export function isBlank(typed: Typed | undefined): boolean {
  if (typed === undefined) return true;
  if (isChosen(typed)) return false;
  if (isBoxes(typed)) return Object.values(typed).every((box) => box.trim() === "");
  return typeof typed === "string" ? typed.trim() === "" : typed.length === 0;
}

/** The value of one answer as the API takes it; undefined when it is blank or cannot be one. */
export function answerValue(field: FormField, typed: Typed | undefined): unknown {
  if (isBlank(typed)) return undefined;
  switch (field.type) {
    case "date":
      return dateOf(boxesOf(typed));
    case "instant":
      return instantOf(boxesOf(typed));
    case "integer": {
      const text = textOf(typed).trim();
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    }
    case "yes_no":
      return textOf(typed) === "yes";
    case "choices":
    case "units":
      return listOf(typed);
    case "file":
      return chosenOf(typed);
    default:
      return textOf(typed).trim();
  }
}

function valuesOf(form: Form, draft: Draft): Fields {
  const values: Fields = {};
  for (const field of form.fields) {
    const value = answerValue(field, draft[field.name]);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

interface Asked {
  fields: FormField[];
  values: Fields;
}

/** The questions that are asked, with their answers: one that is hidden answers nothing, so no other is asked because of it. */
function whatIsAsked(form: Form, draft: Draft): Asked {
  const names = namesOf(form.fields);
  let values = valuesOf(form, draft);
  for (;;) {
    const fields = form.fields.filter((field) => isAsked(field.when, names, values));
    const answered = fields.filter(({ name }) => name in values).map(({ name }) => [name, values[name]] as const);
    if (answered.length === Object.keys(values).length) return { fields, values };
    values = Object.fromEntries(answered);
  }
}

export const askedFields = (form: Form, draft: Draft): FormField[] => whatIsAsked(form, draft).fields;

/** What is sent: the answers to the questions that are asked. Answers to hidden ones stay in the draft only. */
export const fieldsToSend = (form: Form, draft: Draft): Fields => whatIsAsked(form, draft).values;

/** A draft as it was stored, back into the controls. */
export function draftFrom(form: Form, stored: Field[]): Draft {
  const draft: Draft = {};
  for (const { name, value } of stored) {
    const type = form.fields.find((field) => field.name === name)?.type;
    if (type === undefined || value === undefined || value === null) continue;
    if (type === "yes_no") draft[name] = value === true ? "yes" : "no";
    else if (Array.isArray(value)) draft[name] = value.map(String);
    else if (type === "date") draft[name] = boxesFromDate(String(value));
    else if (type === "instant") draft[name] = boxesFrom(momentAt(Date.parse(String(value)), serverOffsetMinutes()));
    else draft[name] = String(value);
  }
  return draft;
}

function boxesFromDate(date: string): Boxes {
  const [year = "", month = "", day = ""] = date.split("-");
  return { ...kEmptyBoxes, day, month, year };
}
