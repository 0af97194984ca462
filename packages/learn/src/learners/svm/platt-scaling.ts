import { exponential } from "../exponential.ts";

/** The probability of a score is 1 / (1 + exp(slope × score + intercept)): the slope is below 0 where scores are any good. */
export interface PlattScale {
  readonly slope: number;
  readonly intercept: number;
}

const mostIterations = 100;
const leastStep = 1e-10;

/**
 * The most likely scale (Platt 1999) by Newton's method with halving steps (Lin, Lin and Weng 2007). Truths are held a
 * little inside 0 and 1, as if one row more of each had been seen, so that the scale is finite.
 */
export function plattScale(
  scores: Float64Array,
  truths: Uint8Array,
  weights: Float64Array = new Float64Array(truths.length).fill(1),
): PlattScale {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const positives = truths.reduce((sum, truth, row) => sum + truth * weights[row]!, 0);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (all - positives + 2);
  const targets = Float64Array.from(truths, (truth) => (truth === 1 ? high : low));
  // In units of the largest score, so that squares fit.
  const unit = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1;
  const scaled = scores.map((score) => score / unit);
  let slope = 0;
  let intercept = Math.log((all - positives + 1) / (positives + 1));
  const rows = { scores: scaled, targets, weights };
  let loss = lossOf(rows, slope, intercept);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const step = newtonStep(rows, slope, intercept);
    // So near, the whole step is safe, and squares what is left of the error.
    if (Math.abs(step.gain) < 1e-9 * Math.max(1, loss)) {
      slope += step.slope;
      intercept += step.intercept;
      break;
    }
    let length = 1;
    for (; length >= leastStep; length /= 2) {
      const next = lossOf(rows, slope + length * step.slope, intercept + length * step.intercept);
      if (next < loss + 1e-4 * length * step.gain) {
        slope += length * step.slope;
        intercept += length * step.intercept;
        loss = next;
        break;
      }
    }
    if (length < leastStep) break;
  }
  return { slope: slope / unit, intercept };
}

export const scaledProbability = (score: number, { slope, intercept }: PlattScale): number =>
  1 / (1 + exponential(slope * score + intercept));

interface ScaleRows {
  readonly scores: Float64Array;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
}

function lossOf({ scores, targets, weights }: ScaleRows, slope: number, intercept: number): number {
  let loss = 0;
  for (let row = 0; row < scores.length; row++) {
    const sum = slope * scores[row]! + intercept;
    loss += weights[row]! * (targets[row]! * sum + Math.max(-sum, 0) + Math.log1p(Math.exp(-Math.abs(sum))));
  }
  return loss;
}

/** The step, and the slope of the loss along it (below 0). */
function newtonStep(
  { scores, targets, weights }: ScaleRows,
  slope: number,
  intercept: number,
): { slope: number; intercept: number; gain: number } {
  // A little on the diagonal, for scores that are all the same.
  let [curve, cross, flat] = [1e-12, 0, 1e-12];
  let [bySlope, byIntercept] = [0, 0];
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    const probability = scaledProbability(score, { slope, intercept });
    const weight = weights[row]! * probability * (1 - probability);
    curve += score * score * weight;
    cross += score * weight;
    flat += weight;
    const rest = weights[row]! * (targets[row]! - probability);
    bySlope += score * rest;
    byIntercept += rest;
  }
  const determinant = curve * flat - cross * cross;
  const step = {
    slope: -(flat * bySlope - cross * byIntercept) / determinant,
    intercept: -(curve * byIntercept - cross * bySlope) / determinant,
  };
  return { ...step, gain: bySlope * step.slope + byIntercept * step.intercept };
}
