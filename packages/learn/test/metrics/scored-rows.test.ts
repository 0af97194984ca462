import { evaluateMetric, predictedClasses, type ScoredRows } from "@mlopsc/learn";
import type { NamedCosts } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, test } from "vitest";

const labels = ["gold", "silver", "tin"];
const by: NamedCosts = {
  classes: "named",
  pairs: [
    { actual: "gold", predicted: "tin", cost: 20 },
    { actual: "silver", predicted: "tin", cost: 2 },
  ],
  other: 1,
};
const scoredOf = (predicted: readonly number[], costs?: ScoredRows["costs"]): ScoredRows => ({
  ...{ task: "multiclass", classCount: 3, labels, predicted: Float64Array.from(predicted) },
  ...(costs === undefined ? {} : { costs }),
});

test("of several classes the one is predicted that is expected to cost least", () => {
  // To say gold, silver or tin costs 0.9, 1 and 2 of the first row, 1, 0.9 and 0.2 of the second.
  const rows = [0.1, 0, 0.9, 0, 0.1, 0.9];
  expect(predictedClasses(scoredOf(rows))).toEqual(Int32Array.of(2, 2));
  expect(predictedClasses(scoredOf(rows, { by, known: labels }))).toEqual(Int32Array.of(0, 2));
});

test("no class is predicted that the model does not know, however cheap", () => {
  // Gold would cost 0.9, silver 1, tin 2.
  expect(predictedClasses(scoredOf([0.1, 0, 0.9], { by, known: ["silver", "tin"] }))).toEqual(Int32Array.of(1));
});

test("where all mistakes cost the same, the most probable class is the cheapest", () => {
  const same: NamedCosts = { classes: "named", pairs: [], other: 3 };
  const weight = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.uniqueArray(weight, { minLength: 3, maxLength: 3 }), (weights) => {
      const shares = weights.map((each) => each / weights.reduce((sum, one) => sum + one, 0));
      expect(predictedClasses(scoredOf(shares, { by: same, known: labels }))).toEqual(
        predictedClasses(scoredOf(shares)),
      );
    }),
  );
});

test("where probabilities are those that the truth is drawn by, no other decision costs less in the mean", () => {
  // Each row stands for a hundred, of which as many are of a class as its probability says.
  const shares = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map(([one, other]) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    return [low, high - low, 100 - high] as const;
  });
  const amount = fc.integer({ min: 0, max: 50 });
  fc.assert(
    fc.property(shares, amount, amount, amount, amount, (counts, first, second, third, other) => {
      const pairs = [
        { actual: "gold", predicted: "silver", cost: first },
        { actual: "silver", predicted: "gold", cost: second },
        { actual: "tin", predicted: "gold", cost: third },
      ];
      const costs: NamedCosts = { classes: "named", pairs, other };
      const truth = Float64Array.from(counts.flatMap((count, index) => new Array<number>(count).fill(index)));
      const costOf = (scored: ScoredRows): number => {
        const measured = evaluateMetric({ metric: "cost", costs }, truth, scored);
        if (!measured.ok) throw new Error(measured.problem.kind);
        return measured.value;
      };
      const rowsOf = (row: readonly number[]): number[] => Array.from(truth).flatMap(() => row);
      const decided = costOf(scoredOf(rowsOf(counts.map((count) => count / 100)), { by: costs, known: labels }));
      const always = labels.map((_, index) => costOf(scoredOf(rowsOf(labels.map((__, at) => Number(at === index))))));
      expect(decided).toBeCloseTo(Math.min(...always), 9);
    }),
  );
});
