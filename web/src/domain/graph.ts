/** Draws a pathway from above to below: which step stands on which level, in which order, and how the ways run. */
export interface GraphNode {
  id: string;
  next: string[];
}

export interface PlacedNode {
  id: string;
  x: number;
  y: number;
}

export interface Way {
  from: string;
  to: string;
  /** Leads back to a step that may come before. */
  back: boolean;
  /** Data of an SVG path. */
  line: string;
}

export interface Layout {
  width: number;
  height: number;
  nodes: PlacedNode[];
  ways: Way[];
}

export interface Sizes {
  node: { width: number; height: number };
  gap: { x: number; y: number };
}

/** A stop of a level: a step, or the place where a long way passes. */
interface Stop {
  id: string;
  isStep: boolean;
  above: string[];
  below: string[];
  x: number;
}

interface Edge {
  from: string;
  to: string;
}

const kPassWidth = 18;
const kMargin = 6;
const kSweeps = 6;
const kLaneWidth = 16;

/** Edges that lead to a step one is still on the way from are loops; the others have a direction. */
function splitLoops(nodes: GraphNode[], begins: string): { forward: Edge[]; back: Edge[] } {
  const nextOf = new Map(nodes.map((node) => [node.id, node.next]));
  const state = new Map<string, "open" | "closed">();
  const forward: Edge[] = [];
  const back: Edge[] = [];
  const visit = (from: string) => {
    state.set(from, "open");
    for (const to of nextOf.get(from) ?? []) {
      if (!nextOf.has(to)) continue;
      if (state.get(to) === "open") {
        back.push({ from, to });
        continue;
      }
      forward.push({ from, to });
      if (!state.has(to)) visit(to);
    }
    state.set(from, "closed");
  };
  for (const id of [begins, ...nextOf.keys()]) if (nextOf.has(id) && !state.has(id)) visit(id);
  return { forward, back };
}

/** Every step stands one level below the lowest of those that lead to it. */
function levelsOf(nodes: GraphNode[], forward: Edge[]): Map<string, number> {
  const levels = new Map(nodes.map(({ id }) => [id, 0]));
  for (let turn = 0; turn < nodes.length; turn += 1) {
    for (const { from, to } of forward) {
      levels.set(to, Math.max(levels.get(to) ?? 0, (levels.get(from) ?? 0) + 1));
    }
  }
  return levels;
}

/** The levels with their stops; a way over several levels passes through a stop on each. */
function stopsOf(nodes: GraphNode[], forward: Edge[]) {
  const levels = levelsOf(nodes, forward);
  const rows: Stop[][] = Array.from({ length: Math.max(0, ...levels.values()) + 1 }, () => []);
  const stops = new Map<string, Stop>();
  const put = (id: string, isStep: boolean, level: number) => {
    const stop: Stop = { id, isStep, above: [], below: [], x: 0 };
    stops.set(id, stop);
    rows[level]?.push(stop);
    return stop;
  };
  for (const { id } of nodes) put(id, true, levels.get(id) ?? 0);
  const chains = new Map<Edge, string[]>();
  for (const edge of forward) {
    const chain = [edge.from];
    for (let level = (levels.get(edge.from) ?? 0) + 1; level < (levels.get(edge.to) ?? 0); level += 1) {
      chain.push(put(`${edge.from}>${edge.to}@${level}`, false, level).id);
    }
    chain.push(edge.to);
    chains.set(edge, chain);
    for (let at = 1; at < chain.length; at += 1) {
      stops.get(chain[at - 1] as string)?.below.push(chain[at] as string);
      stops.get(chain[at] as string)?.above.push(chain[at - 1] as string);
    }
  }
  return { rows, stops, chains };
}

