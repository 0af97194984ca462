/** probability = 1 / (1 + exp(slope × score + intercept)); the slope of a score that means anything is negative. */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

const mostSteps = 100;
const smallestGradient = 1e-10;

/**
 * The likeliest sigmoid of the truth (0 or 1), its targets drawn in from 0 and 1 by a row of each class (Platt 1999):
 * scikit-learn's sigmoid calibration. Found by Newton's method with halved steps (Lin, Lin and Weng 2007), as the
 * loss is convex.
 */
export function fitPlatt(scores: Float64Array, truth: Float64Array): Sigmoid {
  const positives = truth.reduce((sum, value) => sum + value, 0);
  const negatives = truth.length - positives;
  const targets = truth.map((value) => (value === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)));
  let sigmoid: Sigmoid = { slope: 0, intercept: Math.log((negatives + 1) / (positives + 1)) };
  let loss = lossOf(sigmoid, scores, targets);
  for (let step = 0; step < mostSteps; step++) {
    const { toSlope, toIntercept, isFlat } = newtonStep(sigmoid, scores, targets);
    if (isFlat) break;
    let share = 1;
    let next = moved(sigmoid, toSlope, toIntercept, share);
    let nextLoss = lossOf(next, scores, targets);
    while (nextLoss > loss && share > 1e-10) {
      share /= 2;
      next = moved(sigmoid, toSlope, toIntercept, share);
      nextLoss = lossOf(next, scores, targets);
    }
    if (!(nextLoss < loss)) break;
    sigmoid = next;
    loss = nextLoss;
  }
  return sigmoid;
}

export const sigmoidAt = ({ slope, intercept }: Sigmoid, score: number): number =>
  1 / (1 + Math.exp(slope * score + intercept));

const moved = ({ slope, intercept }: Sigmoid, toSlope: number, toIntercept: number, share: number): Sigmoid => ({
  slope: slope + share * toSlope,
  intercept: intercept + share * toIntercept,
});

/** -Σ t log p + (1 - t) log(1 - p), without overflow: with z = slope × score + intercept, log(1 + e^z) - (1 - t) z. */
function lossOf({ slope, intercept }: Sigmoid, scores: Float64Array, targets: Float64Array): number {
  let loss = 0;
  for (let row = 0; row < scores.length; row++) {
    const z = slope * scores[row]! + intercept;
    loss += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - (1 - targets[row]!) * z;
  }
  return loss;
}

function newtonStep(
  { slope, intercept }: Sigmoid,
  scores: Float64Array,
  targets: Float64Array,
): { readonly toSlope: number; readonly toIntercept: number; readonly isFlat: boolean } {
  let [gradientSlope, gradientIntercept] = [0, 0];
  // A hair of ridge keeps scores that are all the same from dividing by 0.
  let [slopes, mixed, intercepts] = [1e-12, 0, 1e-12];
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    const probability = 1 / (1 + Math.exp(slope * score + intercept));
    const off = targets[row]! - probability;
    const curve = probability * (1 - probability);
    gradientSlope += score * off;
    gradientIntercept += off;
    slopes += score * score * curve;
    mixed += score * curve;
    intercepts += curve;
  }
  const determinant = slopes * intercepts - mixed * mixed;
  return {
    toSlope: -(intercepts * gradientSlope - mixed * gradientIntercept) / determinant,
    toIntercept: -(slopes * gradientIntercept - mixed * gradientSlope) / determinant,
    isFlat: Math.max(Math.abs(gradientSlope), Math.abs(gradientIntercept)) < smallestGradient * scores.length,
  };
}
