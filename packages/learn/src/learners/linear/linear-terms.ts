import type { Task } from "@mlopsc/vocabulary";
import { requireNumeric } from "../../table/columns.ts";
import type { Table } from "../../table/table.ts";
import { exponential } from "../exponential.ts";
import type { TablePredictor } from "../learner-context.ts";
import { softmaxRows } from "../links.ts";
import { addColumns, blockRows } from "./column-blocks.ts";
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
  if (outputs > 1) {
    const sums = compileSums(fitted);
    return (table) => softmaxRows(sums(table), outputs);
  }
  return compileShares(fitted, (sums, shares, start, count) => {
    for (let row = 0; row < count; row++) {
      const share = 1 / (1 + exponential(-sums[row]!));
      shares[2 * (start + row)] = 1 - share;
      shares[2 * (start + row) + 1] = share;
    }
  });
}

type WeightedSums = Pick<FittedLinear, "features" | "intercepts" | "coefficients">;

/** The weighted sums: rows × outputs. */
export function compileSums(terms: WeightedSums): TablePredictor {
  const outputs = terms.intercepts.length;
  if (outputs === 1) return compileSum(terms);
  const eachBlock = compileBlocks(terms);
  return (table) => {
    const raw = new Float64Array(table.rows * outputs);
    eachBlock(table, (sums, output, start, count) => {
      for (let row = 0; row < count; row++) raw[(start + row) * outputs + output] = sums[row]!;
    });
    return raw;
  };
}

/** One sum a row, made where it is given back. */
function compileSum({ features, intercepts, coefficients }: WeightedSums): TablePredictor {
  const weights = Float64Array.from(coefficients[0]!);
  return (table) => {
    const columns = features.map((name) => requireNumeric(table, name).values);
    const raw = new Float64Array(table.rows).fill(intercepts[0]!);
    for (let start = 0; start < table.rows; start += blockRows) {
      addColumns(raw, start, columns, weights, 0, start, Math.min(blockRows, table.rows - start));
    }
    return raw;
  };
}

/** The probabilities of two classes (rows × 2) from one sum a row: written a block of rows at a time, while sums are at hand. */
export function compileShares(
  terms: WeightedSums,
  write: (sums: Float64Array, shares: Float64Array, start: number, count: number) => void,
): TablePredictor {
  const eachBlock = compileBlocks(terms);
  return (table) => {
    const shares = new Float64Array(table.rows * 2);
    eachBlock(table, (sums, _, start, count) => write(sums, shares, start, count));
    return shares;
  };
}

type BlockReader = (sums: Float64Array, output: number, start: number, count: number) => void;

/** Gives the sums of one output after another for some rows at a time, in an array that is used again. */
function compileBlocks({
  features,
  intercepts,
  coefficients,
}: WeightedSums): (table: Table, read: BlockReader) => void {
  const weights = coefficients.map((ofOne) => Float64Array.from(ofOne));
  const sums = new Float64Array(blockRows);
  return (table, read) => {
    const columns = features.map((name) => requireNumeric(table, name).values);
    for (let start = 0; start < table.rows; start += blockRows) {
      const count = Math.min(blockRows, table.rows - start);
      for (let output = 0; output < weights.length; output++) {
        sums.fill(intercepts[output]!, 0, count);
        addColumns(sums, 0, columns, weights[output]!, 0, start, count);
        read(sums, output, start, count);
      }
    }
  };
}
