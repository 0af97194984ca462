import { fitLearner, numericColumn, predictLearner, seededRandom, type Table } from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import stored from "../../reference/neighbours-and-bayes.json" with { type: "json" };

const part = (from: number, to: number): Table => ({
  rows: to - from,
  columns: stored.x.map((values, index) => numericColumn(`x${index}`, "number", values.slice(from, to))),
});

function predicted(
  parameters: AlgorithmChoice["parameters"],
  target: readonly number[],
  classCount: number,
  [train, asked]: readonly [Table, Table] = [part(0, 600), part(600, 700)],
): number[] {
  const choice: AlgorithmChoice = { algorithm: "knn", parameters };
  const task = classCount === 0 ? "regression" : classCount === 2 ? "binary" : "multiclass";
  const outcome = fitLearner(choice, train, Float64Array.from(target.slice(0, train.rows)), {
    task,
    classCount,
    seed: 0,
  });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return [...predictLearner(outcome.value, asked)];
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, index) => {
    expect(Math.abs(value - wanted[index]!)).toBeLessThanOrEqual(1e-9);
  });
}

test("gives scikit-learn's means and shares, within 1e-9", () => {
  const { numbers, numbersByDistance, classes, classesByDistance } = stored.neighbours;
  expectClose(predicted({ neighbours: 7 }, stored.y, 0), numbers);
  expectClose(predicted({ neighbours: 7, weights: "distance" }, stored.y, 0), numbersByDistance);
  expectClose(predicted({ neighbours: 7 }, stored.classes, 3), classes.flat());
  const parameters = { neighbours: 7, weights: "distance", metric: "manhattan" };
  expectClose(predicted(parameters, stored.classes, 3), classesByDistance.flat());
});

const line = (values: readonly (number | null)[]): Table => ({
  rows: values.length,
  columns: [numericColumn("x", "number", values)],
});

test("hand-worked: three points on a line", () => {
  const train = line([0, 1, 3]);
  const by = (weights: string, neighbours: number, asked: (number | null)[]): number[] =>
    predicted({ neighbours, weights }, [10, 20, 40], 0, [train, line(asked)]);
  expect(by("uniform", 2, [0.9, 2.5])).toEqual([15, 30]);
  // Distances 1.5 and 0.5 from 2.5: weights 1 to 3.
  expectClose(by("distance", 2, [2.5]), [35]);
  // At no distance at all the one row decides.
  expect(by("distance", 3, [1])).toEqual([20]);
  // Of two as near the earlier row; of fewer rows than asked for, all.
  expect(by("uniform", 1, [2, 0.5])).toEqual([20, 10]);
  expectClose(by("uniform", 50, [7]), [70 / 3]);
  expect(by("uniform", 1, [null])).toEqual([Number.NaN]);
});

test("the order of rows decides nothing but ties", () => {
  const train = part(0, 600);
  const order = seededRandom(3, "order").shuffle(Int32Array.from({ length: 600 }, (_, row) => row));
  const shuffled: Table = {
    rows: 600,
    columns: train.columns.map((column) => {
      if ("codes" in column) throw new Error("no numbers");
      return { ...column, values: Float64Array.from(order, (row) => column.values[row]!) };
    }),
  };
  const target = Array.from(order, (row) => stored.y[row]!);
  expectClose(predicted({}, target, 0, [shuffled, part(600, 700)]), predicted({}, stored.y, 0));
});
