import { type MetricChoice, metricKey } from "@mlopsc/vocabulary";
import type { Interval } from "../metrics/bootstrap.ts";
import { evaluateMetric } from "../metrics/evaluate-metric.ts";
import { metricIntervals } from "../metrics/metric-intervals.ts";
import { type Measurable, takeScored } from "../metrics/take-scored.ts";
import type { Slice } from "./slice-rows.ts";

export interface SliceScores {
  readonly column: string;
  readonly label: string;
  readonly rows: number;
  /** So few rows, or so few of some class, that its figures say little. */
  readonly small: boolean;
  /** By key; a metric that has no value on these rows is absent. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** There may be dozens of slices, and their intervals are wide: to a hair need nobody know them. */
const sliceEffort = { rows: 2000, resamples: 500 };
const fewRows = 30;
const fewOfClass = 5;

/** Each slice measured on its own. Its rows are places of the predictions. */
export function measureSlices(
  slices: readonly Slice[],
  choices: readonly MetricChoice[],
  predictions: Measurable,
  seed: number,
): SliceScores[] {
  return slices.map(({ column, label, rows }) => {
    const part = takeScored(predictions, rows);
    const metrics = Object.fromEntries(
      choices.flatMap((choice) => {
        const value = evaluateMetric(choice, part.truth, part.scored);
        return value.ok ? [[metricKey(choice), value.value] as const] : [];
      }),
    );
    const intervals = metricIntervals(choices, part, metrics, seed, sliceEffort);
    return { column, label, rows: rows.length, small: isSmall(part), metrics, intervals };
  });
}

function isSmall({ truth, scored }: Measurable): boolean {
  if (truth.length < fewRows) return true;
  if (scored.task !== "binary") return false;
  const positives = truth.reduce((sum, value) => sum + value, 0);
  return Math.min(positives, truth.length - positives) < fewOfClass;
}
