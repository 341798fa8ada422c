/**
 * When a field of a form is asked: the part of the regulation's condition language that stands in a form, over the
 * form's own answers. Three-valued as in the engine: an answer not given is unknown, and unknown does not ask.
 */
export type Answers = Record<string, unknown>;
type Truth = boolean | undefined;

export class ConditionError extends Error {}

const kToken = /\s*(?:(&&|\|\||==|!=|!|\(|\)|\[|\]|,)|'([^'\\]*)'|"([^"\\]*)"|(-?\d+)|([A-Za-z_][\w.]*))/y;

type Token = { sign: string } | { literal: string | number } | { word: string };

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  kToken.lastIndex = 0;
  const end = source.trimEnd().length;
  while (kToken.lastIndex < end) {
    const found = kToken.exec(source);
    if (!found) throw new ConditionError(source);
    const [, sign, single, double, number, word] = found;
    if (sign !== undefined) tokens.push({ sign });
    else if (word !== undefined) tokens.push({ word });
    else tokens.push({ literal: number !== undefined ? Number(number) : (single ?? double ?? "") });
  }
  return tokens;
}

class Evaluation {
  #at = 0;
  constructor(
    private readonly tokens: Token[],
    private readonly answers: Answers,
  ) {}

  whole(): Truth {
    const truth = this.#either();
    if (this.#at !== this.tokens.length) throw new ConditionError("something follows the condition");
    return truth;
  }

  #take(sign: string): boolean {
    const token = this.tokens[this.#at];
    if (!token || !("sign" in token) || token.sign !== sign) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    const token = this.tokens[this.#at];
    if (!token || !("word" in token) || token.word !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string) {
    if (!this.#take(sign)) throw new ConditionError(`"${sign}" is missing`);
  }

  #either(): Truth {
    let truth = this.#both();
    while (this.#take("||")) {
      const other = this.#both();
      truth = truth === true || other === true ? true : truth === false && other === false ? false : undefined;
    }
    return truth;
  }

  #both(): Truth {
    let truth = this.#not();
    while (this.#take("&&")) {
      const other = this.#not();
      truth = truth === false || other === false ? false : truth === true && other === true ? true : undefined;
    }
    return truth;
  }

  #not(): Truth {
    if (!this.#take("!")) return this.#comparison();
    const truth = this.#not();
    return truth === undefined ? undefined : !truth;
  }

  #comparison(): Truth {
    if (this.#take("(")) {
      const truth = this.#either();
      this.#expect(")");
      return truth;
    }
    if (this.#takeWord("has")) {
      this.#expect("(");
      const given = this.#value() !== undefined;
      this.#expect(")");
      return given;
    }
    const left = this.#value();
    if (this.#take("==")) return same(left, this.#value());
    if (this.#take("!=")) {
      const equal = same(left, this.#value());
      return equal === undefined ? undefined : !equal;
    }
    if (this.#takeWord("in")) return isIn(left, this.#value());
    if (left === undefined || typeof left === "boolean") return left;
    throw new ConditionError("a comparison is missing");
  }

  #value(): unknown {
    if (this.#take("[")) {
      const items: unknown[] = [];
      while (!this.#take("]")) {
        if (items.length > 0) this.#expect(",");
        items.push(this.#value());
      }
      return items;
    }
    const token = this.tokens[this.#at];
    this.#at += 1;
    if (token && "literal" in token) return token.literal;
    if (token && "word" in token) return this.#named(token.word);
    throw new ConditionError("a value is missing");
  }

  #named(word: string): unknown {
    if (word === "true") return true;
    if (word === "false") return false;
    if (word.startsWith("fields.")) return this.answers[word.slice("fields.".length)];
    throw new ConditionError(`"${word}" is not known here`);
  }
}

function same(left: unknown, right: unknown): Truth {
  return left === undefined || right === undefined ? undefined : equal(left, right);
}

/** As the engine compares: texts in NFC, lists item by item in their order. */
function equal(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => equal(item, right[at]));
  if (typeof left === "string" && typeof right === "string") return left.normalize() === right.normalize();
  return left === right;
}

function isIn(left: unknown, right: unknown): Truth {
  return left === undefined || !Array.isArray(right) ? undefined : right.some((item) => equal(left, item));
}

export function truthOf(source: string, answers: Answers): Truth {
  return new Evaluation(tokensOf(source), answers).whole();
}

/** A condition this reader does not know asks the question: the server decides in the end. */
export function isAsked(when: string | undefined, answers: Answers): boolean {
  if (!when) return true;
  try {
    return truthOf(when, answers) === true;
  } catch (error) {
    if (error instanceof ConditionError) return true;
    throw error;
  }
}
