/**
 * The browser's half of the language of conditions; the server's is the room src/rules, and src/rules/language.md says
 * what both mean. Held equal by tests/conditions.
 */
export type Type = "bool" | "int" | "text" | "date" | "instant" | "duration" | "text_list";

/** What names a condition may use, and their types. */
export type Signature = Readonly<Record<string, Type>>;

/**
 * What the names are worth, as JSON: date, instant and duration are texts as in date(…), instant(…) and duration(…), an
 * integer is a number or a bigint. Absent, null or of another type: unknown.
 */
export type Environment = Readonly<Record<string, unknown>>;

/** Undefined is unknown. */
export type Truth = boolean | undefined;

export const kMostBytes = 4096;
export const kMostDepth = 32;
export const kMostNodes = 256;

/** A problem as the parts of the compiler find it: where, in UTF-16 units of the source, and what. */
export class Mistake extends Error {
  constructor(
    readonly index: number,
    readonly id: string,
  ) {
    super(id);
  }
}

/** A known value: days of a date, microseconds of an instant and of a duration. */
export type Known = boolean | bigint | string | readonly string[];

export type Operator = "!" | "-x" | "+" | "-" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "&&" | "||" | "?:";

/** One step of a condition. A chain of && (or of ||) is one node with many children. */
export interface Node {
  kind: "literal" | "name" | "call" | Operator;
  /** The part of the source, without parentheses around the whole of it. */
  begin: number;
  end: number;
  children: Node[];
  /** Of a name and of a call. */
  name: string;
  /** Of a literal; the checker fills it for date(…), instant(…) and duration(…). */
  value?: Known;
  /** Set by the checker; undefined where an error was already told. */
  type?: Type | undefined;
}
