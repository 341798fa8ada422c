import {
  kFirstDay,
  kLastDay,
  kMicrosecondsOfDay,
  kMostDuration,
  parseDate,
  parseDuration,
  parseInstant,
} from "./moments";
import type { Environment, Known, Node, Truth, Type } from "./syntax";

/** What one node is worth; undefined is unknown. */
export type Worth = Known | undefined;

const kLargest = 2n ** 63n - 1n;

/** Between which numbers a sum of each type is known. */
const kRanges: Readonly<Partial<Record<Type, readonly [bigint, bigint]>>> = {
  int: [-kLargest - 1n, kLargest],
  date: [kFirstDay, kLastDay],
  instant: [kFirstDay * kMicrosecondsOfDay, (kLastDay + 1n) * kMicrosecondsOfDay - 1n],
  duration: [-kMostDuration, kMostDuration],
};

function inRange(number: bigint, type: Type | undefined): Worth {
  const [first, last] = (type && kRanges[type]) ?? [0n, -1n];
  return number >= first && number <= last ? number : undefined;
}

/** A plain value as the type a condition takes it for. */
function worthOf(value: unknown, type: Type): Worth {
  switch (type) {
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "int":
      if (typeof value === "bigint") return inRange(value, type);
      return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : undefined;
    case "text_list":
      if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) return undefined;
      return value.map((item: string) => item.normalize());
  }
  if (typeof value !== "string") return undefined;
  if (type === "text") return value.normalize();
  return { date: parseDate, instant: parseInstant, duration: parseDuration }[type](value);
}

function isSame(left: Known, right: Known): boolean {
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  return left.length === right.length && left.every((item, at) => item === right[at]);
}

/** What the nodes of a checked condition are worth in one environment, each worked out at most once. */
export class Evaluation {
  readonly #known = new Map<Node, Worth>();
  constructor(private readonly environment: Environment) {}

  truthOf(node: Node): Truth {
    const worth = this.worthOf(node);
    return typeof worth === "boolean" ? worth : undefined;
  }

  worthOf(node: Node): Worth {
    if (node.value !== undefined) return node.value;
    if (this.#known.has(node)) return this.#known.get(node);
    const worth = this.#compute(node);
    this.#known.set(node, worth);
    return worth;
  }

  /** The operators that may know their answer although a part is unknown; all others are strict. */
  #compute(node: Node): Worth {
    const [first, second, third] = node.children;
    if (node.kind === "name") return this.#named(node);
    if (node.kind === "&&") return this.#join(node, false);
    if (node.kind === "||") return this.#join(node, true);
    if (first === undefined) return undefined;
    if (node.kind === "call" && node.name === "has") return this.worthOf(first) !== undefined;
    if (node.kind === "?:" && second && third) {
      const condition = this.truthOf(first);
      return condition === undefined ? undefined : this.worthOf(condition ? second : third);
    }
    const left = this.worthOf(first);
    const right = second === undefined ? left : this.worthOf(second);
    return left === undefined || right === undefined ? undefined : strict(node, left, right);
  }

  #named({ name, type }: Node): Worth {
    return type && Object.hasOwn(this.environment, name) ? worthOf(this.environment[name], type) : undefined;
  }

  #join(node: Node, decisive: boolean): Worth {
    const truths = node.children.map((child) => this.truthOf(child));
    if (truths.includes(decisive)) return decisive;
    return truths.includes(undefined) ? undefined : !decisive;
  }
}

function strict(node: Node, left: Known, right: Known): Worth {
  switch (node.kind) {
    case "!":
      return !left;
    case "-x":
      return inRange(-(left as bigint), node.type);
    case "+":
      return inRange((left as bigint) + (right as bigint), node.type);
    case "-":
      return inRange((left as bigint) - (right as bigint), node.type);
    case "call": // size(…): the others were answered before
      return BigInt((left as readonly string[]).length);
    case "in":
      return (right as readonly string[]).includes(left as string);
    case "==":
      return isSame(left, right);
    case "!=":
      return !isSame(left, right);
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}
