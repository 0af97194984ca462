import { fitLearner, numericColumn, predictLearner, type Table, textColumn } from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

const table: Table = {
  rows: 3,
  columns: [
    numericColumn("one", "number", [10, 20, 30]),
    numericColumn("two", "int", [12, 26, 30]),
    textColumn("other", "category", ["a", null, "b"]),
  ],
};
const target = Float64Array.of(1, 2, 3);

function fit(columns: readonly string[], rows = table) {
  const choice: AlgorithmChoice = { algorithm: "seasonal_naive", parameters: { period: "7d", seasons: 1 }, columns };
  return fitLearner(choice, rows, target, { task: "regression", classCount: 0, seed: 1 });
}

test("answers with the column, or the mean of several, whatever the target", () => {
  const [one, both] = [fit(["one"]), fit(["one", "two"])];
  if (!one.ok || !both.ok) throw new Error("not fitted");
  expect([...predictLearner(one.value, table)]).toEqual([10, 20, 30]);
  expect([...predictLearner(both.value, table)]).toEqual([11, 23, 30]);
  expect([one.value.importance, both.value.importance]).toEqual([
    [1, 0, 0],
    [0.5, 0.5, 0],
  ]);
});

test("a season that is missing gives no answer, and is not learned from", () => {
  const gap: Table = { rows: 3, columns: [numericColumn("one", "number", [1, null, 3])] };
  expect(fit(["one"], gap)).toEqual({ ok: false, problem: { kind: "missingFeature", column: "one" } });
  const fitted = fit(["one"]);
  expect(fitted.ok && [...predictLearner(fitted.value, gap)]).toEqual([1, Number.NaN, 3]);
});
