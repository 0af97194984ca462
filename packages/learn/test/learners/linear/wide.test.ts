import { type FittedLearner, fitLearner, numericColumn, seededRandom, type Table, tableOf } from "@mlopsc/learn";
import { expect, test } from "vitest";

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly width: number;
  /** Each row stands twice. */
  readonly twice?: boolean;
  readonly weights?: boolean;
}

const cases: readonly Case[] = [
  { name: "many columns", rows: 40, width: 300 },
  { name: "hardly more columns than rows", rows: 30, width: 31 },
  { name: "rows that repeat each other", rows: 20, width: 50, twice: true },
  { name: "rows that count differently", rows: 25, width: 60, weights: true },
  { name: "one row", rows: 1, width: 5 },
];

type Linear = Extract<FittedLearner, { coefficients: unknown }>;

interface Given {
  readonly columns: readonly Float64Array[];
  readonly table: Table;
  readonly target: Float64Array;
  readonly counts: Float64Array | undefined;
}

function drawn({ rows, width, twice = false, weights = false }: Case): Given {
  const random = seededRandom(rows * 1000 + width, "wide");
  const sourceOf = (row: number): number => (twice ? row >> 1 : row);
  const columns = Array.from({ length: width }, (_, at) => {
    const values = Float64Array.from({ length: rows }, () => (at + 1) * random.normal() + at);
    return Float64Array.from(values, (_, row) => values[sourceOf(row)]!);
  });
  const table = tableOf(columns.map((values, at) => numericColumn(`x${at}`, "number", values)));
  const target = Float64Array.from({ length: rows }, () => 10 + random.normal());
  const counts = weights ? Float64Array.from({ length: rows }, (_, row) => 0.5 + (row % 4)) : undefined;
  return { columns, table, target, counts };
}

function fitted(algorithm: string, alpha: number, { table, target, counts }: Given): Linear {
  const parameters = algorithm === "ridge" ? { alpha } : {};
  const context = { task: "regression", classCount: 0, seed: 1, ...(counts ? { weights: counts } : {}) } as const;
  const outcome = fitLearner({ algorithm, parameters } as never, table, target, context);
  if (!outcome.ok) throw new Error(outcome.problem.kind);
  return outcome.value as Linear;
}

/** What the fit leaves of each row, as much as the row counts. */
function rests({ coefficients, intercepts }: Linear, { columns, target, counts }: Given): number[] {
  return Array.from(target, (value, row) => {
    const sum = columns.reduce((total, column, at) => total + coefficients[0]![at]! * column[row]!, intercepts[0]!);
    return (counts?.[row] ?? 1) * (value - sum);
  });
}

test.each(cases)("ridge is at its minimum: $name", (shape) => {
  const given = drawn(shape);
  const model = fitted("ridge", 2, given);
  const left = rests(model, given);
  expect(left.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 8);
  given.columns.forEach((column, at) => {
    const pull = left.reduce((sum, value, row) => sum + value * column[row]!, 0);
    expect(pull - 2 * model.coefficients[0]![at]!).toBeCloseTo(0, 7);
  });
});

test.each(cases)("least squares leave what no column explains, by the shortest coefficients: $name", (shape) => {
  const given = drawn(shape);
  const model = fitted("linear_regression", 0, given);
  const left = rests(model, given);
  for (const column of given.columns) {
    expect(left.reduce((sum, value, row) => sum + value * column[row]!, 0)).toBeCloseTo(0, 6);
  }
  if (shape.twice !== true && shape.rows > 1) for (const value of left) expect(value).toBeCloseTo(0, 7);
  // Of standard columns the coefficients are the shortest: a penalty that nearly vanishes leads to the same ones.
  const scaled = { ...given, columns: given.columns.map(standard) };
  const table = tableOf(scaled.columns.map((values, at) => numericColumn(`x${at}`, "number", values)));
  const near = fitted("ridge", 1e-7, { ...scaled, table });
  const own = fitted("linear_regression", 0, { ...scaled, table });
  own.coefficients[0]!.forEach((value, at) => {
    expect(value).toBeCloseTo(near.coefficients[0]![at]!, 5);
  });
});

function standard(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0)) || 1;
  return values.map((value) => (value - mean) / deviation);
}
