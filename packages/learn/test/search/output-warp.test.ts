import fc from "fast-check";
import { expect, test } from "vitest";
import { warpCosts } from "../../src/search/output-warp.ts";

const cost = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 128);
const costs = fc.array(cost, { minLength: 2, maxLength: 40 });

test("keeps the order, and gives mean 0 and variance 1", () => {
  fc.assert(
    fc.property(costs, (values) => {
      const warped = warpCosts(values);
      const sum = warped.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-6 * values.length);
      if (new Set(values).size === 1) return;
      expect(warped.reduce((total, value) => total + value * value, 0)).toBeCloseTo(values.length, 4);
      const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
      for (let at = 1; at < order.length; at++) {
        expect(warped[order[at]!]!).toBeGreaterThanOrEqual(warped[order[at - 1]!]!);
      }
    }),
  );
});

test("shift and scale change nothing", () => {
  const values = [1, 2, 2.5, 4, 9, 30, 31];
  const other = warpCosts(values.map((value) => 1000 - 17 + 5 * value));
  for (const [at, value] of warpCosts(values).entries()) expect(other[at]).toBeCloseTo(value, 9);
});

test("a ruinous cost leaves the others apart", () => {
  const warped = warpCosts([1, 2, 3, 4, 5, 1e9]);
  expect(warped[1]! - warped[0]!).toBeGreaterThan(0.2);
});

test("costs that are all the same, or one, stay without a difference", () => {
  for (const same of [[3, 3, 3], [7]]) {
    const warped = warpCosts(same);
    expect(warped).toHaveLength(same.length);
    for (const value of warped) expect(Math.abs(value)).toBe(0);
  }
});
