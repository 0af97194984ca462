import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { PredictionSample } from "./prediction-sample.ts";

/** A verdict that chance alone would give more often than this, over all looks, is not given. */
const significance = 0.001;

/**
 * What speaks against a canary in what it predicted: a distance above `limit` that is more than chance explains (the bound of
 * Dvoretzky, Kiefer, Wolfowitz and Massart for both samples, divided among `looks`).
 */
export function judgePredictions(
  release: number,
  canary: PredictionSample,
  beside: PredictionSample,
  limit: number,
  looks: number,
): Diagnostic[] {
  const [own, other] = [canary.predictions, beside.predictions];
  if (own === 0 || other === 0) return [];
  const questions = looks * Math.max(1, canary.classes.length);
  const chance = Math.sqrt((Math.log((2 * questions) / significance) / 2) * (1 / own + 1 / other));
  const distance = distanceOf(canary, beside);
  if (distance <= Math.max(limit, chance)) return [];
  return [report(codes.canaryDrift, { release, distance, limit, predictions: own })];
}

function distanceOf(canary: PredictionSample, beside: PredictionSample): number {
  const classes = Math.max(canary.classes.length, beside.classes.length);
  if (classes === 0) return kolmogorovSmirnov(canary.values, beside.values);
  const share = ({ classes: counts, predictions }: PredictionSample, at: number): number =>
    (counts[at] ?? 0) / predictions;
  return Math.max(...Array.from({ length: classes }, (_, at) => Math.abs(share(canary, at) - share(beside, at))));
}

/** The largest difference of both distribution functions. */
function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): number {
  const [left, right] = [Float64Array.from(one).sort(), Float64Array.from(other).sort()];
  let [at, beside, largest] = [0, 0, 0];
  while (at < left.length && beside < right.length) {
    const value = Math.min(left[at] as number, right[beside] as number);
    while (at < left.length && (left[at] as number) <= value) at++;
    while (beside < right.length && (right[beside] as number) <= value) beside++;
    largest = Math.max(largest, Math.abs(at / left.length - beside / right.length));
  }
  return largest;
}
