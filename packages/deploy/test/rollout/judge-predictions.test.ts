import { expect, it } from "vitest";
import { judgePredictions } from "../../src/rollout/judge-predictions.ts";
import type { PredictionSample } from "../../src/rollout/prediction-sample.ts";

const numbers = (values: readonly number[]): PredictionSample => ({ predictions: values.length, values, classes: [] });
const classes = (...counts: readonly number[]): PredictionSample => ({
  predictions: counts.reduce((sum, count) => sum + count, 0),
  values: [],
  classes: counts,
});
const even = (count: number, from: number): number[] => Array.from({ length: count }, (_, at) => from + at / count);
const distance = (canary: PredictionSample, beside: PredictionSample): string | undefined =>
  judgePredictions(2, canary, beside, 0.15, 3)[0]?.message.match(/they lie ([\d.]+) apart/)?.[1];

it("says how far numbers lie apart", () => {
  expect(distance(numbers(even(400, 0.25)), numbers(even(400, 0)))).toBe("0.25");
  expect(distance(numbers(even(400, 0)), numbers(even(4000, 0)))).toBeUndefined();
});
it("says how far classes lie apart", () => {
  expect(distance(classes(100, 200, 100), classes(200, 100, 100))).toBe("0.25");
  expect(distance(classes(100, 200, 100), classes(110, 190, 100))).toBeUndefined();
});
it("says nothing that chance explains, or of nothing", () => {
  expect(distance(numbers(even(20, 0.25)), numbers(even(20, 0)))).toBeUndefined();
  expect(distance(numbers([]), numbers(even(20, 0)))).toBeUndefined();
});
