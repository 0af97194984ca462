import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { CholeskyDecomposition, EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { done, type Outcome } from "../../problem.ts";
import { columnProducts } from "../columns/column-products.ts";
import { meanProducts } from "../columns/mean-products.ts";
import type { TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
import { type FittedLinear, originalTerms } from "./linear-terms.ts";
import { type StandardColumns, standardColumns } from "./standard-columns.ts";
import { weightedColumns, weightedValues } from "./weighted-columns.ts";

/** Ordinary least squares, or ridge regression with scikit-learn's `alpha` on the columns as they come. */
export function fitLeastSquares(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLinear> {
  const prepared = standardColumns(rows.table);
  if (!prepared.ok) return prepared;
  const standard = rows.weights ? weightedColumns(prepared.value, rows.weights) : prepared.value;
  const { values: centred, mean } = centredTarget(rows);
  const ridge = choice.algorithm === "ridge";
  const alpha = ridge ? readParameters(choice).number("alpha") : 0;
  const weights = alpha > 0 ? penalised(standard, centred, alpha) : ordinary(standard, centred);
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
function ordinary(standard: StandardColumns, target: Float64Array): number[] {
  const width = standard.columns.length;
  if (width === 0) return [];
  if (standard.rows >= width) {
    const quick = normalEquations(standard, target);
    if (quick !== null) return quick;
    const matrix = Matrix.zeros(standard.rows, width);
    standard.columns.forEach((column, index) => {
      for (let row = 0; row < standard.rows; row++) matrix.set(row, index, column[row]!);
    });
    const decomposition = new QrDecomposition(matrix);
    const diagonal = decomposition.upperTriangularMatrix.diagonal().map(Math.abs);
    if (Math.min(...diagonal) > 1e-10 * Math.max(...diagonal)) {
      return decomposition.solve(Matrix.columnVector(target)).to1DArray();
    }
  }
  const { values, vectors, projected } = eigenSystem(standard, target);
  const floor = 1e-10 * Math.max(...values, 0);
  const scaled = projected.map((value, index) => (values[index]! > floor ? value / values[index]! : 0));
  return vectors.mmul(Matrix.columnVector(scaled)).to1DArray();
}

/** Squares of conditions up to so much are solved to rounding by two corrections. */
const wellConditioned = 1e-5;

/** Null where the columns nearly depend on each other. A correction solves for the rest that the weights leave. */
function normalEquations(standard: StandardColumns, target: Float64Array): number[] | null {
  const decomposition = new CholeskyDecomposition(gram(standard));
  if (!decomposition.isPositiveDefinite()) return null;
  const roots = decomposition.lowerTriangularMatrix.diagonal();
  if (Math.min(...roots) < wellConditioned * Math.max(...roots)) return null;
  const weights = new Float64Array(standard.columns.length);
  for (let correction = 0; correction < 3; correction++) {
    const products = columnProducts(standard.columns, target, weights);
    const step = decomposition.solve(Matrix.columnVector(products)).to1DArray();
    for (let at = 0; at < weights.length; at++) weights[at]! += step[at]!;
  }
  return Array.from(weights);
}

function eigenSystem(
  standard: StandardColumns,
  target: Float64Array,
): { values: number[]; vectors: Matrix; projected: number[] } {
  const decomposition = new EigenvalueDecomposition(gram(standard), { assumeSymmetric: true });
  const vectors = decomposition.eigenvectorMatrix;
  const projected = vectors
    .transpose()
    .mmul(Matrix.columnVector(columnProducts(standard.columns, target)))
    .to1DArray();
  return { values: decomposition.realEigenvalues, vectors, projected };
}

/** By Cholesky. The penalty is on the original coefficients: weight / scale. */
function penalised(standard: StandardColumns, target: Float64Array, alpha: number): number[] {
  const matrix = gram(standard);
  standard.scales.forEach((scale, index) => {
    matrix.set(index, index, matrix.get(index, index) + alpha / (scale * scale));
  });
  const decomposition = new CholeskyDecomposition(matrix);
  // Penalised, the matrix is positive definite but for rounding.
  if (!decomposition.isPositiveDefinite()) return ordinary(standard, target);
  return decomposition.solve(Matrix.columnVector(columnProducts(standard.columns, target))).to1DArray();
}

const gram = ({ columns, rows }: StandardColumns): Matrix =>
  Matrix.from1DArray(
    columns.length,
    columns.length,
    meanProducts(columns, rows, 1).map((mean) => mean * rows),
  );
