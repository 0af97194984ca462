import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** What the process expects at a point, in the unit of the scores. */
export interface Expectation {
  readonly mean: number;
  readonly deviation: number;
}

const lengthScales: readonly number[] = [0.1, 0.2, 0.35, 0.6, 1, 2];
const noises: readonly number[] = [1e-6, 1e-3, 1e-2, 1e-1];

/**
 * Gaussian process regression with a Matérn 5/2 kernel of one length scale (Rasmussen and Williams 2006); scale and
 * noise are those of the highest marginal likelihood on a small grid. For tens to hundreds of points.
 */
export function fitGaussianProcess(
  points: readonly (readonly number[])[],
  scores: readonly number[],
): (point: readonly number[]) => Expectation {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length) || 1;
  const standard = scores.map((score) => (score - mean) / deviation);
  const distances = points.map((a) => points.map((b) => distance(a, b)));
  let best = { likelihood: -Infinity, scale: 1, weights: [] as number[], lower: new Matrix(0, 0) };
  for (const scale of lengthScales) {
    for (const noise of noises) {
      const fit = likelihoodOf(distances, standard, scale, noise);
      if (fit !== undefined && fit.likelihood > best.likelihood) best = { ...fit, scale };
    }
  }
  return (point) => {
    const kernel = points.map((known) => matern(distance(known, point), best.scale));
    const solved = forwardSolve(best.lower, kernel);
    const variance = Math.max(0, 1 - solved.reduce((sum, value) => sum + value * value, 0));
    const expected = kernel.reduce((sum, value, index) => sum + value * best.weights[index]!, 0);
    return { mean: mean + deviation * expected, deviation: deviation * Math.sqrt(variance) };
  };
}

function likelihoodOf(
  distances: readonly (readonly number[])[],
  scores: readonly number[],
  scale: number,
  noise: number,
): { likelihood: number; weights: number[]; lower: Matrix } | undefined {
  const covariance = new Matrix(distances.map((row) => row.map((value) => matern(value, scale))));
  for (let index = 0; index < scores.length; index++) covariance.set(index, index, 1 + noise);
  const decomposition = new CholeskyDecomposition(covariance);
  if (!decomposition.isPositiveDefinite()) return undefined;
  const lower = decomposition.lowerTriangularMatrix;
  const weights = decomposition.solve(Matrix.columnVector(scores as number[])).to1DArray();
  const fit = scores.reduce((sum, score, index) => sum + score * weights[index]!, 0);
  const logDeterminant = lower.diagonal().reduce((sum, value) => sum + 2 * Math.log(value), 0);
  return { likelihood: -(fit + logDeterminant) / 2, weights, lower };
}

function matern(distance: number, scale: number): number {
  const ratio = (Math.sqrt(5) * distance) / scale;
  return (1 + ratio + (ratio * ratio) / 3) * Math.exp(-ratio);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0));
}

function forwardSolve(lower: Matrix, right: readonly number[]): number[] {
  const solved: number[] = [];
  for (let row = 0; row < right.length; row++) {
    let rest = right[row]!;
    for (let column = 0; column < row; column++) rest -= lower.get(row, column) * solved[column]!;
    solved.push(rest / lower.get(row, row));
  }
  return solved;
}

/** By how much a point is expected to be below `best`, where lower is better (Jones et al. 1998). */
export function expectedImprovement({ mean, deviation }: Expectation, best: number): number {
  const gain = best - mean;
  if (deviation <= 0) return Math.max(0, gain);
  const z = gain / deviation;
  return gain * normalCumulative(z) + deviation * Math.exp((-z * z) / 2) * 0.398_942_280_401_432_7;
}

/** Abramowitz and Stegun 26.2.17; absolute error below 7.5e-8. */
function normalCumulative(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const tail =
    0.398_942_280_401_432_7 *
    Math.exp((-z * z) / 2) *
    t *
    (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return z > 0 ? 1 - tail : tail;
}
