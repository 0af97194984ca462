import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { NumericColumn, Table } from "../table/table.ts";
import { between, filledNumbers } from "./filled-numbers.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import type { ModelFill } from "./fitted-part.ts";
import { numericFeatures, standardisedOf, standardisedValues } from "./numeric-features.ts";
import { replaceNumbers } from "./replace-columns.ts";
import { meanAndDeviation } from "./statistics.ts";

/** A squared penalty, a row: too small to matter, enough to keep columns that repeat each other solvable. */
const ridge = 1e-6;

/**
 * For each column a linear model of the other numeric columns, standardised, their missing values at the mean.
 * One round of what scikit-learn's IterativeImputer iterates.
 */
export function fitModelFill(columns: readonly NumericColumn[], table: Table, context: StepContext): StepOutcome {
  const features = numericFeatures(table, context).map(standardisedOf);
  const values = standardisedValues(table, features);
  const fitted = columns.map((column) => {
    const fill = between(column, meanAndDeviation(column.values).mean);
    const others = features.map(({ name }) => name !== column.name);
    return { ...fill, ...leastSquares(values, others, column.values) };
  });
  return { ok: true, part: { kind: "model_fill", features, columns: fitted } };
}

/** Fills with what the linear models say. */
export function applyModelFill(table: Table, part: ModelFill): Table {
  const values = standardisedValues(table, part.features);
  return replaceNumbers(table, part.columns, (column, fill) => {
    return filledNumbers(column, fill, (row) => {
      let sum = fill.value;
      for (let at = 0; at < values.length; at++) sum += fill.weights[at]! * zeroIfMissing(values[at]![row]!);
      return between(column, sum).value;
    });
  });
}

/** Normal equations over the rows where the outcome is there. `used` bars the outcome itself. */
function leastSquares(
  features: readonly Float64Array[],
  used: readonly boolean[],
  outcome: Float64Array,
): { readonly value: number; readonly weights: readonly number[] } {
  const size = features.length + 1;
  const gram = Matrix.zeros(size, size);
  const moments = Matrix.zeros(size, 1);
  const row = new Float64Array(size).fill(1);
  let count = 0;
  for (let at = 0; at < outcome.length; at++) {
    const y = outcome[at]!;
    if (Number.isNaN(y)) continue;
    count++;
    for (let f = 0; f < features.length; f++) row[f + 1] = used[f] ? zeroIfMissing(features[f]![at]!) : 0;
    for (let i = 0; i < size; i++) {
      moments.set(i, 0, moments.get(i, 0) + row[i]! * y);
      for (let j = 0; j <= i; j++) gram.set(i, j, gram.get(i, j) + row[i]! * row[j]!);
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) gram.set(j, i, gram.get(i, j));
    if (i > 0) gram.set(i, i, gram.get(i, i) + ridge * count);
  }
  const [value, ...weights] = new CholeskyDecomposition(gram).solve(moments).to1DArray();
  return { value: value! + 0, weights: weights.map((weight) => weight + 0) };
}

const zeroIfMissing = (value: number): number => (Number.isNaN(value) ? 0 : value);
