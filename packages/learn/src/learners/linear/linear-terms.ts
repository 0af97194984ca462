import type { Task } from "@mlopsc/vocabulary";
import { done, failed, type Outcome } from "../../problem.ts";
import { requireNumeric } from "../../table/columns.ts";
import { isText, type Table } from "../../table/table.ts";
import { sigmoid, softmaxRows } from "../histogram/loss.ts";
import { bothClasses } from "../histogram/random-forest.ts";
import type { TablePredictor } from "../learner-context.ts";

/** Weighted sums of columns, one an output (as many as classes where there are more than two). */
export interface FittedLinear {
  readonly algorithm: "linear_regression" | "ridge" | "logistic_regression";
  readonly task: Task;
  readonly classCount: number;
  readonly features: readonly string[];
  readonly intercepts: readonly number[];
  /** Outputs × features. */
  readonly coefficients: readonly (readonly number[])[];
  /** False: the solver reached its last iteration first; a warning, the model may be used. */
  readonly converged: boolean;
  readonly iterations: number;
  /** Size of the coefficients times the column's deviation, as shares of 1. */
  readonly importance: readonly number[];
}

/** Columns as centred and scaled numbers, so that solvers meet no badly conditioned sums. */
export interface StandardColumns {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly means: Float64Array;
  /** Standard deviations; 1 where a column is constant. */
  readonly scales: Float64Array;
}

export function standardColumns(table: Table): Outcome<StandardColumns> {
  for (const column of table.columns) {
    if (isText(column)) return failed({ kind: "textFeature", column: column.name });
    if (column.values.some(Number.isNaN)) return failed({ kind: "missingFeature", column: column.name });
  }
  const means = new Float64Array(table.columns.length);
  const scales = new Float64Array(table.columns.length);
  const columns = table.columns.map(({ name }, index) => {
    const { values } = requireNumeric(table, name);
    const mean = values.reduce((sum, value) => sum + value / table.rows, 0);
    const centred = values.map((value) => value - mean);
    const deviation = Math.sqrt(centred.reduce((sum, value) => sum + (value * value) / table.rows, 0));
    // A constant column is left with rounding noise by its mean: it must not be blown up.
    const constant = !(deviation > Math.abs(mean) * 1e-14);
    means[index] = mean;
    scales[index] = constant ? 1 : deviation;
    return constant ? centred.fill(0) : centred.map((value) => value / deviation);
  });
  return done({ rows: table.rows, names: table.columns.map(({ name }) => name), columns, means, scales });
}

/** From coefficients of standard columns to those of the columns as they come. */
export function originalTerms(
  standard: StandardColumns,
  weights: readonly ArrayLike<number>[],
  intercepts: readonly number[],
): Pick<FittedLinear, "features" | "intercepts" | "coefficients" | "importance"> {
  const coefficients = weights.map((output) => Array.from(output, (weight, index) => weight / standard.scales[index]!));
  const sizes = standard.names.map((_, index) => weights.reduce((sum, output) => sum + Math.abs(output[index]!), 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return {
    features: standard.names,
    coefficients,
    intercepts: intercepts.map(
      (intercept, output) =>
        intercept - coefficients[output]!.reduce((sum, value, index) => sum + value * standard.means[index]!, 0),
    ),
    importance: sizes.map((size) => (total > 0 ? size / total : 0)),
  };
}

/** Sums through the inverse link: numbers, or probabilities (rows × classes). NaN where a feature is missing. */
export function compileLinear({ algorithm, features, intercepts, coefficients }: FittedLinear): TablePredictor {
  const outputs = intercepts.length;
  return (table) => {
    const columns = features.map((name) => requireNumeric(table, name).values);
    const raw = new Float64Array(table.rows * outputs);
    for (let output = 0; output < outputs; output++) {
      const weights = coefficients[output]!;
      for (let row = 0; row < table.rows; row++) {
        let sum = intercepts[output]!;
        for (let index = 0; index < columns.length; index++) sum += weights[index]! * columns[index]![row]!;
        raw[row * outputs + output] = sum;
      }
    }
    if (algorithm !== "logistic_regression") return raw;
    return outputs === 1 ? bothClasses(raw.map(sigmoid)) : softmaxRows(raw, outputs);
  };
}
