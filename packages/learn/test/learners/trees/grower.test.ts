import { numericColumn, seededRandom, type Table, textColumn } from "@mlopsc/learn";
import fc from "fast-check";
import { expect, test } from "vitest";
import { binTable } from "../../../src/learners/trees/bins/binning.ts";
import { allColumnsFinder } from "../../../src/learners/trees/finders/all-columns-finder.ts";
import { createGrower, type GrownTree, type GrowRules } from "../../../src/learners/trees/growing/grower.ts";
import { openKernel } from "../../../src/learners/trees/kernel/kernel.ts";
import { kernelPartition } from "../../../src/learners/trees/kernel/kernel-partition.ts";
import { kernelTable } from "../../../src/learners/trees/kernel/kernel-table.ts";
import { gradientPacking } from "../../../src/learners/trees/splits/packed-rows.ts";
import { packedRules } from "../../../src/learners/trees/splits/split-rules.ts";
import { alone } from "../../../src/learners/trees/team/team.ts";
import { drawnColumnsFinder } from "./reference/drawn-columns-finder.ts";
import { packPairs } from "./reference/pack-rows.ts";
import { growPlain } from "./reference/plain-grower.ts";

const rules: GrowRules = {
  maxDepth: Infinity,
  maxLeaves: Infinity,
  minSamplesLeaf: 1,
  minWeight: 0,
  l2: 0,
  categorySmoothing: 0,
  minGain: 1e-9,
  order: "breadth_first",
};

/** One sum and one weight a row. */
interface Gradients {
  readonly sums: readonly number[];
  readonly weights: readonly number[];
}

// Whole numbers, so that all sums are exact, in whatever order.
function sample(rows: number, seed: number): { table: Table; gradients: Gradients } {
  const random = seededRandom(seed, "grower");
  const draw = (n: number): number[] => Array.from({ length: rows }, () => random.integer(n));
  const gaps = draw(500).map((value) => (value % 7 === 0 ? null : value));
  const columns = [
    numericColumn("many", "number", draw(100_000)),
    numericColumn("few", "int", draw(4)),
    numericColumn("gaps", "number", gaps),
    numericColumn("same", "number", new Array<number>(rows).fill(7)),
    textColumn(
      "level",
      "category",
      draw(9).map((value) => (value === 8 ? null : `level ${value}`)),
    ),
  ];
  const weights = draw(3).map((value) => value + 1);
  return {
    table: { rows, columns },
    gradients: { sums: draw(20).map((value, row) => value * weights[row]!), weights },
  };
}

/** By the kernel, or by plain loops. */
function grown(
  table: Table,
  { sums, weights }: Gradients,
  by: GrowRules,
  how: "kernel" | "plain" = "kernel",
): GrownTree {
  const kernel = openKernel(alone);
  const binned = kernelTable(binTable(table, 255), kernel);
  const packed = kernel.doubles(2 * table.rows);
  for (let row = 0; row < table.rows; row++) packed.set([sums[row]!, weights[row]!], 2 * row);
  const packing = gradientPacking(table.rows, Math.max(1, ...sums.map(Math.abs)), Math.max(...weights));
  packPairs(packing, packed, null, 0, table.rows);
  const totals = new Float64Array(2);
  packed.forEach((value, at) => {
    totals[at & 1]! += value;
  });
  const rows = kernel.integers(table.rows);
  rows.forEach((_, row) => {
    rows[row] = row;
  });
  const tree = { packed, rules: packedRules(by, packing), random: seededRandom(0, "columns") };
  if (how === "plain") {
    const plainRules = { ...tree.rules, kind: "gradient", width: 2 } as const;
    const plainRows = { ...tree, rules: plainRules, classes: new Int32Array(0), wanted: sums };
    return growPlain(binned, drawnColumnsFinder(binned, 2, table.columns.length), plainRows, rows, totals, by);
  }
  return createGrower(binned, allColumnsFinder(binned, kernel), kernelPartition(binned, kernel), by).grow(
    tree,
    rows,
    totals,
  );
}

/** Nodes by where their rows lie, whatever the order in which they were split. */
const nodesOf = (tree: GrownTree): unknown =>
  tree.feature
    .map((feature, node) => ({
      ...{ start: tree.start[node]!, end: tree.end[node]!, feature, bin: tree.bin[node] },
      ...{ missingLeft: tree.missingLeft[node], set: tree.sets[node], totals: tree.totals[node] },
    }))
    .sort((a, b) => a.start - b.start || b.end - a.end);

test("the kernel's kept, subtracted histograms give the tree that sums made anew in TypeScript give", () => {
  const { table, gradients } = sample(3000, 1);
  const wide = { ...rules, minSamplesLeaf: 30 };
  const kernel = grown(table, gradients, wide);
  const plain = grown(table, gradients, wide, "plain");
  expect(nodesOf(kernel)).toEqual(nodesOf(plain));
  expect([...kernel.rows]).toEqual([...plain.rows]);
  for (const [column, gain] of kernel.gains.entries()) expect(gain).toBeCloseTo(plain.gains[column]!, 6);
  expect(kernel.feature.length).toBeGreaterThan(50);
});

test("children part the rows and the totals of their parent", () => {
  const { table, gradients } = sample(2000, 4);
  const { left, feature, start, end, totals } = grown(table, gradients, rules);
  feature.forEach((column, node) => {
    if (column < 0) return;
    const [a, b] = [left[node]!, left[node]! + 1];
    expect([start[a], end[a], end[b]]).toEqual([start[node], start[b], end[node]]);
    expect([...totals[node]!]).toEqual([...totals[a]!].map((total, part) => total + totals[b]![part]!));
  });
});

test("limits hold, and without a limit the order of splitting does not matter", () => {
  const { table, gradients } = sample(2000, 2);
  const tree = (by: Partial<GrowRules>): { feature: number[]; left: number[] } =>
    grown(table, gradients, { ...rules, ...by });
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
        const gradients = { sums: pairs.map(([, value]) => value), weights: pairs.map(() => 1) };
        const { gains } = grown(table, gradients, { ...rules, maxDepth: 1 });
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

test("of a category and a number that part the rows alike the number is taken, for categories fit what is by chance", () => {
  const columns = (kinds: readonly ("category" | "number")[]) =>
    kinds.map((kind) =>
      kind === "number"
        ? numericColumn("number", "int", [0, 0, 0, 1, 1, 1])
        : textColumn("category", "category", ["a", "a", "a", "b", "b", "b"]),
    );
  const gradients = { sums: [-8, -7, -9, 8, 9, 7], weights: [1, 1, 1, 1, 1, 1] };
  const first = (kinds: readonly ("category" | "number")[]): string | undefined => {
    const table = { rows: 6, columns: columns(kinds) };
    const tree = grown(table, gradients, { ...rules, maxLeaves: 2, categorySmoothing: 10 });
    return table.columns[tree.feature[0]!]?.name;
  };
  expect(first(["category", "number"])).toBe("number");
  expect(first(["number", "category"])).toBe("number");
  expect(first(["category"])).toBe("category");
});
