import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { choleskySolver } from "../../algebra/cholesky-solver.ts";
import { done, type Outcome } from "../../problem.ts";
import { columnProducts } from "../columns/column-products.ts";
import { meanProducts } from "../columns/mean-products.ts";
import type { TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
import { type FittedLinear, originalTerms } from "./linear-terms.ts";
import { type StandardColumns, standardColumns } from "./standard-columns.ts";
import { weightedColumns, weightedValues } from "./weighted-columns.ts";
import { rowProducts, solveWide } from "./wide-least-squares.ts";

/** Ordinary least squares, or ridge regression with scikit-learn's `alpha` on the columns as they come. */
export function fitLeastSquares(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLinear> {
  const prepared = standardColumns(rows.table);
  if (!prepared.ok) return prepared;
  const standard = rows.weights ? weightedColumns(prepared.value, rows.weights) : prepared.value;
  const { values: centred, mean } = centredTarget(rows);
  const ridge = choice.algorithm === "ridge";
  const alpha = ridge ? readParameters(choice).number("alpha") : 0;
  const centring = rows.weights ? rows.weights.map(Math.sqrt) : new Float64Array(rows.table.rows).fill(1);
  const weights = alpha > 0 ? penalised(standard, centred, alpha, centring) : ordinary(standard, centred, centring);
  return done({
    algorithm: ridge ? "ridge" : "linear_regression",
    task: "regression",
    classCount: 0,
    ...originalTerms(standard, [weights], [mean]),
    converged: true,
    iterations: 1,
  });
}

function centredTarget({ target, weights }: TrainingRows): { readonly values: Float64Array; readonly mean: number } {
  const mean = target.reduce((sum, value) => sum + value / target.length, 0);
  const values = target.map((value) => value - mean);
  return weights ? weightedValues({ values, mean, scale: 1 }, weights) : { values, mean };
}

/**
 * By the normal equations, made exact by what they leave, where columns are far from depending on each other; else by QR;
 * where they depend on each other, the shortest solution in standard columns.
 */
function ordinary(standard: StandardColumns, target: Float64Array, centring: Float64Array): ArrayLike<number> {
  const { columns, rows } = standard;
  const wide = columns.length > rows;
  return (
    (wide ? solveWide(columns, target, 0, centring) : (normalEquations(standard, target) ?? byQr(standard, target))) ??
    shortest(standard, target)
  );
}

/** Squares of conditions up to so much are solved to rounding by two corrections. */
const wellConditioned = 1e-5;

/** Null where the columns nearly depend on each other. A correction solves for the rest that the weights leave. */
function normalEquations(standard: StandardColumns, target: Float64Array): Float64Array | null {
  const solver = choleskySolver(gram(standard), standard.columns.length);
  if (solver === undefined || solver.spread < wellConditioned) return null;
  const weights = new Float64Array(standard.columns.length);
  for (let correction = 0; correction < 3; correction++) {
    const step = columnProducts(standard.columns, target, weights);
    solver.solve(step);
    for (let at = 0; at < weights.length; at++) weights[at]! += step[at]!;
  }
  return weights;
}

/** Null where a column depends on others. */
function byQr({ columns, rows }: StandardColumns, target: Float64Array): number[] | null {
  const matrix = Matrix.zeros(rows, columns.length);
  columns.forEach((column, index) => {
    for (let row = 0; row < rows; row++) matrix.set(row, index, column[row]!);
  });
  const decomposition = new QrDecomposition(matrix);
  const diagonal = decomposition.upperTriangularMatrix.diagonal().map(Math.abs);
  if (Math.min(...diagonal) <= 1e-10 * Math.max(...diagonal)) return null;
  return decomposition.solve(Matrix.columnVector(target)).to1DArray();
}

/** By eigenvectors of what is smaller, products of columns or of rows: those without a size are left out. */
function shortest(standard: StandardColumns, target: Float64Array): ArrayLike<number> {
  const { columns, rows } = standard;
  if (columns.length <= rows) return shortestIn(gram(standard), columnProducts(columns, target));
  return columnProducts(columns, Float64Array.from(shortestIn(rowProducts(columns, rows), target)));
}

function shortestIn(products: Float64Array, target: Float64Array): number[] {
  const size = target.length;
  const matrix = Matrix.from1DArray(size, size, products);
  const decomposition = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const vectors = decomposition.eigenvectorMatrix;
  const values = decomposition.realEigenvalues;
  const projected = vectors.transpose().mmul(Matrix.columnVector(target)).to1DArray();
  const floor = 1e-10 * values.reduce((most, value) => Math.max(most, value), 0);
  const scaled = projected.map((value, index) => (values[index]! > floor ? value / values[index]! : 0));
  return vectors.mmul(Matrix.columnVector(scaled)).to1DArray();
}

/** By Cholesky. The penalty is on the original coefficients: weight / scale. */
function penalised(
  standard: StandardColumns,
  target: Float64Array,
  alpha: number,
  centring: Float64Array,
): ArrayLike<number> {
  const { columns, rows, scales } = standard;
  if (columns.length > rows) {
    const original = columns.map((column, at) => column.map((value) => value * scales[at]!));
    const found = solveWide(original, target, alpha, centring);
    if (found !== null) return found.map((weight, at) => weight * scales[at]!);
  }
  const matrix = gram(standard);
  scales.forEach((scale, index) => {
    matrix[index * (columns.length + 1)]! += alpha / (scale * scale);
  });
  const solver = choleskySolver(matrix, columns.length);
  // Penalised, the matrix is positive definite but for rounding.
  if (solver === undefined) return ordinary(standard, target, centring);
  const weights = columnProducts(columns, target);
  solver.solve(weights);
  return weights;
}

const gram = ({ columns, rows }: StandardColumns): Float64Array =>
  meanProducts(columns, rows, 1).map((mean) => mean * rows);
