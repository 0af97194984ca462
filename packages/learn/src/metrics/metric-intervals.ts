import { type MetricChoice, type MetricName, metricKey } from "@mlopsc/vocabulary";
import { bootstrapIntervals, type Effort, type Figure, type Interval } from "./bootstrap.ts";
import { type PreparedMetric, prepareMetric } from "./prepare-metric.ts";
import { type Measurable, takeScored } from "./take-scored.ts";

export type Metrics = Readonly<Record<string, number>>;

/** Resampling alone moves these: no resample has a larger error than the rows, and repeated rows calibrate worse. */
const withoutInterval: ReadonlySet<MetricName> = new Set(["max_error", "ece"]);

/** By key the interval of each metric that has a value on the rows; `max_error` and `ece` have none. */
export function metricIntervals(
  choices: readonly MetricChoice[],
  rows: Measurable,
  values: Metrics,
  seed: number,
  effort?: Effort,
): Record<string, Interval> {
  const measured = intervalled(choices, values);
  const figures = measured.map((choice) => metricFigure(choice, rows, values[metricKey(choice)]!));
  return keyed(measured, bootstrapIntervals(figures, rows.truth.length, seed, effort));
}

/**
 * By key the interval of first - second of two predictions of the same rows. Both are weighed alike, so what makes rows
 * hard for both cancels out.
 */
export function pairedIntervals(
  choices: readonly MetricChoice[],
  first: Measurable,
  second: Measurable,
  differences: Metrics,
  seed: number,
): Record<string, Interval> {
  const measured = intervalled(choices, differences);
  const figures = measured.map(
    (choice): Figure => ({
      value: differences[metricKey(choice)]!,
      prepare: (rows) => {
        const [left, right] = [prepared(choice, first, rows), prepared(choice, second, rows)];
        return left && right && ((weights) => left(weights) - right(weights));
      },
    }),
  );
  return keyed(measured, bootstrapIntervals(figures, first.truth.length, seed));
}

const intervalled = (choices: readonly MetricChoice[], values: Metrics): readonly MetricChoice[] =>
  choices.filter((choice) => values[metricKey(choice)] !== undefined && !withoutInterval.has(choice.metric));

const metricFigure = (choice: MetricChoice, of: Measurable, value: number): Figure => ({
  value,
  prepare: (rows) => prepared(choice, of, rows),
});

function prepared(choice: MetricChoice, of: Measurable, rows: Int32Array): PreparedMetric | undefined {
  const { truth, scored } = rows.length === of.truth.length ? of : takeScored(of, rows);
  const found = prepareMetric(choice, truth, scored);
  return typeof found === "string" ? undefined : found;
}

const keyed = (
  choices: readonly MetricChoice[],
  intervals: readonly (Interval | undefined)[],
): Record<string, Interval> =>
  Object.fromEntries(
    choices.flatMap((choice, at) => {
      const interval = intervals[at];
      return interval === undefined ? [] : [[metricKey(choice), interval] as const];
    }),
  );
