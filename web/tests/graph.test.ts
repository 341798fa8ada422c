import { describe, expect, it } from "vitest";
import { layOut, linesOf } from "../src/domain/graph";

const sizes = { node: { width: 100, height: 40 }, gap: { x: 20, y: 30 } };
const node = (id: string, ...next: string[]) => ({ id, next });

function placed(nodes: { id: string; next: string[] }[], begins = "a") {
  const drawn = layOut(nodes, begins, sizes);
  return { ...drawn, at: new Map(drawn.nodes.map((one) => [one.id, one])) };
}

const y = (drawn: ReturnType<typeof placed>, id: string) => drawn.at.get(id)?.y ?? Number.NaN;

describe("layOut", () => {
  it("puts every step below those that lead to it", () => {
    const drawn = placed([node("a", "b", "d"), node("b", "c"), node("c", "d"), node("d")]);
    expect(["a", "b", "c", "d"].map((id) => y(drawn, id))).toEqual([6, 76, 146, 216]);
  });

  it("puts steps of one level side by side, without overlap, inside the drawing", () => {
    const drawn = placed([node("a", "b", "c", "d"), node("b"), node("c"), node("d")]);
    const xs = ["b", "c", "d"].map((id) => drawn.at.get(id)?.x ?? Number.NaN).sort((one, other) => one - other) as [
      number,
      number,
      number,
    ];
    expect(xs[1] - xs[0]).toBeGreaterThanOrEqual(sizes.node.width);
    expect(xs[2] - xs[1]).toBeGreaterThanOrEqual(sizes.node.width);
    expect(xs[0]).toBeGreaterThanOrEqual(0);
    expect(xs[2] + sizes.node.width).toBeLessThanOrEqual(drawn.width);
  });

  it("leads a long way past the steps between, not through them", () => {
    const drawn = placed([node("a", "b", "c"), node("b", "c"), node("c")]);
    const long = drawn.ways.find(({ from, to }) => from === "a" && to === "c");
    const between = drawn.at.get("b");
    const passes = [...(long?.line.matchAll(/L([\d.]+) ([\d.]+)/g) ?? [])].map(([, x]) => Number(x));
    expect(passes.length).toBeGreaterThan(0);
    for (const x of passes) expect(x < (between?.x ?? 0) || x > (between?.x ?? 0) + sizes.node.width).toBe(true);
  });

  it("draws a loop back as such and keeps the levels", () => {
    const drawn = placed([node("a", "b"), node("b", "a", "c"), node("c")]);
    expect(drawn.ways.filter(({ back }) => back)).toMatchObject([{ from: "b", to: "a" }]);
    expect(y(drawn, "b")).toBeGreaterThan(y(drawn, "a"));
  });

  it("leaves out ways to steps that are not there, and draws nothing of nothing", () => {
    expect(placed([node("a", "gone")]).ways).toEqual([]);
    expect(layOut([], "a", sizes)).toEqual({ width: 0, height: 0, nodes: [], ways: [] });
  });
});

describe("linesOf", () => {
  it.each([
    ["Tiếp nhận", 12, 1],
    ["Tiếp nhận và hỗ trợ ban đầu", 12, 3],
    ["Chuyển tuyến, giao nhận", 18, 2],
    ["mộttừdàihơncảdòng", 5, 1],
  ])("“%s” of %s letters stands on %s", (text, letters, lines) => {
    expect(linesOf(text, letters)).toBe(lines);
  });
});
