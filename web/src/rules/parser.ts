import { Lexer, type Token } from "./lexer";
import { type Known, kMostDepth, kMostNodes, Mistake, type Node, type Operator } from "./syntax";

const kRelations = ["==", "!=", "<=", ">=", "<", ">", "in"] as const;
const kSums = ["+", "-"] as const;
const kLargest = 2n ** 63n;

/** Recursive descent, one method for each line of the grammar. Throws the first Mistake. */
class Parser {
  readonly #lexer: Lexer;
  #current: Token;
  #lastEnd = 0;
  #depth = 0;
  #count = 0; // nodes and elements of lists

  constructor(source: string) {
    this.#lexer = new Lexer(source);
    this.#current = this.#lexer.next();
  }

  whole(): Node {
    const whole = this.#choice();
    if (this.#current.kind !== "end") this.#refuse();
    if (this.#count > kMostNodes) throw new Mistake(0, "too_many_nodes");
    return whole;
  }

  #refuse(): never {
    throw new Mistake(this.#current.begin, "unexpected");
  }

  #advance(): Token {
    const token = this.#current;
    this.#lastEnd = token.end;
    this.#current = this.#lexer.next();
    return token;
  }

  #sees(symbol: string): boolean {
    return this.#current.kind === "symbol" && this.#current.text === symbol;
  }

  #accept(symbol: string): boolean {
    if (!this.#sees(symbol)) return false;
    this.#advance();
    return true;
  }

  #expect(symbol: string) {
    if (!this.#accept(symbol)) this.#refuse();
  }

  #nested(part: () => Node): Node {
    if (this.#depth === kMostDepth) throw new Mistake(this.#current.begin, "too_deep");
    this.#depth += 1;
    const node = part();
    this.#depth -= 1;
    return node;
  }

  #node(kind: Node["kind"], begin: number, children: Node[], name = "", value?: Known): Node {
    this.#count += 1;
    return { kind, begin, end: this.#lastEnd, children, name, ...(value === undefined ? {} : { value }) };
  }

  #literal(begin: number, value: Known): Node {
    return this.#node("literal", begin, [], "", value);
  }

  readonly #choice = (): Node => {
    const { begin } = this.#current;
    const condition = this.#chain("||");
    if (!this.#accept("?")) return condition;
    const then = this.#chain("||");
    this.#expect(":");
    return this.#node("?:", begin, [condition, then, this.#nested(this.#choice)]);
  };

  #chain(symbol: "||" | "&&"): Node {
    const { begin } = this.#current;
    const parts: Node[] = [];
    do parts.push(symbol === "||" ? this.#chain("&&") : this.#relation());
    while (this.#accept(symbol));
    const [only] = parts;
    return only && parts.length === 1 ? only : this.#node(symbol, begin, parts);
  }

  #relation(): Node {
    return this.#leftToRight(kRelations, () => this.#leftToRight(kSums, this.#unary));
  }

  #leftToRight(operators: readonly Operator[], part: () => Node): Node {
    const { begin } = this.#current;
    let left = part();
    for (;;) {
      const next = operators.find((candidate) => this.#sees(candidate));
      if (next === undefined) return left;
      this.#advance();
      left = this.#node(next, begin, [left, part()]);
    }
  }

  readonly #unary = (): Node => {
    const { begin } = this.#current;
    if (this.#accept("!")) return this.#node("!", begin, [this.#nested(this.#unary)]);
    if (!this.#accept("-")) return this.#primary();
    // A literal takes its sign at once, so that the smallest integer can be written.
    if (this.#current.kind === "number") return this.#number(begin, "-");
    return this.#node("-x", begin, [this.#nested(this.#unary)]);
  };

  #primary(): Node {
    const { begin, kind } = this.#current;
    if (kind === "number") return this.#number(begin, "");
    if (this.#sees("[")) return this.#list();
    if (this.#accept("(")) {
      const inner = this.#nested(this.#choice);
      this.#expect(")");
      return inner;
    }
    if (kind !== "text" && kind !== "name") this.#refuse();
    const { text, value } = this.#advance();
    if (kind === "text") return this.#literal(begin, value);
    if (text === "true" || text === "false") return this.#literal(begin, text === "true");
    return this.#sees("(") ? this.#call(begin, text) : this.#node("name", begin, [], text);
  }

  #call(begin: number, name: string): Node {
    const children = this.#until(")", () => this.#nested(this.#choice));
    return this.#node("call", begin, children, name);
  }

  #list(): Node {
    const { begin } = this.#current;
    const items = this.#until("]", () => {
      if (this.#current.kind !== "text") this.#refuse();
      this.#count += 1;
      return this.#advance().value;
    });
    return this.#literal(begin, items);
  }

  /** Past an opening mark: parts between commas up to the closing one. */
  #until<T>(close: string, part: () => T): T[] {
    this.#advance();
    const parts: T[] = [];
    if (!this.#sees(close)) {
      do parts.push(part());
      while (this.#accept(","));
    }
    this.#expect(close);
    return parts;
  }

  #number(begin: number, sign: string): Node {
    const number = BigInt(this.#current.text) * (sign === "-" ? -1n : 1n);
    if (number >= kLargest || number < -kLargest) throw new Mistake(begin, "number_too_large");
    this.#advance();
    return this.#literal(begin, number);
  }
}

export function parse(source: string): Node {
  return new Parser(source).whole();
}
