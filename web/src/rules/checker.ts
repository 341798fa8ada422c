import { parseDate, parseDuration, parseInstant } from "./moments";
import { type Known, Mistake, type Node, type Signature, type Type } from "./syntax";

const kMoments: Readonly<Record<string, (text: string) => bigint | undefined>> = {
  date: parseDate,
  instant: parseInstant,
  duration: parseDuration,
};

const kMeasured: readonly Type[] = ["int", "date", "instant", "duration"];

function literalType(value: Known | undefined): Type {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  return typeof value === "string" ? "text" : "text_list";
}

/** Gives every node its type and every date(…), instant(…) and duration(…) its value; gathers all mistakes. */
class Checker {
  readonly mistakes: Mistake[] = [];
  constructor(private readonly signature: Signature) {}

  visit(node: Node): Type | undefined {
    for (const child of node.children) this.visit(child);
    node.type = this.#typeOf(node);
    return node.type;
  }

  demand(node: Node, type: Type) {
    if (node.type !== undefined && node.type !== type) this.#tell(node.begin, "wrong_type");
  }

  #tell(index: number, id: string) {
    this.mistakes.push(new Mistake(index, id));
  }

  #demandAll(node: Node, type: Type): Type {
    for (const child of node.children) this.demand(child, type);
    return type;
  }

  #typeOf(node: Node): Type | undefined {
    const [left, right] = node.children as [Node, Node];
    switch (node.kind) {
      case "literal":
        return literalType(node.value);
      case "name":
        if (Object.hasOwn(this.signature, node.name)) return this.signature[node.name];
        this.#tell(node.begin, "unknown_name");
        return undefined;
      case "call":
        return this.#callType(node);
      case "!":
      case "&&":
      case "||":
        return this.#demandAll(node, "bool");
      case "-x":
        return this.#demandAll(node, "int");
      case "?:":
        return this.#choiceType(node);
      case "+":
      case "-":
        return this.#sumType(node.kind, left, right);
      case "==":
      case "!=":
        if (left.type !== undefined) this.demand(right, left.type);
        return "bool";
      case "in":
        this.demand(left, "text");
        this.demand(right, "text_list");
        return "bool";
      default:
        if (this.#isMeasured(left) && this.#isMeasured(right) && left.type !== undefined) this.demand(right, left.type);
        return "bool";
    }
  }

  /** Demands what has an order and can be added. */
  #isMeasured({ begin, type }: Node): boolean {
    if (type === undefined || kMeasured.includes(type)) return true;
    this.#tell(begin, "wrong_type");
    return false;
  }

  /** A date moves by a number of days, an instant by a duration; two dates are days apart, two instants a duration. */
  #sumType(kind: "+" | "-", left: Node, right: Node): Type | undefined {
    const wrong = [left, right].filter((side) => !this.#isMeasured(side));
    if (wrong.length > 0 || left.type === undefined || right.type === undefined) return undefined;
    const apart = kind === "-" && left.type === right.type;
    if (apart && left.type === "date") return "int";
    if (apart && left.type === "instant") return "duration";
    const step = left.type === "date" || left.type === "int" ? "int" : "duration";
    if (right.type === step) return left.type;
    this.#tell(right.begin, "wrong_type");
    return undefined;
  }

  /** The branches are of one type, which is that of the whole. */
  #choiceType(node: Node): Type | undefined {
    const [condition, then, otherwise] = node.children as [Node, Node, Node];
    this.demand(condition, "bool");
    if (then.type !== undefined && otherwise.type !== undefined && then.type !== otherwise.type) {
      this.demand(otherwise, then.type);
      return undefined;
    }
    return then.type ?? otherwise.type;
  }

  #callType(node: Node): Type | undefined {
    const { name, children } = node;
    const moment = Object.hasOwn(kMoments, name) ? kMoments[name] : undefined;
    if (name !== "has" && name !== "size" && moment === undefined) {
      this.#tell(node.begin, "unknown_function");
      return undefined;
    }
    const argument = children.length === 1 ? children[0] : undefined;
    if (argument === undefined) this.#tell(node.begin, "needs_one_argument");
    if (name === "has") {
      if (argument !== undefined && argument.kind !== "name") this.#tell(argument.begin, "has_needs_name");
      return "bool";
    }
    if (moment === undefined) {
      if (argument !== undefined) this.demand(argument, "text_list");
      return "int";
    }
    if (argument !== undefined) this.#readMoment(node, argument, moment);
    return name as Type;
  }

  #readMoment(call: Node, argument: Node, moment: (text: string) => bigint | undefined) {
    if (typeof argument.value !== "string") return this.#tell(argument.begin, "needs_text_literal");
    const value = moment(argument.value);
    if (value === undefined) this.#tell(argument.begin, `bad_${call.name}`);
    else call.value = value;
  }
}

/** All problems at once, in source order: where one was told, no second is told about what follows from it. */
export function check(whole: Node, signature: Signature): Mistake[] {
  const checker = new Checker(signature);
  checker.visit(whole);
  checker.demand(whole, "bool");
  return checker.mistakes.sort((left, right) => left.index - right.index);
}
