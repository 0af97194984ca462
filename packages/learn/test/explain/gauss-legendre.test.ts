import { expect, test } from "vitest";
import { gaussLegendre } from "../../src/explain/gauss-legendre.ts";

test("the rule of two places is the one of the books: 1/2 ± 1/√12, half each", () => {
  const { places, weights } = gaussLegendre(2);
  expect(places[0]).toBeCloseTo(0.5 - 1 / Math.sqrt(12), 15);
  expect(places[1]).toBeCloseTo(0.5 + 1 / Math.sqrt(12), 15);
  expect(weights[0]).toBeCloseTo(0.5, 15);
  expect(weights[1]).toBeCloseTo(0.5, 15);
});

test.each([1, 2, 3, 7, 16, 40])("%i places integrate every power below twice as many", (count) => {
  const { places, weights } = gaussLegendre(count);
  for (let power = 0; power < 2 * count; power++) {
    const found = places.reduce((sum, place, at) => sum + weights[at]! * place ** power, 0);
    expect(Math.abs(found - 1 / (power + 1))).toBeLessThan(1e-14);
  }
});
