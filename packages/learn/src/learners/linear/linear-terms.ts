import type { Task } from "@mlopsc/vocabulary";
import { requireNumeric } from "../../table/columns.ts";
import type { Table } from "../../table/table.ts";
import { sharesOfSums, weightedSums } from "../columns/weighted-sums.ts";
import type { TablePredictor } from "../learner-context.ts";
import { softmaxRows } from "../links.ts";
import type { StandardColumns } from "./standard-columns.ts";

/** Weighted sums of columns, one an output (as many as classes where there are more than two). */
export interface FittedLinear {
  readonly algorithm:
    | "seasonal_naive"
    | "linear_regression"
    | "ridge"
    | "lasso"
    | "elastic_net"
    | "logistic_regression";
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
  if (fitted.algorithm !== "logistic_regression") return compileSums(fitted);
  const outputs = fitted.intercepts.length;
  if (outputs === 1) return compileShares(fitted, { slope: -1, intercept: 0 });
  const sums = compileSums(fitted);
  return (table) => softmaxRows(sums(table), outputs);
}

type WeightedSums = Pick<FittedLinear, "features" | "intercepts" | "coefficients">;

/** The weighted sums: rows × outputs. */
export function compileSums({ features, intercepts, coefficients }: WeightedSums): TablePredictor {
  const weights = coefficients.map((ofOne) => Float64Array.from(ofOne));
  return (table) => weightedSums(numbersOf(table, features), table.rows, weights, intercepts);
}

/** The probabilities of two classes (rows × 2) from one sum a row: of the second 1 / (1 + exp(slope × sum + intercept)). */
export function compileShares(
  { features, intercepts, coefficients }: WeightedSums,
  scale: { readonly slope: number; readonly intercept: number },
): TablePredictor {
  const weights = Float64Array.from(coefficients[0]!);
  return (table) => sharesOfSums(numbersOf(table, features), table.rows, weights, intercepts[0]!, scale);
}

const numbersOf = (table: Table, features: readonly string[]): Float64Array[] =>
  features.map((name) => requireNumeric(table, name).values);
