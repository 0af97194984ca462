import { choleskyInPlace, forwardSolve } from "../algebra/cholesky.ts";
import { minimise } from "../learners/linear/lbfgs.ts";
import type { Points } from "./encode-space.ts";
import { matern } from "./matern-kernel.ts";
import { negativeLogPosterior, type ProcessPriors, profile } from "./process-likelihood.ts";
import type { Surrogate } from "./surrogate.ts";

export interface ProcessParameters {
  /** By group, in the unit of the coordinates. */
  readonly scales: readonly number[];
  /** Variance of the noise as a share of the process's. */
  readonly noise: number;
}

export interface GaussianProcess extends Surrogate {
  readonly parameters: ProcessParameters;
  readonly mean: number;
  readonly variance: number;
}

/** Length scales of about half the cube, far ones possible; noise about 1e-4 of the variance, from none to much. */
const priors: ProcessPriors = { scale: { mean: Math.log(0.7), deviation: 1 }, noise: { mean: -10, deviation: 2.5 } };
const starts: readonly number[] = [0.3, 1];
const iterations = 40;

/** Points that the parameters are fitted to; more of them change little. */
const mostFitted = 100;
/** Below it the covariance of close points cannot be factored. */
const leastNoise = 1e-9;

/** A Gaussian process with the length scales and noise of the highest posterior density, found from a few starts. */
export function fitGaussianProcess(points: Points, values: Float64Array): GaussianProcess {
  const objective = negativeLogPosterior(...spread(points, values), priors);
  const gradient = new Float64Array(points.groupCount + 1);
  let best = { value: Infinity, logs: new Float64Array(points.groupCount + 1) };
  for (const start of starts) {
    const logs = new Float64Array(points.groupCount + 1).fill(Math.log(start));
    logs[points.groupCount] = priors.noise.mean;
    const found = minimise(objective, logs, iterations, 1e-3).point;
    const value = objective(found, gradient);
    if (value < best.value) best = { value, logs: Float64Array.from(found) };
  }
  const scales = Array.from(best.logs.subarray(0, points.groupCount), Math.exp);
  return conditionProcess(points, values, { scales, noise: Math.exp(best.logs[points.groupCount]!) });
}

/** At most `mostFitted` of the points: the lowest half of so many, the others evenly from the rest by their order. */
function spread(points: Points, values: Float64Array): [Points, Float64Array] {
  if (points.size <= mostFitted) return [points, values];
  const order = Array.from(values, (_, row) => row).sort((a, b) => values[a]! - values[b]!);
  const half = mostFitted / 2;
  const step = (order.length - half) / half;
  const rows = [
    ...order.slice(0, half),
    ...Array.from({ length: half }, (_, at) => order[half + Math.floor(at * step)]!),
  ];
  const { width } = points;
  const coordinates = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) {
    coordinates.set(points.coordinates.subarray(row * width, (row + 1) * width), at * width);
  }
  return [{ ...points, size: rows.length, coordinates }, Float64Array.from(rows, (row) => values[row]!)];
}

/** The process with these parameters, given the values: its mean and variance are the likeliest. */
export function conditionProcess(points: Points, values: Float64Array, parameters: ProcessParameters): GaussianProcess {
  const { size, width, coordinates, groups } = points;
  const inverseScales = Float64Array.from(groups, (group) => 1 / parameters.scales[group]!);
  const scaled = coordinates.map((value, at) => value * inverseScales[at % width]!);
  const lower = new Float64Array(size * size);
  const covariance = new Float64Array(size);
  const here = new Float64Array(width);
  const fill = (target: Float64Array, from: number, count: number): void => {
    for (let row = 0; row < count; row++) {
      let squared = 0;
      for (let at = 0; at < width; at++) squared += (scaled[row * width + at]! - here[at]!) ** 2;
      target[from + row] = matern(squared);
    }
  };
  for (let row = 0; row < size; row++) {
    here.set(scaled.subarray(row * width, (row + 1) * width));
    fill(lower, row * size, row);
    lower[row * size + row] = 1 + Math.max(leastNoise, parameters.noise);
  }
  if (!choleskyInPlace(lower, size)) throw new Error("the covariance is not positive definite");
  const { mean, variance, weights } = profile(lower, values);
  return {
    ...{ parameters, mean, variance },
    expect: (point) => {
      for (let at = 0; at < width; at++) here[at] = point[at]! * inverseScales[at]!;
      fill(covariance, 0, size);
      let expected = mean;
      for (let row = 0; row < size; row++) expected += covariance[row]! * weights[row]!;
      forwardSolve(lower, size, covariance);
      let known = 0;
      for (let row = 0; row < size; row++) known += covariance[row]! ** 2;
      return { mean: expected, deviation: Math.sqrt(variance * Math.max(0, 1 - known)) };
    },
    given: (others, otherValues) => conditionProcess(others, otherValues, parameters),
  };
}
