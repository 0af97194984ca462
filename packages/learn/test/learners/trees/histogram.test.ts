import { fitLearner, numericColumn, predictLearner, seededRandom, type Table, textColumn } from "@mlopsc/learn";
import { describe, expect, test } from "vitest";
import { binTable } from "../../../src/learners/trees/bins/binning.ts";
import { quantileThresholds } from "../../../src/learners/trees/bins/quantile-thresholds.ts";

const numbers = (...values: (number | null)[]): Table => ({
  rows: values.length,
  columns: [numericColumn("x", "number", values)],
});
const regression = { task: "regression", classCount: 0, seed: 0 } as const;

function treeOn(
  table: Table,
  target: number[],
  parameters: Record<string, number> = {},
  asked: Table = table,
): Float64Array {
  const fitted = fitLearner({ algorithm: "decision_tree", parameters }, table, Float64Array.from(target), regression);
  if (!fitted.ok) throw new Error(fitted.problem.kind);
  return predictLearner(fitted.value, asked);
}

describe("binning", () => {
  test("few distinct values are cut half way between neighbours", () => {
    expect(quantileThresholds(Float64Array.of(5, 1, 2, 1, Number.NaN), 255)).toEqual([1.5, 3.5]);
  });

  test("neighbouring doubles are kept apart", () => {
    const next = 1 + Number.EPSILON;
    expect(quantileThresholds(Float64Array.of(1, next), 255)).toEqual([1]);
    expect(quantileThresholds(Float64Array.of(-Number.MAX_VALUE, Number.MAX_VALUE), 255)).toHaveLength(1);
  });

  test("many values are cut into bins of about equal weight", () => {
    const random = seededRandom(3, "bins");
    const values = Float64Array.from({ length: 10_000 }, () => random.normal());
    const { bins, binCounts } = binTable({ rows: 10_000, columns: [numericColumn("x", "number", values)] }, 50);
    const counts = new Array<number>(50).fill(0);
    for (const bin of bins) counts[bin]! += 1;
    expect(binCounts[0]).toBe(50);
    expect(counts).toEqual(new Array<number>(50).fill(200));
  });

  test("categories are in order of frequency, and rare ones beyond the limit are missing", () => {
    const column = textColumn("c", "category", ["x", "y", "y", null, "z", "z", "z"]);
    const { bins, features } = binTable({ rows: 7, columns: [column] }, 2);
    expect(features[0]).toEqual({ kind: "category", name: "c", levels: ["z", "y"] });
    expect([...bins]).toEqual([2, 1, 1, 2, 0, 0, 0]);
  });
});

describe("trees, worked by hand", () => {
  test("a full tree gives each distinct row its mean", () => {
    expect([...treeOn(numbers(1, 2, 3, 3), [4, 8, 1, 3])]).toEqual([4, 8, 2, 2]);
  });

  test("one split goes where the squared error falls most", () => {
    // 1, 1 | 7, 9 leaves 2; 1, 1, 7 | 9 leaves 24.
    expect([...treeOn(numbers(1, 2, 3, 4), [1, 1, 7, 9], { max_depth: 1 })]).toEqual([1, 1, 8, 8]);
  });

  test("leaves keep the fewest rows asked for", () => {
    expect([...treeOn(numbers(1, 2, 3, 4), [0, 9, 9, 9], { max_depth: 1, min_samples_leaf: 2 })]).toEqual([
      4.5, 4.5, 9, 9,
    ]);
  });

  test("missing values go to the better side, or stand alone", () => {
    expect([...treeOn(numbers(1, 2, null, null), [1, 9, 1, 1], { max_depth: 1 })]).toEqual([1, 9, 1, 1]);
    expect([...treeOn(numbers(1, 2, null, null), [1, 9, 9, 9], { max_depth: 1 })]).toEqual([1, 9, 9, 9]);
    expect([...treeOn(numbers(1, 2, null, null), [3, 3, 8, 8], { max_depth: 1 })]).toEqual([3, 3, 8, 8]);
  });

  test("one split parts categories by their means, missing included", () => {
    const table = { rows: 6, columns: [textColumn("c", "category", ["a", "b", "c", "a", "d", null])] };
    expect([...treeOn(table, [1, 9, 1, 1, 9, 9], { max_depth: 1 })]).toEqual([1, 9, 1, 1, 9, 9]);
  });

  test("what a node has never seen goes where most of its rows go", () => {
    const mostLow = [1, 1, 1, 9];
    const mostHigh = [1, 9, 9, 9];
    const levels = { rows: 4, columns: [textColumn("x", "category", ["a", "b", "c", "d"])] };
    const unseen = { rows: 1, columns: [textColumn("x", "category", ["never"])] };
    for (const target of [mostLow, mostHigh]) {
      const most = target[1]!;
      expect([...treeOn(numbers(1, 2, 3, 4), target, { max_depth: 1 }, numbers(null))]).toEqual([most]);
      expect([...treeOn(levels, target, { max_depth: 1 }, unseen)]).toEqual([most]);
    }
  });

  test("exclusive or is learnt although no first split gains", () => {
    const table = {
      rows: 4,
      columns: [numericColumn("x", "number", [0, 0, 1, 1]), numericColumn("y", "number", [0, 1, 0, 1])],
    };
    expect([...treeOn(table, [0, 1, 1, 0])]).toEqual([0, 1, 1, 0]);
  });

  test("a constant column, or a column all missing, is never split", () => {
    expect([...treeOn(numbers(2, 2, 2), [1, 2, 6])]).toEqual([3, 3, 3]);
    expect([...treeOn(numbers(null, null), [1, 5])]).toEqual([3, 3]);
  });

  test("32 levels and more than one word of the set", () => {
    const levels = Array.from({ length: 100 }, (_, level) => `level ${level}`);
    const table = { rows: 100, columns: [textColumn("c", "category", levels)] };
    const target = levels.map((_, level) => level % 2);
    expect([...treeOn(table, target, { max_depth: 1 })]).toEqual(target);
  });
});

test("boosting, worked by hand: two rounds of one split on squared error", () => {
  const choice = {
    algorithm: "gradient_boosting",
    parameters: { trees: 2, learning_rate: 0.5, max_leaves: 2, min_samples_leaf: 1 },
  } as const;
  const table = numbers(1, 2, 3, 4);
  const fitted = fitLearner(choice, table, Float64Array.of(0, 0, 4, 8), regression);
  if (!fitted.ok) throw new Error(fitted.problem.kind);
  // Mean 3; residuals -3 -3 1 5 split 2|2 to -3, 3 (halved: 1.5 1.5 4.5 4.5); residuals -1.5 -1.5 -0.5 3.5 split 3|1.
  const left = 1.5 + 0.5 * (-3.5 / 3);
  const predicted = predictLearner(fitted.value, table);
  [left, left, 4.5 + 0.5 * (-3.5 / 3), 4.5 + 0.5 * 3.5].forEach((value, row) => {
    expect(predicted[row]).toBeCloseTo(value, 12);
  });
});
