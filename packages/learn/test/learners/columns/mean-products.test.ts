import fc from "fast-check";
import { expect, test } from "vitest";
import { meanProducts } from "../../../src/learners/columns/mean-products.ts";
import { seededRandom } from "../../../src/random/seeded-random.ts";

test("means of products are those of plain sums, of few columns and of several panels", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 5, 64, 128, 129, 200, 257),
      fc.integer({ min: 1, max: 700 }),
      fc.constantFrom(1, 3),
      fc.nat(100),
      (width, rows, stride, seed) => {
        const random = seededRandom(seed, "columns");
        // Whole numbers: their sums are exact in whatever order.
        const columns = Array.from({ length: width }, () =>
          Float64Array.from({ length: rows }, () => random.integer(2001) - 1000),
        );
        const taken = Array.from({ length: Math.ceil(rows / stride) }, (_, at) => at * stride);
        const means = meanProducts(columns, rows, stride);
        expect(means).toHaveLength(width * width);
        for (let pair = 0; pair < 200; pair++) {
          const [i, j] = [random.integer(width), random.integer(width)];
          const sum = taken.reduce((total, row) => total + columns[i]![row]! * columns[j]![row]!, 0);
          expect(means[i * width + j]).toBeCloseTo(sum / taken.length, 6);
          expect(means[j * width + i]).toBe(means[i * width + j]);
        }
      },
    ),
    { numRuns: 30 },
  );
});
