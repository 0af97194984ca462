import { backwardSolve, choleskyInPlace, forwardSolve, inverseFrom } from "../algebra/cholesky.ts";
import type { Objective } from "../learners/linear/lbfgs.ts";
import type { Points } from "./encode-space.ts";
import { matern, maternFall, pairDistances } from "./matern-kernel.ts";

/** A normal density over the logarithm of a parameter. */
export interface LogPrior {
  readonly mean: number;
  readonly deviation: number;
}

export interface ProcessPriors {
  readonly scale: LogPrior;
  readonly noise: LogPrior;
}

/**
 * Minus the logarithm of the marginal likelihood of the values times the priors (constants left out), by the logarithms
 * of the length scales and, last, of the noise as a share of the variance. Mean and variance are those of the highest
 * likelihood (Rasmussen and Williams 2006, 5.8 and 5.9). Infinity where the covariance cannot be factored.
 */
export function negativeLogPosterior(points: Points, values: Float64Array, priors: ProcessPriors): Objective {
  const { size, groupCount } = points;
  const distances = pairDistances(points);
  const pairs = distances.length / groupCount;
  const squared = new Float64Array(pairs);
  const lower = new Float64Array(size * size);
  const inverse = new Float64Array(size * size);
  /** (K⁻¹ - α αᵀ) by pairs: what a change of the covariance is weighed with. */
  const weighed = new Float64Array(pairs);
  return (logs, gradient) => {
    squared.fill(0);
    for (let group = 0; group < groupCount; group++) {
      const weight = Math.exp(-2 * logs[group]!);
      for (let pair = 0; pair < pairs; pair++) squared[pair]! += weight * distances[group * pairs + pair]!;
    }
    const noise = Math.exp(logs[groupCount]!);
    fillCovariance(lower, size, squared, noise);
    if (!choleskyInPlace(lower, size)) return Infinity;
    const { weights, variance } = profile(lower, values);
    inverseFrom(lower, size, inverse);
    let trace = 0;
    for (let row = 0, pair = 0; row < size; row++) {
      const weight = weights[row]! / variance;
      trace += inverse[row * size + row]! - weight * weights[row]!;
      for (let other = 0; other < row; other++, pair++) {
        weighed[pair] = (inverse[row * size + other]! - weight * weights[other]!) * maternFall(squared[pair]!);
      }
    }
    gradient[groupCount] = (noise * trace) / 2 + priorSlope(priors.noise, logs[groupCount]!);
    let value = (size * Math.log(variance)) / 2 + priorCost(priors.noise, logs[groupCount]!);
    for (let row = 0; row < size; row++) value += Math.log(lower[row * size + row]!);
    for (let group = 0; group < groupCount; group++) {
      // Each pair stands twice in the matrix, which the half before the trace makes up for.
      let sum = 0;
      for (let pair = 0; pair < pairs; pair++) sum += distances[group * pairs + pair]! * weighed[pair]!;
      gradient[group] = Math.exp(-2 * logs[group]!) * sum + priorSlope(priors.scale, logs[group]!);
      value += priorCost(priors.scale, logs[group]!);
    }
    return value;
  };
}

/** The lower triangle of the covariance, as a share of the variance. */
function fillCovariance(lower: Float64Array, size: number, squared: Float64Array, noise: number): void {
  for (let row = 0, pair = 0; row < size; row++) {
    for (let other = 0; other < row; other++, pair++) lower[row * size + other] = matern(squared[pair]!);
    lower[row * size + row] = 1 + noise;
  }
}

/** The mean and the variance of the highest likelihood, and K⁻¹ (values - mean); K = L·Lᵀ without the variance. */
export function profile(
  lower: Float64Array,
  values: Float64Array,
): { readonly mean: number; readonly variance: number; readonly weights: Float64Array } {
  const size = values.length;
  const ones = new Float64Array(size).fill(1);
  const weights = Float64Array.from(values);
  for (const vector of [ones, weights]) {
    forwardSolve(lower, size, vector);
    backwardSolve(lower, size, vector);
  }
  const total = ones.reduce((sum, value) => sum + value, 0);
  const mean = weights.reduce((sum, value) => sum + value, 0) / total;
  let fit = 0;
  for (let row = 0; row < size; row++) {
    weights[row]! -= mean * ones[row]!;
    fit += weights[row]! * (values[row]! - mean);
  }
  return { mean, variance: Math.max(fit / size, 1e-12), weights };
}

const priorCost = ({ mean, deviation }: LogPrior, log: number): number => ((log - mean) / deviation) ** 2 / 2;
const priorSlope = ({ mean, deviation }: LogPrior, log: number): number => (log - mean) / deviation ** 2;
