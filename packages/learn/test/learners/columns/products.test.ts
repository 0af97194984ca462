import fc from "fast-check";
import { expect, test } from "vitest";
import { columnProducts } from "../../../src/learners/columns/column-products.ts";
import { meanProducts } from "../../../src/learners/columns/mean-products.ts";
import { seededRandom } from "../../../src/random/seeded-random.ts";

function drawn(width: number, rows: number): Float64Array[] {
  const random = seededRandom(width * 7919 + rows, "products");
  return Array.from({ length: width }, () => Float64Array.from({ length: rows }, () => random.normal()));
}

const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, row) => sum + value * other[row]!, 0);

const shapes = [
  [1, 1],
  [3, 7],
  [4, 1023],
  [5, 1024],
  [21, 4099],
  [6000, 13],
] as const;

test.each(shapes)("%i columns of %i rows: products with a target, and with what weights leave of it", (width, rows) => {
  const columns = drawn(width, rows);
  const [target] = drawn(1, rows) as [Float64Array];
  const weights = Float64Array.from(columns, (_, at) => Math.sin(at));
  const left = target.map(
    (value, row) => value - columns.reduce((sum, column, at) => sum + column[row]! * weights[at]!, 0),
  );
  const near = (found: Float64Array, expected: number[]): void =>
    found.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 7);
    });
  near(
    columnProducts(columns, target),
    columns.map((column) => dot(column, target)),
  );
  near(
    columnProducts(columns, target, weights),
    columns.map((column) => dot(column, left)),
  );
});

test("mean products of all pairs, of every n-th row", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 5 }),
      (width, rows, stride) => {
        const columns = drawn(width, rows);
        const means = meanProducts(columns, rows, stride);
        const taken = Math.ceil(rows / stride);
        const picked = columns.map((column) => column.filter((_, row) => row % stride === 0));
        for (let i = 0; i < width; i++) {
          for (let j = 0; j < width; j++) {
            expect(means[i * width + j]).toBeCloseTo(dot(picked[i]!, picked[j]!) / taken, 10);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
