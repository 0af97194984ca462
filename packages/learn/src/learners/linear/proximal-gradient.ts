import type { Curvature } from "./class-curvature.ts";
import type { Minimum, Objective } from "./lbfgs.ts";

/** What a weight costs: absolute |weight| + squared weight² / 2, a strength a column; intercepts cost nothing. */
export interface SparsePenalty {
  readonly absolute: Float64Array;
  readonly squared: Float64Array;
}

export interface SparseOptions {
  readonly maxIterations: number;
  /** The largest part of the (sub)gradient that counts as none. */
  readonly tolerance: number;
  readonly onIteration?: (done: number) => void;
}

/**
 * The minimum of a smooth convex loss and a penalty that sets weights to exactly 0: accelerated proximal gradient
 * (Beck and Teboulle 2009) in the metric of a guessed Hessian, so that few steps are needed; the metric is doubled where
 * it is too small, and the momentum dropped where it leads uphill (O'Donoghue and Candès 2015).
 * A point is, for each output, its weights and then its intercept.
 */
export function minimiseSparse(
  loss: Objective,
  penalty: SparsePenalty,
  curvature: Curvature,
  start: Float64Array,
  { maxIterations, tolerance, onIteration }: SparseOptions,
): Minimum {
  let point = start;
  let ahead = start;
  let momentum = 1;
  let factor = 1;
  const gradient = new Float64Array(start.length);
  const unused = new Float64Array(start.length);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const value = loss(ahead, gradient);
    let next = proximalStep(ahead, gradient, penalty, curvature, factor);
    for (let doubling = 0; doubling < 60; doubling++) {
      const bound = value + expectedChange(ahead, next, gradient, curvature, factor);
      if (loss(next, unused) <= bound + 1e-13 * Math.abs(value)) break;
      factor *= 2;
      next = proximalStep(ahead, gradient, penalty, curvature, factor);
    }
    onIteration?.(iteration + 1);
    if (largestSlope(ahead, next, curvature, factor) <= tolerance) {
      return { point: next, iterations: iteration + 1, converged: true };
    }
    let uphill = 0;
    for (let at = 0; at < next.length; at++) uphill += (ahead[at]! - next[at]!) * (next[at]! - point[at]!);
    const following = uphill > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const share = uphill > 0 ? 0 : (momentum - 1) / following;
    const last = point;
    ahead = next.map((part, at) => part + share * (part - last[at]!));
    point = next;
    momentum = following;
  }
  return { point, iterations: maxIterations, converged: false };
}

/** The point with the least of gradient · step + factor × step' H step / 2 + penalty. */
function proximalStep(
  from: Float64Array,
  gradient: Float64Array,
  penalty: SparsePenalty,
  { own, weights }: Curvature,
  factor: number,
): Float64Array {
  const width = penalty.absolute.length;
  const to = from.slice();
  for (let first = 0; first < from.length; first += width + 1) {
    to[first + width]! -= gradient[first + width]! / (factor * own);
    // factor × H step, kept up to date; without a matrix each weight stands alone and one sweep is exact.
    const pull = new Float64Array(width);
    for (let sweep = 0; sweep < 1000; sweep++) {
      let largest = 0;
      for (let index = 0; index < width; index++) {
        const curve = factor * (weights === null ? own : weights[index * (width + 1)]!);
        const now = to[first + index]!;
        const slope = gradient[first + index]! + pull[index]! - curve * now;
        const bare = Math.max(0, Math.abs(slope) - penalty.absolute[index]!);
        const best = (-Math.sign(slope) * bare) / (curve + penalty.squared[index]!);
        const step = best - now;
        if (step === 0) continue;
        to[first + index] = best;
        largest = Math.max(largest, Math.abs(step));
        if (weights === null) pull[index]! += curve * step;
        else
          for (let other = 0; other < width; other++) pull[other]! += factor * weights[index * width + other]! * step;
      }
      if (weights === null || largest <= 1e-12) break;
    }
  }
  return to;
}

function expectedChange(
  from: Float64Array,
  to: Float64Array,
  gradient: Float64Array,
  curvature: Curvature,
  factor: number,
): number {
  const slopes = curved(from, to, curvature);
  let sum = 0;
  for (let at = 0; at < from.length; at++) sum += (to[at]! - from[at]!) * (gradient[at]! + (factor * slopes[at]!) / 2);
  return sum;
}

/** The generalised gradient: 0 at the minimum alone. */
const largestSlope = (from: Float64Array, to: Float64Array, curvature: Curvature, factor: number): number =>
  curved(from, to, curvature).reduce((largest, slope) => Math.max(largest, Math.abs(factor * slope)), 0);

/** H (to - from). */
function curved(from: Float64Array, to: Float64Array, { own, weights }: Curvature): Float64Array {
  const slopes = new Float64Array(from.length);
  if (weights === null) return slopes.map((_, at) => own * (to[at]! - from[at]!));
  const width = Math.sqrt(weights.length);
  for (let first = 0; first < from.length; first += width + 1) {
    slopes[first + width] = own * (to[first + width]! - from[first + width]!);
    for (let i = 0; i < width; i++) {
      const step = to[first + i]! - from[first + i]!;
      if (step !== 0) for (let j = 0; j < width; j++) slopes[first + j]! += weights[i * width + j]! * step;
    }
  }
  return slopes;
}
