import { type CholeskySolver, choleskySolver } from "../../algebra/cholesky-solver.ts";
import { columnProducts } from "../columns/column-products.ts";
import { meanProducts } from "../columns/mean-products.ts";
import { weightedSums } from "../columns/weighted-sums.ts";

/** Squares of conditions up to so much are solved to rounding by two corrections. */
const wellConditioned = 1e-5;

/**
 * Least squares with more columns than rows, with a penalty on the squared weights or, without, the shortest solution. Weights
 * are sums of rows then, so there are as many unknowns as rows (the dual; Saunders, Gammerman and Vovk 1998). Null where rows nearly
 * depend on each other. `centring`: what each row counted by when the columns and the target were centred, so its products with both are 0.
 */
export function solveWide(
  columns: readonly Float64Array[],
  target: Float64Array,
  alpha: number,
  centring: Float64Array,
): Float64Array | null {
  const rows = target.length;
  const solver = rowSolver(columns, alpha, centring);
  if (solver === undefined || (alpha === 0 && solver.spread < wellConditioned)) return null;
  const shares = new Float64Array(rows);
  let weights: Float64Array = new Float64Array(columns.length);
  // Each correction solves for what the last one left.
  for (let correction = 0; correction < 3; correction++) {
    const sums = weightedSums(columns, rows, [weights], [0]);
    const rest = target.map((value, row) => value - sums[row]! - alpha * shares[row]!);
    solver.solve(rest);
    for (let row = 0; row < rows; row++) shares[row]! += rest[row]!;
    weights = columnProducts(columns, shares);
  }
  return weights;
}

/** Products of all pairs of rows (rows × rows). */
export function rowProducts(columns: readonly Float64Array[], rows: number): Float64Array {
  const width = columns.length;
  const across = Array.from({ length: rows }, () => new Float64Array(width));
  for (let at = 0; at < width; at++) {
    const column = columns[at]!;
    for (let row = 0; row < rows; row++) across[row]![at] = column[row]!;
  }
  const products = meanProducts(across, width, 1);
  for (let at = 0; at < products.length; at++) products[at]! *= width;
  return products;
}

function rowSolver(
  columns: readonly Float64Array[],
  alpha: number,
  centring: Float64Array,
): CholeskySolver | undefined {
  const rows = centring.length;
  const products = rowProducts(columns, rows);
  const size = centring.reduce((sum, value) => sum + value * value, 0);
  let trace = 0;
  for (let row = 0; row < rows; row++) trace += products[row * (rows + 1)]!;
  // The one direction that centring took out, given back: it changes no weight.
  const given = trace / rows / size;
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < rows; other++)
      products[row * rows + other]! += given * centring[row]! * centring[other]!;
    products[row * (rows + 1)]! += alpha;
  }
  return choleskySolver(products, rows);
}
