import { check } from "./checker";
import { Evaluation } from "./evaluator";
import { parse } from "./parser";
import { type Environment, kMostBytes, Mistake, type Node, type Signature, type Truth } from "./syntax";

export interface Condition {
  readonly source: string;
  readonly whole: Node;
}

/** What is wrong, where: in bytes of UTF-8 as the server counts, and as an index into the source's string. */
export interface Problem {
  id: string;
  offset: number;
  index: number;
}

export type Compiled = { condition: Condition } | { problems: Problem[] };

const kUtf8 = new TextEncoder();

/** Where byte `kMostBytes` is: in a text that long it always is somewhere. */
function indexOfLastByte(source: string): number {
  let bytes = 0;
  let index = 0;
  for (const letter of source) {
    bytes += kUtf8.encode(letter).length;
    if (bytes > kMostBytes) break;
    index += letter.length;
  }
  return index;
}

/** The tree of a condition, or the first thing that is not in the grammar or over a limit. */
function read(source: string): Node | Problem {
  if (kUtf8.encode(source).length > kMostBytes) {
    return { id: "too_long", offset: kMostBytes, index: indexOfLastByte(source) };
  }
  const halfLetter = source.search(/\p{Surrogate}/u);
  try {
    if (halfLetter >= 0) throw new Mistake(halfLetter, "not_utf8");
    return parse(source);
  } catch (mistake) {
    if (mistake instanceof Mistake) return problemOf(source, mistake);
    throw mistake;
  }
}

function problemOf(source: string, { index, id }: Mistake): Problem {
  return { id, offset: kUtf8.encode(source.slice(0, index)).length, index };
}

/** A syntax error is told alone, type errors all at once; in source order. */
export function compile(source: string, signature: Signature): Compiled {
  const whole = read(source);
  if ("id" in whole) return { problems: [whole] };
  const mistakes = check(whole, signature);
  if (mistakes.length > 0) return { problems: mistakes.map((mistake) => problemOf(source, mistake)) };
  return { condition: { source, whole } };
}

export function truthOf(condition: Condition, environment: Environment): Truth {
  return new Evaluation(environment).truthOf(condition.whole);
}
