import { numericColumn, seededRandom, type Table, tableOf } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { compileSamplingShap } from "../../src/explain/sampling-shap.ts";

const random = seededRandom(4, "sampling");
const features = Array.from({ length: 40 }, (_, at) => `x${at}`);
const drawn = (rows: number): Table =>
  tableOf(
    features.map((name) =>
      numericColumn(
        name,
        "number",
        Float64Array.from({ length: rows }, () => random.normal()),
      ),
    ),
  );
const cellOf = (table: Table, row: number, at: number): number => {
  const column = table.columns[at]!;
  return "values" in column ? column.values[row]! : Number.NaN;
};

test("with many features fewer rows are compared with, and the parts still add up to the prediction", () => {
  let asked = 0;
  const predict = (table: Table): Float64Array => {
    asked += table.rows;
    return Float64Array.from(
      { length: table.rows },
      (_, row) => cellOf(table, row, 0) * cellOf(table, row, 1) + cellOf(table, row, 2),
    );
  };
  const [background, table] = [drawn(50), drawn(3)];
  const shap = compileSamplingShap(predict, { features, background, outputs: 1, seed: 1, orders: 1 });
  asked = 0;
  const parts = shap.contributions(table, () => 0);
  expect(asked / table.rows).toBeLessThanOrEqual(1_500);
  const wanted = predict(table);
  for (let row = 0; row < table.rows; row++) {
    const own = parts.subarray(row * 40, row * 40 + 40);
    expect(own.reduce((sum, part) => sum + part, shap.expected[0]!)).toBeCloseTo(wanted[row]!, 12);
    expect(own.slice(3).every((part) => part === 0)).toBe(true);
  }
});
