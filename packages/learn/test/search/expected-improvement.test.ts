import fc from "fast-check";
import { expect, test } from "vitest";
import { logExpectedImprovement } from "../../src/search/expected-improvement.ts";

const gain = (mean: number, deviation: number, best: number): number =>
  Math.exp(logExpectedImprovement({ mean, deviation }, best));

/** The integral of max(0, best - x) under the normal density, by Simpson's rule. */
function integrated(mean: number, deviation: number, best: number): number {
  const from = mean - 12 * deviation;
  const steps = 20_000;
  const width = (best - from) / steps;
  if (width <= 0) return 0;
  let sum = 0;
  for (let at = 0; at <= steps; at++) {
    const x = from + at * width;
    const density = Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
    sum += (at === 0 || at === steps ? 1 : at % 2 === 1 ? 4 : 2) * (best - x) * density;
  }
  return (sum * width) / 3;
}

test("by hand: at the best mean it is deviation / √(2π)", () => {
  expect(gain(2, 1, 2)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 12);
  expect(gain(2, 0.5, 2)).toBeCloseTo(0.5 / Math.sqrt(2 * Math.PI), 12);
});

test("is the integral that it stands for", () => {
  for (const mean of [-3, -1, 0, 0.7, 1.9, 2.1, 4]) {
    expect(gain(mean, 1.3, 0.5)).toBeCloseTo(integrated(mean, 1.3, 0.5), 8);
  }
});

test("without doubt it is the gain itself, or nothing", () => {
  expect(gain(1, 0, 3)).toBeCloseTo(2, 12);
  expect(logExpectedImprovement({ mean: 3, deviation: 0 }, 1)).toBe(-Infinity);
});

test("tells hopeless points apart where the improvement itself is 0", () => {
  const [near, far] = [40, 50].map((mean) => logExpectedImprovement({ mean, deviation: 1 }, 0));
  expect(Number.isFinite(far)).toBe(true);
  expect(near!).toBeGreaterThan(far!);
  // φ(z) / z² for large -z, to a part in 10³ and better.
  expect(near!).toBeCloseTo(-800 - Math.log(Math.sqrt(2 * Math.PI)) - 2 * Math.log(40), 2);
});

test("a lower mean, and more doubt, promise more", () => {
  const value = fc.double({ min: -20, max: 20, noNaN: true });
  const positive = fc.double({ min: 1e-3, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      value,
      positive,
      value,
      fc.double({ min: 1e-3, max: 5, noNaN: true }),
      (mean, deviation, best, more) => {
        const here = logExpectedImprovement({ mean, deviation }, best);
        expect(logExpectedImprovement({ mean: mean - more, deviation }, best)).toBeGreaterThan(here);
        // Of a sure gain more doubt adds less than a number can hold.
        expect(logExpectedImprovement({ mean, deviation: deviation + more }, best)).toBeGreaterThanOrEqual(
          here - 1e-12,
        );
      },
    ),
  );
});
