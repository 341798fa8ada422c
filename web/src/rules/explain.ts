import type { Condition } from "./condition";
import { Evaluation } from "./evaluator";
import type { Environment, Node, Truth } from "./syntax";

/** One step of an explanation: the part of the source, what it was worth, and which names decided. */
export interface Because {
  text: string;
  worth: Truth;
  names: string[];
}

export interface Answer {
  truth: Truth;
  /** The smallest parts that decided the whole, in source order. */
  because: Because[];
}

/** What decided a node of several bools; undefined when the node is a smallest part itself. */
function decidingParts(node: Node, evaluation: Evaluation): Node[] | undefined {
  if (node.kind === "!") return node.children;
  if (node.kind === "?:") return partsOfChoice(node, evaluation);
  if (node.kind !== "&&" && node.kind !== "||") return undefined;
  // With one worth, all children that have it decided: one false && part, or every part of a true one.
  return node.children.filter((child) => evaluation.truthOf(child) === evaluation.truthOf(node));
}

/** The condition of a choice and the branch it took. */
function partsOfChoice({ children }: Node, evaluation: Evaluation): Node[] {
  const truth = children[0] && evaluation.truthOf(children[0]);
  return children.filter((_, at) => at === 0 || (truth !== undefined && at === (truth ? 1 : 2)));
}

function namesIn(node: Node, evaluation: Evaluation): Node[] {
  if (node.kind === "name") return [node];
  const parts = node.kind === "?:" ? partsOfChoice(node, evaluation) : node.children;
  return parts.flatMap((part) => namesIn(part, evaluation));
}

/** Of an unknown part the names that are unknown, or all when none is (a sum left its range). */
function decidingNames(part: Node, evaluation: Evaluation): string[] {
  const all = namesIn(part, evaluation);
  const unknown = all.filter((name) => evaluation.worthOf(name) === undefined);
  const deciding = evaluation.truthOf(part) === undefined && unknown.length > 0 ? unknown : all;
  return [...new Set(deciding.map((node) => node.name))];
}

export function explain({ source, whole }: Condition, environment: Environment): Answer {
  const evaluation = new Evaluation(environment);
  const because: Because[] = [];
  const visit = (node: Node) => {
    const parts = decidingParts(node, evaluation);
    if (parts) return parts.forEach(visit);
    because.push({
      text: source.slice(node.begin, node.end),
      worth: evaluation.truthOf(node),
      names: decidingNames(node, evaluation),
    });
  };
  visit(whole);
  return { truth: evaluation.truthOf(whole), because };
}
