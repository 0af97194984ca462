import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../../problem.ts";
import { columnProducts } from "../columns/column-products.ts";
import { meanProducts } from "../columns/mean-products.ts";
import type { TrainingRows } from "../learner-context.ts";
import { readParameters } from "../parameters.ts";
import { type FittedLinear, originalTerms } from "./linear-terms.ts";
import { standardColumns, standardValues } from "./standard-columns.ts";
import { meanOne, weightedColumns, weightedValues } from "./weighted-columns.ts";

/** The least squares in standard numbers, as mean products; the penalties are in the unit of the target. */
interface Problem {
  readonly width: number;
  /** Width × width. */
  readonly gram: Float64Array;
  readonly moments: Float64Array;
  readonly targetSquare: number;
  readonly scales: Float64Array;
  /** alpha × l1_ratio, and alpha × (1 - l1_ratio). */
  readonly absolute: number;
  readonly squared: number;
}

interface Solution {
  readonly weights: Float64Array;
  readonly converged: boolean;
  readonly iterations: number;
}

/**
 * The lasso and the elastic net by coordinate descent (Friedman, Hastie and Tibshirani 2010), scikit-learn's objective
 * |y - Xw|² / 2n + alpha (l1_ratio |w|₁ + (1 - l1_ratio) |w|² / 2) on the columns as they come, its order of
 * coordinates and its end: the duality gap. Weights count as shares of their mean. The sums are of standard numbers, for their conditioning alone.
 */
export function fitElasticNet(choice: AlgorithmChoice, rows: TrainingRows): Outcome<FittedLinear> {
  const prepared = standardColumns(rows.table);
  if (!prepared.ok) return prepared;
  const weights = rows.weights && meanOne(rows.weights);
  const standard = weights ? weightedColumns(prepared.value, weights) : prepared.value;
  const alike = standardValues(rows.target);
  const target = weights ? weightedValues(alike, weights) : alike;
  const read = readParameters(choice);
  const alpha = read.number("alpha");
  const share = choice.algorithm === "lasso" ? 1 : read.number("l1_ratio");
  const moments = columnProducts(standard.columns, target.values);
  const {
    weights: found,
    converged,
    iterations,
  } = descend(
    {
      width: moments.length,
      gram: meanProducts(standard.columns, standard.rows, 1),
      moments: moments.map((sum) => sum / standard.rows),
      targetSquare: target.values.reduce((sum, value) => sum + (value * value) / standard.rows, 0),
      scales: standard.scales,
      absolute: (alpha * share) / target.scale,
      squared: alpha * (1 - share),
    },
    read.number("max_iterations"),
    read.number("tolerance"),
  );
  const scaled = found.map((weight) => weight * target.scale);
  return done({
    algorithm: choice.algorithm === "lasso" ? "lasso" : "elastic_net",
    task: "regression",
    classCount: 0,
    ...originalTerms(standard, [scaled], [target.mean]),
    converged,
    iterations,
  });
}

function descend(problem: Problem, maxIterations: number, tolerance: number): Solution {
  const { width, gram, moments, scales } = problem;
  const weights = new Float64Array(width);
  // Gram × weights.
  const fitted = new Float64Array(width);
  for (let sweep = 1; sweep <= maxIterations; sweep++) {
    let largest = 0;
    let largestStep = 0;
    for (let index = 0; index < width; index++) {
      const own = gram[index * (width + 1)]!;
      if (own === 0) continue;
      const now = weights[index]!;
      const scale = scales[index]!;
      const rest = moments[index]! - fitted[index]! + own * now;
      const bare = Math.max(0, Math.abs(rest) - problem.absolute / scale);
      const best = (Math.sign(rest) * bare) / (own + problem.squared / scale / scale);
      const step = best - now;
      if (step !== 0) {
        weights[index] = best;
        for (let other = 0; other < width; other++) fitted[other]! += gram[index * width + other]! * step;
      }
      largest = Math.max(largest, Math.abs(best / scale));
      largestStep = Math.max(largestStep, Math.abs(step / scale));
    }
    const small = largest === 0 || largestStep / largest < tolerance;
    if (
      (small || sweep === maxIterations) &&
      dualityGap(problem, weights, fitted) <= tolerance * problem.targetSquare
    ) {
      return { weights, converged: true, iterations: sweep };
    }
  }
  return { weights, converged: false, iterations: maxIterations };
}

/** How much lower the objective could be at most, a row, in squares of the standard target. */
function dualityGap(problem: Problem, weights: Float64Array, fitted: Float64Array): number {
  const { moments, scales, absolute, squared, targetSquare } = problem;
  let [residual, explained, sizes, squares, steepest, slopes] = [targetSquare, 0, 0, 0, 0, 0];
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!;
    const original = weight / scales[index]!;
    explained += weight * moments[index]!;
    residual += weight * (fitted[index]! - 2 * moments[index]!);
    sizes += Math.abs(original);
    squares += original * original;
    const slope = scales[index]! * (moments[index]! - fitted[index]!) - squared * original;
    steepest = Math.max(steepest, Math.abs(slope));
    slopes += slope * slope;
  }
  // Where sizes cost nothing only slopes of 0 are feasible; but what the squares cost has a dual of its own.
  if (absolute === 0) return slopes / (2 * squared);
  const feasible = steepest > absolute ? absolute / steepest : 1;
  const fit = ((1 + feasible * feasible) * residual) / 2;
  const penalty = absolute * sizes + (squared * (1 + feasible * feasible) * squares) / 2;
  return fit + penalty - feasible * (targetSquare - explained);
}
