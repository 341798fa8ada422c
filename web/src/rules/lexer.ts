import { Mistake } from "./syntax";

export interface Token {
  kind: "end" | "number" | "text" | "name" | "symbol";
  begin: number;
  end: number;
  /** As written; `in` is a symbol, `true` and `false` are names to the lexer. */
  text: string;
  /** Of a text: without quotes and escapes, NFC. */
  value: string;
}

const kSpace = /[ \t\r\n]*/y;
const kName = /[A-Za-z_](?:\w|\.(?=[A-Za-z_]))*/y;
const kNumber = /\d+/y;
const kAfterNumber = /[\w.]+/y;
const kSymbol = /\|\||&&|==|!=|<=|>=|[<>!+\-()[\],?:]/y;
const kEscape = /\\(?:([abfnrtv\\?"'`])|[xX]([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([0-7]{3}))/y;
const kLetters = "abfnrtv";
const kMeanings = "\x07\b\f\n\r\t\v";
const kLastPoint = 0x10ffff;
const kLastOctal = 0xff;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused
const kRefused = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/;

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function lengthAt(pattern: RegExp, source: string, at: number): number {
  return matchAt(pattern, source, at)?.[0].length ?? 0;
}

/** What an escape means, or undefined when it is none. */
function meaningOf([, letter, two, four, eight, octal]: RegExpExecArray): string | undefined {
  if (letter !== undefined) return kMeanings[kLetters.indexOf(letter)] ?? letter;
  const point = octal === undefined ? Number.parseInt(two ?? four ?? eight ?? "", 16) : Number.parseInt(octal, 8);
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  if (isSurrogate || point > (octal === undefined ? kLastPoint : kLastOctal)) return undefined;
  return String.fromCodePoint(point);
}

/** Cuts a source into tokens, one at a time, so that the earliest mistake is the one that is told. */
export class Lexer {
  #at = 0;
  constructor(private readonly source: string) {}

  next(): Token {
    this.#at += lengthAt(kSpace, this.source, this.#at);
    const at = this.#at;
    const first = this.source.charAt(at);
    if (first === "") return this.#take("end", at);
    if (first === "'" || first === '"') return this.#quoted(first);
    const name = lengthAt(kName, this.source, at);
    if (name > 0) return this.#take(this.source.slice(at, at + name) === "in" ? "symbol" : "name", at + name);
    const digits = lengthAt(kNumber, this.source, at);
    if (digits > 0) {
      if (lengthAt(kAfterNumber, this.source, at + digits) > 0) throw new Mistake(at, "bad_number");
      return this.#take("number", at + digits);
    }
    const symbol = lengthAt(kSymbol, this.source, at);
    if (symbol === 0) throw new Mistake(at, "unexpected_character");
    return this.#take("symbol", at + symbol);
  }

  #take(kind: Token["kind"], end: number, value = ""): Token {
    const token = { kind, begin: this.#at, end, text: this.source.slice(this.#at, end), value };
    this.#at = end;
    return token;
  }

  #quoted(quote: string): Token {
    let value = "";
    let end = this.#at + 1;
    for (let letter = this.source.charAt(end); letter !== quote; letter = this.source.charAt(end)) {
      if (letter === "" || letter === "\n" || letter === "\r") throw new Mistake(this.#at, "unfinished_text");
      const found = letter === "\\" ? matchAt(kEscape, this.source, end) : undefined;
      const meaning = found === undefined ? letter : found && meaningOf(found);
      if (typeof meaning !== "string") throw new Mistake(end, "bad_escape");
      value += meaning;
      end += found ? found[0].length : 1;
    }
    if (kRefused.test(value)) throw new Mistake(this.#at, "control_character");
    return this.#take("text", end + 1, value.normalize());
  }
}
