import { useId } from "react";
import type { Pathway } from "../../api/client";
import { layOut, linesOf, type Sizes } from "../../domain/graph";
import { useSpeech } from "../../messages/language";

/** So many fit on a line of a node, by the width of usual letters. */
const kLetters = 18;
const kLineHeight = 18;
const kNodeWidth = 146;
const kSigns: Record<string, string> = { done: "✓ ", here: "● ", next: "→ " };

/** The pathway as a drawing; the list below it says the same in words. */
export function PathwayGraph({ pathway }: { pathway: Pathway }) {
  const { t, say } = useSpeech();
  const arrow = useId();
  const words = new Map(pathway.steps.map((step) => [step.id, `${kSigns[step.state ?? ""] ?? ""}${say(step.name)}`]));
  const lines = Math.max(...[...words.values()].map((text) => linesOf(text, kLetters)));
  const sizes: Sizes = { node: { width: kNodeWidth, height: lines * kLineHeight + 16 }, gap: { x: 18, y: 34 } };
  const drawn = layOut(pathway.steps, pathway.begins, sizes);
  const stateOf = new Map(pathway.steps.map((step) => [step.id, step.state]));
  return (
    // A drawing wider than its window scrolls by itself, also with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must take the focus
    <section className="graph-box" tabIndex={0} aria-label={t.regulation.graph}>
      <div role="img" aria-label={t.regulation.graphOf(say(pathway.row.title))}>
        <svg
          className="graph"
          aria-hidden="true"
          width={drawn.width}
          height={drawn.height}
          viewBox={`0 0 ${drawn.width} ${drawn.height}`}
        >
          <defs>
            <marker id={arrow} viewBox="0 0 8 8" refX="7.500" refY="4" markerWidth="8" markerHeight="8" orient="auto">
              <path className="graph-arrow" d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {drawn.ways.map(({ from, to, back, line }) => (
            <path
              key={`${from}>${to}`}
              className="graph-way"
              data-back={back ? "" : undefined}
              data-gone={isGone(stateOf.get(from)) && isGone(stateOf.get(to)) ? "" : undefined}
              d={line}
              markerEnd={`url(#${arrow})`}
            />
          ))}
          {drawn.nodes.map(({ id, x, y }) => (
            <foreignObject key={id} x={x} y={y} width={sizes.node.width} height={sizes.node.height}>
              <div className="graph-node" data-state={stateOf.get(id)}>
                {words.get(id)}
              </div>
            </foreignObject>
          ))}
        </svg>
      </div>
    </section>
  );
}

function isGone(state: string | undefined): boolean {
  return state === "done" || state === "here";
}
