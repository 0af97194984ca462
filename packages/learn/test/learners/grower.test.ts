import { numericColumn, seededRandom, type Table, textColumn } from "@mlopsc/learn";
import fc from "fast-check";
import { expect, test } from "vitest";
import { binTable } from "../../src/learners/histogram/binning.ts";
import { createGrower, type GrowRules } from "../../src/learners/histogram/grower.ts";
import type { RowStatistics } from "../../src/learners/histogram/histogram.ts";

const rules: GrowRules = {
  maxDepth: Infinity,
  maxLeaves: Infinity,
  minSamplesLeaf: 1,
  minWeight: 0,
  l2: 0,
  categorySmoothing: 0,
  minGain: 1e-9,
  order: "depth_first",
  columnsPerSplit: null,
};

// Whole numbers, so that all sums are exact, in whatever order.
function sample(rows: number, seed: number): { table: Table; statistics: Record<string, RowStatistics> } {
  const random = seededRandom(seed, "grower");
  const draw = (n: number): number[] => Array.from({ length: rows }, () => random.integer(n));
  const gaps = draw(500).map((value) => (value % 7 === 0 ? null : value));
  const columns = [
    numericColumn("many", "number", draw(100_000)),
    numericColumn("few", "int", draw(4)),
    numericColumn("gaps", "number", gaps),
    textColumn(
      "level",
      "category",
      draw(9).map((value) => (value === 8 ? null : `level ${value}`)),
    ),
  ];
  const weights = Float64Array.from(draw(3), (value) => value + 1);
  const sums = Float64Array.from(draw(20), (value, row) => value * weights[row]!);
  return {
    table: { rows, columns },
    statistics: {
      gradient: { kind: "gradient", outputs: 1, sums, weights },
      classes: { kind: "classes", outputs: 3, classes: Int32Array.from(draw(3)), weights },
    },
  };
}

const grown = (table: Table, statistics: RowStatistics, by: GrowRules, bins: number): object => {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  const random = seededRandom(0, "columns");
  const { feature, bin, missingLeft, sets, left, gains } = createGrower(
    binTable(table, bins),
    statistics.outputs,
    by,
  ).grow(statistics, rows, random);
  return { feature, bin, missingLeft, sets, left, gains };
};

test.each(["gradient", "classes"])("kept, subtracted histograms (%s) give the tree of fresh ones", (kind) => {
  const { table, statistics } = sample(3000, 1);
  const fresh = grown(table, statistics[kind]!, { ...rules, columnsPerSplit: 4 }, 255);
  expect(grown(table, statistics[kind]!, rules, 255)).toEqual(fresh);
  // With 60 000 bins nodes are sorted, not scanned; kept histograms always are.
  const fine = grown(table, statistics[kind]!, { ...rules, columnsPerSplit: 4 }, 60_000);
  expect(grown(table, statistics[kind]!, rules, 60_000)).toEqual(fine);
  expect(fine).not.toEqual(fresh);
});

test("limits hold, and without a limit the order of splitting does not matter", () => {
  const { table, statistics } = sample(2000, 2);
  const tree = (by: Partial<GrowRules>): { feature: number[]; left: number[] } =>
    grown(table, statistics["gradient"]!, { ...rules, ...by }, 255) as { feature: number[]; left: number[] };
  const depth = ({ left }: { left: number[] }, node = 0): number =>
    left[node]! < 0 ? 0 : 1 + Math.max(depth({ left }, left[node]), depth({ left }, left[node]! + 1));
  const leaves = ({ feature }: { feature: number[] }): number => feature.filter((column) => column < 0).length;
  expect(leaves(tree({ maxLeaves: 17, order: "best_first" }))).toBe(17);
  expect(depth(tree({ maxDepth: 3 }))).toBe(3);
  expect(depth(tree({}))).toBeGreaterThan(6);
  expect(leaves(tree({ order: "best_first" }))).toBe(leaves(tree({})));
});

test("one split parts the levels of a category as the best of all partitions does", () => {
  const level = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(level, fc.integer({ min: -9, max: 9 })), { minLength: 2, maxLength: 30 }),
      (pairs) => {
        const table: Table = {
          rows: pairs.length,
          columns: [
            textColumn(
              "c",
              "category",
              pairs.map(([at]) => `${at}`),
            ),
          ],
        };
        const sums = Float64Array.from(pairs, ([, value]) => value);
        const weights = new Float64Array(pairs.length).fill(1);
        const statistics: RowStatistics = { kind: "gradient", outputs: 1, sums, weights };
        const { gains } = grown(table, statistics, { ...rules, maxDepth: 1 }, 255) as { gains: Float64Array };
        expect(gains[0]).toBeCloseTo(bestGain(pairs), 9);
      },
    ),
  );
});

/** Over all ways to send levels left. */
function bestGain(pairs: readonly (readonly [number, number])[]): number {
  const score = (side: readonly (readonly [number, number])[]): number =>
    side.length === 0 ? 0 : side.reduce((sum, [, value]) => sum + value, 0) ** 2 / side.length;
  let best = 0;
  for (let set = 0; set < 64; set++) {
    const left = pairs.filter(([at]) => ((set >> at) & 1) === 1);
    const right = pairs.filter(([at]) => ((set >> at) & 1) === 0);
    best = Math.max(best, score(left) + score(right) - score(pairs));
  }
  return best < 1e-9 ? 0 : best;
}
