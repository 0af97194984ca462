import type { Task } from "@mlopsc/vocabulary";
import { requireNumeric } from "../../table/columns.ts";
import { sigmoid, softmaxRows } from "../histogram/loss.ts";
import { bothClasses } from "../histogram/random-forest.ts";
import type { TablePredictor } from "../learner-context.ts";
import type { StandardColumns } from "./standard-columns.ts";

/** Weighted sums of columns, one an output (as many as classes where there are more than two). */
export interface FittedLinear {
  readonly algorithm: "linear_regression" | "ridge" | "lasso" | "elastic_net" | "logistic_regression";
  readonly task: Task;
  readonly classCount: number;
  readonly features: readonly string[];
  readonly intercepts: readonly number[];
  /** Outputs × features. */
  readonly coefficients: readonly (readonly number[])[];
  /** Of the features over the training rows: what explanations compare with. Absent in older models. */
  readonly means?: readonly number[];
  /** False: the solver reached its last iteration first; a warning, the model may be used. */
  readonly converged: boolean;
  readonly iterations: number;
  /** Size of the coefficients times the column's deviation, as shares of 1. */
  readonly importance: readonly number[];
}

/** From coefficients of standard columns to those of the columns as they come. */
export function originalTerms(
  standard: StandardColumns,
  weights: readonly ArrayLike<number>[],
  intercepts: readonly number[],
): Pick<FittedLinear, "features" | "intercepts" | "coefficients" | "means" | "importance"> {
  const coefficients = weights.map((output) => Array.from(output, (weight, index) => weight / standard.scales[index]!));
  return {
    features: standard.names,
    coefficients,
    means: Array.from(standard.means),
    intercepts: intercepts.map(
      (intercept, output) =>
        intercept - coefficients[output]!.reduce((sum, value, index) => sum + value * standard.means[index]!, 0),
    ),
    importance: shareOfSizes(weights, standard.names.length),
  };
}

/** Sizes of weights of one scale, summed over the outputs, as shares of 1; all 0 where there is none. */
export function shareOfSizes(weights: readonly ArrayLike<number>[], width: number): number[] {
  const sizes = Array.from({ length: width }, (_, index) =>
    weights.reduce((sum, output) => sum + Math.abs(output[index]!), 0),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => (total > 0 ? size / total : 0));
}

/** Sums through the inverse link: numbers, or probabilities (rows × classes). NaN where a feature is missing. */
export function compileLinear(fitted: FittedLinear): TablePredictor {
  const sums = compileSums(fitted);
  const outputs = fitted.intercepts.length;
  return (table) => {
    const raw = sums(table);
    if (fitted.algorithm !== "logistic_regression") return raw;
    return outputs === 1 ? bothClasses(raw.map(sigmoid)) : softmaxRows(raw, outputs);
  };
}

/** The weighted sums: rows × outputs. */
export function compileSums({
  features,
  intercepts,
  coefficients,
}: Pick<FittedLinear, "features" | "intercepts" | "coefficients">): TablePredictor {
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
    return raw;
  };
}
