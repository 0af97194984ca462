import { choleskySolver } from "../../algebra/cholesky-solver.ts";
import { meanProducts } from "../columns/mean-products.ts";
import { weightedSums } from "../columns/weighted-sums.ts";
import type { StandardColumns } from "./standard-columns.ts";

/** The rows that the guess of the Hessian is made from. */
const sampledRows = 4000;
/** Above it only the diagonal is used. */
const mostColumns = 300;

/** A guess of the Hessian of the mean log loss where all weights are 0: for each output the same, intercepts apart. */
export interface Curvature {
  /** Of an intercept, and of the weight of a standard column. */
  readonly own: number;
  /** Width × width; null stands for `own` on the diagonal. */
  readonly weights: Float64Array | null;
}

export function classCurvature(columns: readonly Float64Array[], rows: number, shares: readonly number[]): Curvature {
  const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0);
  const own = spread / (shares.length === 2 ? 2 : shares.length - 1);
  const width = columns.length;
  if (width > mostColumns) return { own, weights: null };
  const weights = meanProducts(columns, rows, Math.ceil(rows / sampledRows)).map((product) => own * product);
  // Columns that depend on each other, or that the sample holds constant, must not be divided by nothing.
  for (let index = 0; index < width; index++) weights[index * (width + 1)]! += 1e-4 * own;
  return { own, weights };
}

/** Multiplies by the inverse of the guess, the squared penalty (a strength a column) added. In place. */
export function preconditioner(
  { own, weights }: Curvature,
  strengths: Float64Array,
  outputs: number,
): (direction: Float64Array) => void {
  const width = strengths.length;
  const solve = weights === null ? undefined : raisedSolver(weights, strengths);
  return (direction) => {
    for (let output = 0; output < outputs; output++) {
      const first = output * (width + 1);
      const part = direction.subarray(first, first + width);
      if (solve !== undefined) solve(part);
      else for (let index = 0; index < width; index++) part[index]! /= own + strengths[index]!;
      direction[first + width]! /= own;
    }
  };
}

/**
 * For two classes: multiplies by the inverse of the Hessian of these rows at a point, the squared penalty added. In place;
 * null where there are too many columns.
 */
export function logisticPreconditioner(
  { columns, rows, weights }: Pick<StandardColumns, "columns" | "rows"> & { readonly weights: Float64Array | null },
  strengths: Float64Array,
  point: Float64Array,
): ((direction: Float64Array) => void) | null {
  const width = columns.length;
  if (width > mostColumns) return null;
  const roots = weightedSums(columns, rows, [point], [point[width]!]);
  // The root of p (1 - p), on both sides of the product.
  for (let row = 0; row < rows; row++) {
    const small = Math.exp(-Math.abs(roots[row]!));
    roots[row] = Math.sqrt(weights === null ? small : small * weights[row]!) / (1 + small);
  }
  const weighted = columns.map((column) => timesRoots(column, roots));
  const products = meanProducts([...weighted, roots], rows, 1);
  const own = products[products.length - 1]!;
  const diagonal = Float64Array.from([...strengths, 0], (strength) => strength + 1e-4 * own);
  return raisedSolver(products, diagonal) ?? null;
}

function timesRoots(column: Float64Array, roots: Float64Array): Float64Array {
  const products = new Float64Array(column.length);
  for (let row = 0; row < products.length; row++) products[row] = column[row]! * roots[row]!;
  return products;
}

/** Solves with the matrix, its diagonal raised, in place; undefined where rounding leaves it without a root. */
function raisedSolver(weights: Float64Array, strengths: Float64Array): ((part: Float64Array) => void) | undefined {
  const width = strengths.length;
  const matrix = weights.slice();
  for (let index = 0; index < width; index++) matrix[index * (width + 1)]! += strengths[index]!;
  return choleskySolver(matrix, width)?.solve;
}
