import { type Random, seededRandom } from "../random/seeded-random.ts";
import { allRows } from "../table/take-rows.ts";
import type { PreparedMetric } from "./prepare-metric.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What has an interval: its value on all rows, and a way to weigh some of them. */
export interface Figure {
  readonly value: number;
  /** The figure of these rows (rising), ready to be weighed; undefined where it has no value on them. */
  prepare(rows: Int32Array): PreparedMetric | undefined;
}

/** How much work an interval is worth: as many rows are drawn at most, as often. */
export interface Effort {
  readonly rows: number;
  readonly resamples: number;
}

/** Enough that the ends hardly move with the seed. */
const usualEffort = (rows: number): Effort => ({ rows: 10_000, resamples: rows <= 2000 ? 1000 : 500 });

/** Of all resamples, at most this share may leave a figure without a value. */
const mostUndefined = 0.05;

/**
 * Central 95 % of each figure over resamples of the rows (percentile bootstrap, Efron 1979): what other rows of the same
 * kind would have given. All figures see the same resamples, so that a difference of two is paired. Of many rows some are
 * drawn, and the distances from their own figure shrink by the root of the share that they are (Bickel, Götze and van
 * Zwet 1997), so the time does not grow with the rows. Undefined for a figure without a value on more than a
 * twentieth of the resamples.
 */
export function bootstrapIntervals(
  figures: readonly Figure[],
  rows: number,
  seed: number,
  { rows: most, resamples }: Effort = usualEffort(rows),
): (Interval | undefined)[] {
  const random = seededRandom(seed, "bootstrap");
  const drawn = rows <= most ? allRows(rows) : random.shuffle(allRows(rows)).slice(0, most).sort();
  const prepared = figures.map((figure) => figure.prepare(drawn));
  const resampled = resample(prepared, drawn.length, resamples, random);
  const shrunk = Math.sqrt(drawn.length / rows);
  return figures.map(({ value }, at) => {
    const measure = prepared[at];
    const interval = centralShare(resampled[at]!);
    if (interval === undefined || measure === undefined || drawn.length === rows) return interval;
    const own = measure(new Float64Array(drawn.length).fill(1));
    return { low: value + shrunk * (interval.low - own), high: value + shrunk * (interval.high - own) };
  });
}

/** Each figure on each of the resamples, in their order; NaN where it has no value. */
function resample(
  figures: readonly (PreparedMetric | undefined)[],
  rows: number,
  resamples: number,
  random: Random,
): Float64Array[] {
  const weights = new Float64Array(rows);
  const values = figures.map(() => new Float64Array(resamples).fill(Number.NaN));
  for (let place = 0; place < resamples; place++) {
    weights.fill(0);
    for (let draw = 0; draw < rows; draw++) weights[random.integer(rows)]! += 1;
    figures.forEach((figure, at) => {
      if (figure !== undefined) values[at]![place] = figure(weights);
    });
  }
  return values;
}

function centralShare(values: Float64Array): Interval | undefined {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < (1 - mostUndefined) * values.length) return undefined;
  return {
    low: sorted[Math.floor(0.025 * sorted.length)]!,
    high: sorted[Math.ceil(0.975 * sorted.length) - 1]!,
  };
}
