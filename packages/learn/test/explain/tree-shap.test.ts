import { fitLearner, numericColumn, seededRandom, type Table, tableOf, takeRows, textColumn } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { compileTreeShap } from "../../src/explain/tree-shap.ts";
import { cellEncoder } from "../../src/learners/trees/ensemble/cell-encoder.ts";
import { compileEnsemble } from "../../src/learners/trees/ensemble/compile-ensemble.ts";
import type { TreeEnsemble } from "../../src/learners/trees/ensemble/tree-ensemble.ts";

/** Numbers with gaps, a category with gaps, and a feature that says nothing; five in all. */
function sample(rows: number, seed: number): { table: Table; raw: number[] } {
  const random = seededRandom(seed, "shap");
  const gap = <T>(value: T): T | null => (random.next() < 0.15 ? null : value);
  const draw = <T>(make: () => T): T[] => Array.from({ length: rows }, make);
  const [a, b] = [draw(() => gap(random.normal())), draw(() => gap(random.normal()))];
  const kind = draw(() => gap(["red", "green", "blue", "grey"][random.integer(4)]!));
  const flag = draw(() => random.integer(2));
  const raw = a.map(
    (value, row) => (value ?? 0.7) * (b[row] ?? -1) + (kind[row] === "red" ? 1 : 0) + (flag[row] ?? 0) * (value ?? 0),
  );
  const constant = draw(() => 3);
  const table = tableOf([
    numericColumn("a", "number", a),
    numericColumn("b", "number", b),
    textColumn("kind", "category", kind),
    numericColumn("flag", "bool", flag),
    numericColumn("constant", "number", constant),
  ]);
  return { table, raw };
}

const { table, raw } = sample(220, 5);
const targets: Record<Task, Float64Array> = {
  regression: Float64Array.from(raw),
  binary: Float64Array.from(raw, (value) => Number(value > 0.4)),
  multiclass: Float64Array.from(raw, (value) => Number(value > 0) + Number(value > 1)),
};

function ensembleOf(choice: AlgorithmChoice, task: Task): { ensemble: TreeEnsemble; groups: number } {
  const classCount = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  const fitted = fitLearner(choice, table, targets[task], { task, classCount, seed: 1 });
  if (!fitted.ok || !("ensemble" in fitted.value)) throw new Error("no trees");
  return { ensemble: fitted.value.ensemble, groups: "baseline" in fitted.value ? fitted.value.baseline.length : 1 };
}

const choices: readonly AlgorithmChoice[] = [
  { algorithm: "decision_tree", parameters: { max_depth: 5 } },
  { algorithm: "random_forest", parameters: { trees: 4 } },
  { algorithm: "gradient_boosting", parameters: { trees: 5, max_leaves: 7, min_samples_leaf: 5 } },
];
const tasks: readonly Task[] = ["regression", "binary", "multiclass"];

describe.each(choices)("$algorithm", (choice) => {
  test.each(tasks)("%s: adds up to the sum of the trees, and is what all subsets give", (task) => {
    const { ensemble, groups } = ensembleOf(choice, task);
    const shap = compileTreeShap(ensemble, groups)!;
    const rows = takeRows(
      table,
      Int32Array.from({ length: 12 }, (_, at) => at * 17),
    );
    const outputs = groups * ensemble.outputs;
    const sums = new Float64Array(rows.rows * outputs);
    compileEnsemble(ensemble)(rows, sums, groups);
    for (let output = 0; output < outputs; output++) {
      const found = shap.contributions(rows, () => output);
      for (let row = 0; row < rows.rows; row++) {
        const parts = found.subarray(row * 5, row * 5 + 5);
        const total = parts.reduce((sum, part) => sum + part, shap.expected[output]!);
        expect(Math.abs(total - sums[row * outputs + output]!)).toBeLessThan(1e-9);
        expect(parts[4]).toBe(0);
        const wanted = bruteForce(ensemble, groups, output, rows, row);
        for (const [feature, part] of parts.entries()) {
          expect(Math.abs(part - wanted[feature]!)).toBeLessThan(1e-9);
        }
      }
    }
  });
});

test("ways down by thirty features add up as exactly as those by five", () => {
  const random = seededRandom(9, "deep");
  const columns = Array.from({ length: 30 }, (_, at) =>
    numericColumn(
      `x${at}`,
      "number",
      Float64Array.from({ length: 1500 }, () => random.normal()),
    ),
  );
  const wide = tableOf(columns);
  const target = Float64Array.from({ length: 1500 }, (_, row) =>
    columns.reduce((sum, { values }, at) => sum + Math.sin(values[row]! * (at + 1)), 0),
  );
  const choice: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 3, min_samples_leaf: 1 } };
  const fitted = fitLearner(choice, wide, target, { task: "regression", classCount: 0, seed: 1 });
  if (!fitted.ok || !("ensemble" in fitted.value)) throw new Error("no trees");
  const { ensemble } = fitted.value;
  const shap = compileTreeShap(ensemble, 1)!;
  const sums = new Float64Array(wide.rows);
  compileEnsemble(ensemble)(wide, sums, 1);
  const parts = shap.contributions(wide, () => 0);
  for (let row = 0; row < wide.rows; row += 50) {
    const total = parts.subarray(row * 30, row * 30 + 30).reduce((sum, part) => sum + part, shap.expected[0]!);
    expect(Math.abs(total - sums[row]!)).toBeLessThan(1e-9);
  }
});

