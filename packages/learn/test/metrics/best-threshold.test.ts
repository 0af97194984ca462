import { bestThreshold, evaluateMetric, type ScoredRows } from "@mlopsc/learn";
import type { MetricChoice } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const binary = (second: readonly number[], threshold?: number): ScoredRows => ({
  task: "binary",
  classCount: 2,
  predicted: Float64Array.from(second.flatMap((share) => [1 - share, share])),
  ...(threshold === undefined ? {} : { threshold }),
});
const costs = { classes: "two", falseAlarm: 1, miss: 10 } as const;

describe("the best threshold", () => {
  const truth = Float64Array.of(0, 0, 1, 0, 1);
  const scores = [0.1, 0.2, 0.3, 0.4, 0.9];

  test("worked by hand: a dear miss moves it down", () => {
    // Above 0.25 are two right ones and one false alarm; above 0.65 one of two is missed.
    expect(bestThreshold({ metric: "cost", costs }, truth, binary(scores))).toMatchObject({
      threshold: 0.25,
      score: 0.2,
    });
    const dearAlarm = { classes: "two", falseAlarm: 10, miss: 1 } as const;
    expect(bestThreshold({ metric: "cost", costs: dearAlarm }, truth, binary(scores)).threshold).toBeCloseTo(0.65, 12);
  });

  test("says that nothing or everything is to be predicted so", () => {
    const never = { classes: "two", falseAlarm: 1, miss: 0 } as const;
    const always = { classes: "two", falseAlarm: 0, miss: 1 } as const;
    const none = bestThreshold({ metric: "cost", costs: never }, truth, binary([0.1, 0.2, 0.3, 0.4, 1]));
    expect(none.score).toBe(0);
    const every = bestThreshold({ metric: "cost", costs: always }, truth, binary(scores));
    expect(every.score).toBe(0);
  });

  test("is no worse than any other, and its score is what the metric says there", () => {
    const metrics: readonly MetricChoice[] = [{ metric: "f1" }, { metric: "mcc" }, { metric: "cost", costs }];
    const row = fc.record({ score: fc.integer({ min: 0, max: 20 }), truth: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 50 }), fc.constantFrom(...metrics), (rows, metric) => {
        const known = Float64Array.from(rows, (each) => each.truth);
        const shares = rows.map(({ score }) => score / 20);
        const found = bestThreshold(metric, known, binary(shares));
        const at = (threshold: number): number => {
          const value = evaluateMetric(metric, known, binary(shares, threshold));
          return value.ok ? value.value : Number.NaN;
        };
        expect(at(found.threshold)).toBeCloseTo(found.score, 12);
        for (const point of found.curve) expect(at(point.threshold)).toBeCloseTo(point.score, 12);
        const sign = metric.metric === "cost" ? -1 : 1;
        for (let threshold = 0; threshold <= 1; threshold += 0.025)
          expect(sign * at(threshold)).toBeLessThanOrEqual(sign * found.score + 1e-12);
      }),
    );
  });
});

test("costs of named classes go by name, and what is not named costs the rest", () => {
  const named = {
    classes: "named",
    pairs: [
      { actual: "gold", predicted: "silver", cost: 2 },
      { actual: "tin", predicted: "gold", cost: 7 },
    ],
    other: 1,
  } as const;
  const scored: ScoredRows = {
    task: "multiclass",
    classCount: 3,
    labels: ["gold", "silver", "tin"],
    // Predicted: silver, gold, silver, tin.
    predicted: Float64Array.of(0.1, 0.8, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8),
  };
  expect(evaluateMetric({ metric: "cost", costs: named }, Float64Array.of(0, 2, 2, 2), scored)).toEqual({
    ok: true,
    value: (2 + 7 + 1 + 0) / 4,
  });
});
