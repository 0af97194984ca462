import { type CountHistogram, countHistogram } from "./count-histogram.ts";

/** How far off numbers are: truth less prediction, in the target's unit. */
export interface ResidualSummary {
  readonly rows: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  readonly minimum: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
  readonly maximum: number;
  readonly histogram: CountHistogram;
}

/** Undefined where there are no rows. */
export function summariseResiduals(truth: Float64Array, predicted: Float64Array): ResidualSummary | undefined {
  if (truth.length === 0) return undefined;
  const sorted = truth.map((value, row) => value - predicted[row]!).sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return {
    rows: sorted.length,
    mean,
    deviation: Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length),
    minimum: sorted[0]!,
    q05: quantile(sorted, 0.05),
    q25: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q75: quantile(sorted, 0.75),
    q95: quantile(sorted, 0.95),
    maximum: sorted.at(-1)!,
    histogram: countHistogram([sorted], 20),
  };
}

/** Linear between the two nearest of ascending values, as numpy's default. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const weight = place - below;
  // numpy's form for the middle: the mean of both.
  return weight === 0.5 ? low / 2 + high / 2 : low + (high - low) * weight;
}
