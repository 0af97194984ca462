import { seededRandom } from "@mlopsc/learn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexFor } from "../../../src/learners/neighbours/index-for.ts";
import type { PointIndex } from "../../../src/learners/neighbours/point-index.ts";
import type { Points } from "../../../src/learners/neighbours/points.ts";
import { screenedIndex } from "../../../src/learners/neighbours/screened-index.ts";
import { treeIndex } from "../../../src/learners/neighbours/tree-index.ts";
import { bruteIndex } from "./brute-index.ts";

function found(index: PointIndex, queries: Points): { rows: number[]; distances: number[] }[] {
  const all: { rows: number[]; distances: number[] }[] = [];
  index(queries, (query, { rows, distances }) => {
    expect(query).toBe(all.length);
    all.push({ rows: [...rows], distances: [...distances] });
  });
  return all;
}

/** Steps so wide that many are as near, or all of them different; sizes whose squares are too large, too small, or far from 0. */
const shapes = fc.record({
  seed: fc.integer(),
  rows: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1000, max: 3000 })),
  width: fc.integer({ min: 1, max: 9 }),
  count: fc.integer({ min: 1, max: 30 }),
  steps: fc.constantFrom(2, 5, 1000, 1e9),
  size: fc.constantFrom(1, 1e155, 1.3e154, 3e153, 1e149, 1e-160, 1e-163),
  offset: fc.constantFrom(0, 1e7),
});

function drawn({
  seed,
  rows,
  width,
  steps,
  size,
  offset,
}: typeof shapes extends fc.Arbitrary<infer Shape> ? Shape : never) {
  const random = seededRandom(seed, "points");
  const points = (count: number): Points => ({
    rows: count,
    width,
    values: Float64Array.from({ length: count * width }, () => (random.integer(steps) / steps + offset) * size),
  });
  return { points: points(rows), queries: points(40) };
}

describe.each([
  { name: "a tree", index: treeIndex },
  { name: "screening", index: screenedIndex },
])("$name", ({ index }) => {
  test.each(["euclidean", "manhattan"] as const)("finds what trying all finds, ties and all: %s", (metric) => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { points, queries } = drawn(shape);
        expect(found(index(points, shape.count, metric), queries)).toEqual(
          found(bruteIndex(points, shape.count, metric), queries),
        );
      }),
      { numRuns: 60 },
    );
  });
});

test("sums of offsets that no double holds are as far as any", () => {
  const values = [1e308, 1e308, -1e308, -1e308, 0, 1, 1.5e308, 1.5e308, -1.5e308, 0];
  const points: Points = { rows: 5, width: 2, values: Float64Array.from(values) };
  expect(found(screenedIndex(points, 4, "manhattan"), points)).toEqual(
    found(bruteIndex(points, 4, "manhattan"), points),
  );
});

test("no queries, and rows of no columns", () => {
  const none: Points = { rows: 0, width: 3, values: new Float64Array(0) };
  const points: Points = { rows: 20, width: 3, values: new Float64Array(60) };
  expect(found(indexFor(points, 4, "euclidean"), none)).toEqual([]);
  const bare = (rows: number): Points => ({ rows, width: 0, values: new Float64Array(0) });
  for (const metric of ["euclidean", "manhattan"] as const) {
    expect(found(screenedIndex(bare(3), 2, metric), bare(1))).toEqual([{ rows: [0, 1], distances: [0, 0] }]);
  }
});