test("features that do the same get the same", () => {
  const values = Float64Array.of(0, 0, 1, 1);
  const twins = tableOf([
    numericColumn("left", "number", values),
    numericColumn("right", "number", Float64Array.of(0, 1, 0, 1)),
  ]);
  const choice: AlgorithmChoice = { algorithm: "decision_tree", parameters: { min_samples_leaf: 1 } };
  // Exclusive or: 0 1 1 0; the mean is 0.5, and each of two features carries half of what is left.
  const fitted = fitLearner(choice, twins, Float64Array.of(0, 1, 1, 0), { task: "regression", classCount: 0, seed: 1 });
  if (!fitted.ok || !("ensemble" in fitted.value)) throw new Error("no trees");
  const shap = compileTreeShap(fitted.value.ensemble, 1)!;
  expect([...shap.expected]).toEqual([0.5]);
  const found = shap.contributions(twins, () => 0);
  [-0.25, -0.25, 0.25, 0.25, 0.25, 0.25, -0.25, -0.25].forEach((value, at) => {
    expect(found[at]).toBeCloseTo(value, 12);
  });
});

test("trees of older models, which do not tell their rows, are not guessed at", () => {
  const { covers: _, ...older } = ensembleOf(choices[0]!, "binary").ensemble;
  expect(compileTreeShap(older, 1)).toBeUndefined();
});

test("many deep trees over many features still add up", () => {
  const random = seededRandom(9, "deep");
  const columns = Array.from({ length: 16 }, (_, at) =>
    numericColumn(
      `x${at}`,
      "number",
      Array.from({ length: 400 }, () => random.normal()),
    ),
  );
  const wide = tableOf(columns);
  const target = columns[0]!.values.map((value, row) => value * columns[1]!.values[row]! + random.normal());
  const choice: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 10, min_samples_leaf: 1 } };
  const fitted = fitLearner(choice, wide, target, { task: "regression", classCount: 0, seed: 1 });
  if (!fitted.ok || !("ensemble" in fitted.value)) throw new Error("no trees");
  const shap = compileTreeShap(fitted.value.ensemble, 1)!;
  const rows = takeRows(wide, Int32Array.of(0, 100, 399));
  const sums = new Float64Array(3);
  compileEnsemble(fitted.value.ensemble)(rows, sums, 1);
  const found = shap.contributions(rows, () => 0);
  for (let row = 0; row < 3; row++) {
    const total = found.subarray(row * 16, row * 16 + 16).reduce((sum, part) => sum + part, shap.expected[0]!);
    expect(Math.abs(total - sums[row]!)).toBeLessThan(1e-9);
  }
});

/** Shapley's formula over all subsets of the features, with what algorithm 1 of the paper expects of a subset. */
function bruteForce(ensemble: TreeEnsemble, groups: number, output: number, rows: Table, row: number): number[] {
  const features = ensemble.features.length;
  const cells = cellEncoder(ensemble.features)(rows);
  const group = Math.floor(output / ensemble.outputs);
  const worth = Array.from({ length: 2 ** features }, (_, known) =>
    ensemble.roots.reduce(
      (sum, root, tree) =>
        tree % groups === group ? sum + expectedOf(ensemble, root, output % ensemble.outputs, cellAt, known) : sum,
      0,
    ),
  );
  return Array.from({ length: features }, (_, feature) => {
    let value = 0;
    for (let known = 0; known < worth.length; known++) {
      if (known & (1 << feature)) continue;
      const size = known.toString(2).replaceAll("0", "").length;
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      value += weight * (worth[known | (1 << feature)]! - worth[known]!);
    }
    return value;
  });

  function cellAt(feature: number): number {
    return cells[feature * rows.rows + row]!;
  }
}

function expectedOf(
  trees: TreeEnsemble,
  node: number,
  output: number,
  cellAt: (feature: number) => number,
  known: number,
): number {
  const feature = trees.feature[node]!;
  const place = trees.threshold[node]!;
  if (feature < 0) return trees.values[place + output]!;
  const [left, right] = [trees.left[node]!, trees.left[node]! + 1];
  const down = (child: number): number => expectedOf(trees, child, output, cellAt, known);
  if (known & (1 << feature)) {
    const value = cellAt(feature);
    const inSet = (trees.sets[place + Math.floor(value / 32)]! >> (value % 32)) & 1;
    if (trees.features[feature]!.kind === "category") return down(inSet ? left : right);
    if (Number.isNaN(value)) return down(trees.missingLeft[node] ? left : right);
    return down(value <= place ? left : right);
  }
  const covers = trees.covers!;
  return (covers[left]! * down(left) + covers[right]! * down(right)) / covers[node]!;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
