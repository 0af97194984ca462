import { type FittedLearner, fitLearner, numericColumn, predictLearner, type Table, textColumn } from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import stored from "../../reference/neighbours-and-bayes.json" with { type: "json" };

const numbers = (from: number, to: number): Table => ({
  rows: to - from,
  columns: stored.x.map((values, index) => numericColumn(`x${index}`, "number", values.slice(from, to))),
});
const levels = (from: number, to: number): Table => ({
  rows: to - from,
  columns: [textColumn("level", "category", stored.levels.slice(from, to).map(String))],
});
const both = (from: number, to: number): Table => ({
  rows: to - from,
  columns: [...levels(from, to).columns, ...numbers(from, to).columns],
});

function fit(
  table: Table,
  target: readonly number[],
  classCount: number,
  parameters: AlgorithmChoice["parameters"] = {},
): FittedLearner {
  const choice: AlgorithmChoice = { algorithm: "naive_bayes", parameters };
  const task = classCount === 2 ? "binary" : "multiclass";
  const outcome = fitLearner(choice, table, Float64Array.from(target), { task, classCount, seed: 0 });
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return outcome.value;
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], tolerance = 1e-9): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, index) => {
    expect(Math.abs(value - found[index]!)).toBeLessThanOrEqual(tolerance);
  });
}

test.each([
  ["numbers", numbers, stored.bayes.gaussian],
  ["categories", levels, stored.bayes.categorical],
  ["both together", both, stored.bayes.both],
] as const)("gives scikit-learn's probabilities from %s, within 1e-9", (_, part, wanted) => {
  const learner = fit(part(0, 600), stored.classes.slice(0, 600), 3, { alpha: 0.5 });
  expectClose(predictLearner(learner, part(600, 700)), wanted.flat());
});

const colours = (values: readonly (string | null)[]): Table => ({
  rows: values.length,
  columns: [textColumn("colour", "category", values)],
});

test("hand-worked: two colours, four rows, one row of each level given beforehand", () => {
  const learner = fit(colours(["red", "red", "blue", "blue"]), [0, 0, 0, 1], 2);
  // Red: 3/4 × (2 + 1) / (3 + 2) against 1/4 × (0 + 1) / (1 + 2).
  const [first, second] = [(3 / 4) * (3 / 5), (1 / 4) * (1 / 3)];
  const wanted = [first / (first + second), second / (first + second)];
  expectClose(predictLearner(learner, colours(["red"])), wanted, 1e-12);
});

test("what is missing, or was never seen, says nothing", () => {
  const table: Table = {
    rows: 6,
    columns: [
      numericColumn("a", "number", [1, 2, null, 8, 9, 10]),
      ...colours(["red", null, "red", "blue", "blue", null]).columns,
      numericColumn("flag", "bool", [0, 0, null, 1, 1, 0]),
      numericColumn("gone", "number", new Float64Array(6).fill(Number.NaN)),
    ],
  };
  const learner = fit(table, [0, 0, 0, 1, 1, 1], 2);
  const ask = (a: number | null, colour: string | null, flag: number | null): number[] => [
    ...predictLearner(learner, {
      rows: 1,
      columns: [
        numericColumn("a", "number", [a]),
        ...colours([colour]).columns,
        numericColumn("flag", "bool", [flag]),
        numericColumn("gone", "number", [5]),
      ],
    }),
  ];
  expect(ask(null, null, null)).toEqual([0.5, 0.5]);
  expect(ask(null, "mauve", null)).toEqual([0.5, 0.5]);
  // Of two flags of the first class none is set, of three of the second two: 1/4 against 3/5.
  expectClose(ask(null, null, 1), [0.25 / 0.85, 0.6 / 0.85], 1e-12);
  expect(ask(1.5, "mauve", null)[0]).toBeGreaterThan(0.99);
});

test("a class without a value is like all; a class without a row is never said", () => {
  const table: Table = { rows: 4, columns: [numericColumn("a", "number", [1, 3, null, null])] };
  const asked: Table = { rows: 1, columns: [numericColumn("a", "number", [2])] };
  expectClose(predictLearner(fit(table, [0, 0, 1, 1], 2), asked), [0.5, 0.5], 1e-12);
  expect(predictLearner(fit(table, [0, 0, 1, 1], 3), asked)[2]).toBe(0);
});

test("does not depend on the order of dictionaries, of columns, nor on entries that are not used", () => {
  const table = both(0, 600);
  const target = stored.classes.slice(0, 600);
  const [level, ...others] = table.columns;
  if (level === undefined || !("codes" in level)) throw new Error("no category");
  const dictionary = ["unused", ...[...level.dictionary].reverse()];
  const codes = level.codes.map((code) => dictionary.indexOf(level.dictionary[code]!));
  const reordered: Table = { rows: table.rows, columns: [...others, { ...level, codes, dictionary }] };
  const learner = fit(table, target, 3);
  expect(predictLearner(learner, reordered)).toEqual(predictLearner(learner, table));
  expect(predictLearner(fit(reordered, target, 3), table)).toEqual(predictLearner(learner, table));
});
