import { numericColumn, seededRandom, type Table, textColumn } from "@mlopsc/learn";
import type { Task } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TrainingRows } from "../../../src/learners/learner-context.ts";
import { binTable } from "../../../src/learners/trees/bins/binning.ts";
import { joinTrees } from "../../../src/learners/trees/ensemble/flat-trees.ts";
import { ensembleFeature, type TreeEnsemble } from "../../../src/learners/trees/ensemble/tree-ensemble.ts";
import { type ForestRules, forestGrower } from "../../../src/learners/trees/forest/forest-grower.ts";
import { openKernel } from "../../../src/learners/trees/kernel/kernel.ts";
import { alone } from "../../../src/learners/trees/team/team.ts";
import { plainForest } from "./reference/plain-forest.ts";

const trees = 3;

/** Ties, gaps, a constant, few and many levels, and more values than a histogram has cells. */
function sample(rows: number, seed: number): { table: Table; raw: Float64Array } {
  const random = seededRandom(seed, "forest");
  const draw = (n: number): number[] => Array.from({ length: rows }, () => random.integer(n));
  const levels = (n: number): (string | null)[] => draw(n).map((value) => (value % 8 === 7 ? null : `level ${value}`));
  const many = Array.from({ length: rows }, () => random.normal());
  const columns = [
    numericColumn("many", "number", many),
    numericColumn("few", "int", draw(4)),
    numericColumn(
      "gaps",
      "number",
      draw(500).map((value) => (value % 7 === 0 ? null : value)),
    ),
    numericColumn("same", "number", new Array<number>(rows).fill(7)),
    textColumn("level", "category", levels(9)),
    textColumn("levels", "category", levels(300)),
  ];
  const raw = Float64Array.from(many, (value) => value + random.integer(3) + random.normal());
  return { table: { rows, columns }, raw };
}

const targetOf = (task: Task, raw: Float64Array): Float64Array => {
  if (task === "regression") return raw.map((value, row) => (row % 2 === 0 ? value : Math.round(value)));
  return raw.map((value) => (task === "binary" ? Number(value > 1) : Number(value > 0) + Number(value > 1)));
};

/** Typed arrays or not: the numbers. */
const listsOf = (ensemble: TreeEnsemble): unknown =>
  Object.fromEntries(Object.entries(ensemble).map(([key, part]) => [key, typeof part === "number" ? part : [...part]]));

function compare(rows: TrainingRows, rules: ForestRules, maxBins: number): number {
  const table = binTable(rows.table, maxBins);
  const { grow } = forestGrower(table, rows, rules, openKernel(alone));
  const grown = Array.from({ length: trees }, (_, tree) => grow!(tree));
  const outputs = rows.task === "multiclass" ? rows.classCount : 1;
  const plain = plainForest(rows, rules, trees, maxBins);
  const ensemble = joinTrees(table.features.map(ensembleFeature), outputs, grown);
  expect(listsOf(ensemble)).toEqual(listsOf(plain.ensemble));
  expect(grown.map(({ gains }) => gains)).toEqual(plain.gains);
  return ensemble.feature.length;
}

const rulesOf = fc.record<ForestRules>({
  maxDepth: fc.constantFrom(1, 5, Infinity),
  minSamplesLeaf: fc.constantFrom(1, 1, 2, 7),
  columnsPerSplit: fc.constantFrom(1, 2, 6),
  drawsCuts: fc.boolean(),
  bootstrap: fc.boolean(),
});

test.each(["regression", "binary", "multiclass"] as const)("the kernel grows what plain loops grow: %s", (task) => {
  const classCount = { regression: 0, binary: 2, multiclass: 3 }[task];
  fc.assert(
    fc.property(
      fc.constantFrom(2, 3, 10, 60, 400),
      fc.nat(1000),
      rulesOf,
      fc.constantFrom(7, 255, 1024),
      fc.boolean(),
      (count, seed, rules, maxBins, weighted) => {
        const { table, raw } = sample(count, seed);
        const weights = weighted ? { weights: raw.map((value) => 0.1 + Math.abs(value)) } : {};
        compare({ table, target: targetOf(task, raw), task, classCount, seed, ...weights }, rules, maxBins);
      },
    ),
    { numRuns: 60 },
  );
  // Nodes of many rows, of more bins than a histogram has cells: one, two and 32 bins to the widest cell of their ends.
  const rules = { maxDepth: Infinity, minSamplesLeaf: 1, columnsPerSplit: 2, drawsCuts: false, bootstrap: true };
  for (const [count, maxBins, maxDepth] of [
    [3000, 1024, Infinity],
    [3000, 4096, Infinity],
    [60_000, 65_535, 3],
  ] as const) {
    const { table, raw } = sample(count, 5);
    const rows = { table, target: targetOf(task, raw), task, classCount, seed: 1 };
    const nodes = compare(rows, { ...rules, maxDepth }, maxBins);
    expect(nodes).toBeGreaterThan(maxDepth === Infinity ? trees * 500 : trees * 10);
  }
});
