import { expect, it } from "vitest";
import { lineageGraph } from "../../src/report/lineage-graph.ts";

const node = (id: string) => ({ id, kind: "dataset" as const, label: id });

function placesOf(
  ids: readonly string[],
  edges: readonly (readonly [string, string])[],
): Map<string, { x: number; y: number }> {
  const { markup } = lineageGraph({ nodes: ids.map(node), edges: edges.map(([from, to]) => ({ from, to })) });
  const groups = markup.matchAll(/translate\((-?\d+) (-?\d+)\)"><title>([^<]*)</g);
  return new Map([...groups].map(([, x, y, label]) => [label!, { x: Number(x), y: Number(y) }]));
}

it("puts each part to the right of all that it reads", () => {
  const edges = [
    ["a", "b"],
    ["b", "d"],
    ["a", "d"],
    ["c", "d"],
    ["d", "e"],
    ["c", "e"],
  ] as const;
  const places = placesOf(["e", "d", "c", "b", "a"], edges);
  expect(places.size).toBe(5);
  for (const [from, to] of edges) expect(places.get(to)!.x).toBeGreaterThan(places.get(from)!.x);
});

it("lets no two boxes lie over each other", () => {
  const ids = Array.from({ length: 12 }, (_, index) => `n${index}`);
  const edges = ids
    .slice(4)
    .flatMap((id, index) => [[ids[index % 4]!, id] as const, [ids[(index * 3) % 4]!, id] as const]);
  const places = [...placesOf(ids, edges).values()];
  for (const [index, one] of places.entries())
    for (const other of places.slice(index + 1))
      expect(Math.abs(one.x - other.x) >= 152 || Math.abs(one.y - other.y) >= 46).toBe(true);
});

it("draws a graph that goes in a circle, and edges to nowhere, without hanging", () => {
  expect(
    placesOf(
      ["a", "b"],
      [
        ["a", "b"],
        ["b", "a"],
        ["a", "ghost"],
      ],
    ).size,
  ).toBe(2);
});
