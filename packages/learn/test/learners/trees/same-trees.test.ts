import { fitLearner, type NumericColumn, numericColumn, type Table } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { binTable } from "../../../src/learners/trees/bins/binning.ts";
import type { TreeEnsemble } from "../../../src/learners/trees/ensemble/tree-ensemble.ts";
import stored from "../../reference/boosted-trees.json" with { type: "json" };
import { generatedData } from "../../reference/generated-data.ts";

const rows = 3000;
const columns = 6;
const { table, raw } = generatedData(rows, columns, 42);
const two = raw.map((value) => Number(value > 0.3));
const three = raw.map((value) => Number(value > 0) + Number(value > 0.8));
const cells = table.columns.map((column) => (column as NumericColumn).values);

/** The table with other numbers in it. */
const altered = (change: (value: number, row: number, column: number) => number | null): Table => ({
  rows,
  columns: cells.map((values, column) =>
    numericColumn(
      `x${column}`,
      "number",
      Array.from(values, (value, row) => change(value, row, column)),
    ),
  ),
});

interface StoredTree {
  readonly feature: readonly number[];
  readonly count: readonly number[];
  /** Of the leaves. */
  readonly value: readonly number[];
}

/** Nodes parent first, then the left side: the order of scikit-learn's. */
function listed({ feature, left, covers, threshold, values }: TreeEnsemble, root: number): StoredTree {
  const tree = { feature: [] as number[], count: [] as number[], value: [] as number[] };
  const visit = (node: number): void => {
    tree.feature.push(feature[node]!);
    tree.count.push(covers![node]!);
    if (feature[node] === -1) {
      tree.value.push(values[threshold[node]!]!);
      return;
    }
    visit(left[node]!);
    visit(left[node]! + 1);
  };
  visit(root);
  return tree;
}

function boosted(
  data: Table,
  target: Float64Array,
  task: Task,
  parameters: AlgorithmChoice["parameters"],
  weights?: Float64Array,
): StoredTree[] {
  const classCount = { binary: 2, multiclass: 3 }[task as string] ?? 0;
  const context = { task, classCount, seed: 0, ...(weights ? { weights } : {}) };
  const fitted = fitLearner({ algorithm: "gradient_boosting", parameters }, data, target, context);
  if (!fitted.ok || fitted.value.algorithm !== "gradient_boosting") throw new Error("not boosted");
  const { ensemble } = fitted.value;
  return ensemble.roots.map((root) => listed(ensemble, root));
}

/** Theirs sums gradients of single precision, which leaves seven digits. */
function expectSame(ours: readonly StoredTree[], theirs: readonly StoredTree[]): void {
  expect(ours.map(({ feature, count }) => ({ feature, count }))).toEqual(
    theirs.map(({ feature, count }) => ({ feature, count })),
  );
  for (const [place, { value }] of ours.entries())
    for (const [leaf, step] of value.entries())
      expect(Math.abs(step - theirs[place]!.value[leaf]!)).toBeLessThan(1e-6 * Math.max(1, Math.abs(step)));
}

describe("boosting grows scikit-learn's trees, node for node", () => {
  test("of many distinct numbers", () => {
    expect(stored.numbers.map(({ feature }) => feature.length)).toEqual(new Array<number>(8).fill(61));
    expectSame(boosted(table, raw, "regression", { trees: 8 }), stored.numbers);
  });

  test("of few distinct numbers", () => {
    const few = altered((value) => Math.floor(value * 8) / 8);
    expectSame(boosted(few, two, "binary", { trees: 8 }), stored.few);
  });

  test("of missing values, with l2", () => {
    const gaps = altered((value, row, column) => ((7 * row + 3 * column) % 11 === 0 ? null : value));
    expectSame(boosted(gaps, raw, "regression", { trees: 8, l2: 1.5 }), stored.gaps);
  });

  test("of three classes", () => {
    expectSame(boosted(table, three, "multiclass", { trees: 3 }), stored.three);
  });

  test("of weighted rows in few bins", () => {
    const weights = Float64Array.from({ length: rows }, (_, row) => (row % 4) + 0.5);
    expectSame(boosted(table, two, "binary", { trees: 8, max_bins: 37 }, weights), stored.weights);
  });
});

test.each(stored.bins)("$rows rows in $most bins fall where scikit-learn's do", ({ rows: count, most, ...theirs }) => {
  const values = Float64Array.from({ length: count }, (_, at) => cells[at % columns]![Math.floor(at / columns)]!);
  const column = numericColumn("x", "number", theirs.rounded ? values.map((v) => Math.floor(v * 16) / 16) : values);
  const { bins } = binTable({ rows: count, columns: [column] }, most);
  const counts: number[] = [];
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1;
  expect(counts).toEqual(theirs.counts);
});
