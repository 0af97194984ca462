import { evaluateMetric, metricIntervals, pairedIntervals, type ScoredRows, seededRandom } from "@mlopsc/learn";
import type { MetricChoice } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const choices: readonly MetricChoice[] = [{ metric: "auc" }, { metric: "f1" }, { metric: "log_loss" }];

interface Rows {
  readonly truth: Float64Array;
  readonly scored: ScoredRows;
}

/** Rows whose probability is a noisy word on their truth. */
function drawn(rows: number, seed: number, noise = 0.5): Rows {
  const random = seededRandom(seed, "rows");
  const truth = Float64Array.from({ length: rows }, () => Number(random.next() < 0.3));
  const second = truth.map((value) =>
    Math.min(0.99, Math.max(0.01, 0.3 + 0.3 * value + noise * (random.next() - 0.5))),
  );
  const predicted = Float64Array.from(Array.from(second).flatMap((share) => [1 - share, share]));
  return { truth, scored: { task: "binary", classCount: 2, predicted } };
}

function valuesOf(metrics: readonly MetricChoice[], { truth, scored }: Rows): Record<string, number> {
  return Object.fromEntries(
    metrics.map((choice) => {
      const value = evaluateMetric(choice, truth, scored);
      if (!value.ok) throw new Error(value.problem.kind);
      return [choice.metric, value.value];
    }),
  );
}

describe("bootstrap intervals", () => {
  test("hold the true figure about 19 times in 20", () => {
    const wanted = valuesOf([{ metric: "auc" }], drawn(200_000, 1))["auc"]!;
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const rows = drawn(150, seed + 10);
      const { auc } = metricIntervals([{ metric: "auc" }], rows, valuesOf([{ metric: "auc" }], rows), seed);
      held += Number(auc!.low <= wanted && wanted <= auc!.high);
    }
    // 190 of 200 are expected; the binomial's 99.9 % lies within 10 of it, and the percentile is known to be a little narrow.
    expect(held).toBeGreaterThanOrEqual(178);
  });

  test("of a mean are as wide as its standard error says", () => {
    const rows = drawn(5000, 3);
    const losses = Array.from(rows.truth, (value, row) => (rows.scored.predicted[2 * row + 1]! - value) ** 2);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    const deviation = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / losses.length);
    const { brier } = metricIntervals([{ metric: "brier" }], rows, { brier: mean }, 1);
    const ratio = (brier!.high - brier!.low) / ((2 * 1.96 * deviation) / Math.sqrt(5000));
    expect(Math.abs(ratio - 1)).toBeLessThan(0.08);
  });

  test("of many rows are found on some of them, and are as narrow as all would make them", () => {
    const few = drawn(10_000, 5);
    const many = drawn(90_000, 5);
    const widthOf = (rows: Rows): number => {
      const { auc } = metricIntervals([{ metric: "auc" }], rows, valuesOf([{ metric: "auc" }], rows), 2);
      return auc!.high - auc!.low;
    };
    expect(widthOf(few) / widthOf(many)).toBeGreaterThan(2.5);
    expect(widthOf(few) / widthOf(many)).toBeLessThan(3.5);
    const values = valuesOf(choices, many);
    const intervals = metricIntervals(choices, many, values, 2);
    for (const [key, { low, high }] of Object.entries(intervals)) {
      expect(low).toBeLessThan(values[key]!);
      expect(high).toBeGreaterThan(values[key]!);
    }
  });

  test("are the same for the same seed, and absent where most resamples have no value", () => {
    const rows = drawn(60, 4);
    const values = valuesOf(choices, rows);
    expect(metricIntervals(choices, rows, values, 9)).toEqual(metricIntervals(choices, rows, values, 9));
    expect(metricIntervals(choices, rows, values, 9)).not.toEqual(metricIntervals(choices, rows, values, 8));
    const one: Rows = {
      truth: Float64Array.of(1, 0, 0, 0),
      scored: { ...rows.scored, predicted: rows.scored.predicted.slice(0, 8) },
    };
    expect(Object.keys(metricIntervals(choices, one, valuesOf(choices, one), 1))).toEqual(["f1", "log_loss"]);
  });
});

test("what resampling itself moves has no interval", () => {
  const rows = drawn(100, 2);
  const asked: readonly MetricChoice[] = [{ metric: "ece" }, { metric: "brier" }];
  expect(Object.keys(metricIntervals(asked, rows, valuesOf(asked, rows), 1))).toEqual(["brier"]);
});

test("a paired difference is much narrower than two figures by themselves", () => {
  const first = drawn(2000, 6);
  const shifted = first.scored.predicted.map((share, at) => share + (at % 2 === 0 ? 0.01 : -0.01));
  const second: Rows = { truth: first.truth, scored: { ...first.scored, predicted: shifted } };
  const difference = valuesOf(choices, first)["log_loss"]! - valuesOf(choices, second)["log_loss"]!;
  const paired = pairedIntervals([{ metric: "log_loss" }], first, second, { log_loss: difference }, 1)["log_loss"]!;
  const alone = metricIntervals([{ metric: "log_loss" }], first, valuesOf(choices, first), 1)["log_loss"]!;
  expect(paired.low).toBeLessThan(difference);
  expect(paired.high).toBeGreaterThan(difference);
  expect(paired.high - paired.low).toBeLessThan((alone.high - alone.low) / 5);
});