/** Puts each stop near the middle of its neighbours, so that few ways cross. */
function order(rows: Stop[][]) {
  const placeOf = new Map<string, number>();
  const remember = (row: Stop[]) => {
    for (const [at, stop] of row.entries()) placeOf.set(stop.id, at - (row.length - 1) / 2);
  };
  rows.forEach(remember);
  for (let sweep = 0; sweep < kSweeps; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      const wish = (stop: Stop) => {
        const near = down ? stop.above : stop.below;
        const places = near.map((id) => placeOf.get(id) ?? 0);
        return places.length > 0
          ? places.reduce((sum, place) => sum + place, 0) / places.length
          : (placeOf.get(stop.id) ?? 0);
      };
      const wishes = new Map(row.map((stop) => [stop.id, wish(stop)]));
      row.sort((a, b) => (wishes.get(a.id) ?? 0) - (wishes.get(b.id) ?? 0));
      remember(row);
    }
  }
}

function spread(rows: Stop[][], sizes: Sizes): number {
  const widthOf = (stop: Stop) => (stop.isStep ? sizes.node.width : kPassWidth);
  const rowWidth = (row: Stop[]) =>
    row.reduce((sum, stop) => sum + widthOf(stop), 0) + sizes.gap.x * Math.max(0, row.length - 1);
  const widest = Math.max(...rows.map(rowWidth));
  for (const row of rows) {
    let left = kMargin + (widest - rowWidth(row)) / 2;
    for (const stop of row) {
      stop.x = left + widthOf(stop) / 2;
      left += widthOf(stop) + sizes.gap.x;
    }
  }
  return widest + 2 * kMargin;
}

/** Runs straight through each step or passing place, and bends between the levels. */
function lineThrough(points: { x: number; top: number; bottom: number }[]): string {
  return points
    .map(({ x, top, bottom }, at) => {
      const before = points[at - 1];
      if (!before) return `M${x} ${bottom}`;
      const middle = (before.bottom + top) / 2;
      const bend = before.x === x ? `L${x} ${top}` : `C${before.x} ${middle} ${x} ${middle} ${x} ${top}`;
      return at < points.length - 1 ? `${bend}L${x} ${bottom}` : bend;
    })
    .join("");
}

export function layOut(nodes: GraphNode[], begins: string, sizes: Sizes): Layout {
  if (nodes.length === 0) return { width: 0, height: 0, nodes: [], ways: [] };
  const { forward, back } = splitLoops(nodes, begins);
  const { rows, stops, chains } = stopsOf(nodes, forward);
  order(rows);
  const width = spread(rows, sizes);
  const topOf = new Map<string, number>();
  rows.forEach((row, level) => {
    for (const stop of row) topOf.set(stop.id, kMargin + level * (sizes.node.height + sizes.gap.y));
  });
  const top = (id: string) => topOf.get(id) ?? 0;
  const x = (id: string) => stops.get(id)?.x ?? 0;
  const ways: Way[] = forward.map((edge) => {
    const points = (chains.get(edge) ?? []).map((id) => ({
      x: x(id),
      top: top(id),
      bottom: top(id) + sizes.node.height,
    }));
    return { ...edge, back: false, line: lineThrough(points) };
  });
  back.forEach((edge, lane) => {
    const right = width + (lane + 1) * kLaneWidth;
    const [from, to] = [edge.from, edge.to].map((id) => ({
      x: x(id) + sizes.node.width / 2,
      y: top(id) + sizes.node.height / 2,
    })) as [{ x: number; y: number }, { x: number; y: number }];
    ways.push({
      ...edge,
      back: true,
      line: `M${from.x} ${from.y}C${right} ${from.y} ${right} ${to.y} ${to.x} ${to.y}`,
    });
  });
  return {
    width: width + (back.length > 0 ? (back.length + 1) * kLaneWidth : 0),
    height: 2 * kMargin + rows.length * sizes.node.height + (rows.length - 1) * sizes.gap.y,
    nodes: nodes.map(({ id }) => ({ id, x: x(id) - sizes.node.width / 2, y: top(id) })),
    ways,
  };
}

/** On how many lines of so many letters a text stands when it is cut at spaces. */
export function linesOf(text: string, letters: number): number {
  let lines = 0;
  let left = 0;
  for (const word of text.split(/\s+/)) {
    if (lines === 0 || word.length + 1 > left) {
      lines += 1;
      left = letters - word.length;
    } else {
      left -= word.length + 1;
    }
  }
  return lines;
}
