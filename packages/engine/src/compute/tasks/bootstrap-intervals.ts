import { type LabelledPredictions, measure, seededRandom } from "@mlopsc/learn";
import { type MetricChoice, metricKey } from "@mlopsc/vocabulary";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const resamples = 200;
const mostRows = 20_000;

/**
 * Central 95 % of each metric over 200 resamples of the rows (percentile bootstrap, Efron 1979). A metric that has no
 * value on some resample is left out, and so are all beyond 20 000 rows, where the interval is narrow anyway.
 */
export function bootstrapIntervals(
  metrics: readonly MetricChoice[],
  predictions: LabelledPredictions,
  seed: number,
): Record<string, Interval> {
  if (predictions.truth.length > mostRows) return {};
  const random = seededRandom(seed, "bootstrap");
  const drawn = new Map(metrics.map((metric): [string, number[]] => [metricKey(metric), []]));
  for (let resample = 0; resample < resamples; resample++) {
    const part = resampled(predictions, () => random.integer(predictions.truth.length));
    for (const metric of metrics) {
      const value = measure([metric], part);
      if (value.ok) drawn.get(metricKey(metric))!.push(value.value[metricKey(metric)]!);
    }
  }
  return Object.fromEntries(
    Array.from(drawn)
      .filter(([, values]) => values.length === resamples)
      .map(([key, values]) => [key, centralShare(values.sort((a, b) => a - b))]),
  );
}

function resampled({ truth, scored }: LabelledPredictions, draw: () => number): Parameters<typeof measure>[1] {
  const width = Math.max(1, scored.classCount);
  const predicted = new Float64Array(truth.length * width);
  const drawnTruth = new Float64Array(truth.length);
  for (let at = 0; at < truth.length; at++) {
    const row = draw();
    drawnTruth[at] = truth[row]!;
    predicted.set(scored.predicted.subarray(row * width, (row + 1) * width), at * width);
  }
  return { truth: drawnTruth, scored: { ...scored, predicted } };
}

const centralShare = (sorted: readonly number[]): Interval => ({
  low: sorted[Math.floor(0.025 * sorted.length)]!,
  high: sorted[Math.ceil(0.975 * sorted.length) - 1]!,
});
