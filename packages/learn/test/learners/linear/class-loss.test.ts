import fc from "fast-check";
import { expect, test } from "vitest";
import { classLoss } from "../../../src/learners/linear/class-loss.ts";
import { seededRandom } from "../../../src/random/seeded-random.ts";

interface Rows {
  readonly columns: Float64Array[];
  readonly rows: number;
  readonly weights: Float64Array | null;
  readonly target: Float64Array;
  readonly point: Float64Array;
}

/** Sums of all sizes: some rows are as good as certain. */
function drawn(rows: number, width: number, outputs: number, weighted: boolean): Rows {
  const random = seededRandom(rows * 31 + width, `loss of ${outputs}`);
  const numbers = (length: number, size: number) => Float64Array.from({ length }, () => size * random.normal());
  const classes = Math.max(2, outputs);
  return {
    rows,
    columns: Array.from({ length: width }, () => numbers(rows, 1)),
    weights: weighted ? numbers(rows, 1).map(Math.abs) : null,
    target: Float64Array.from({ length: rows }, () => Math.floor(random.next() * classes)),
    point: numbers(outputs * (width + 1), rows % 2 === 0 ? 1 : 300),
  };
}

/** By the formulas, a row at a time: -log of the probability of the row's class, and its slope. */
function plainLoss({ columns, rows, weights, target, point }: Rows, outputs: number) {
  const width = columns.length;
  const gradient = new Array<number>(point.length).fill(0);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const sums = Array.from({ length: outputs }, (_, output) =>
      columns.reduce(
        (sum, column, at) => sum + column[row]! * point[output * (width + 1) + at]!,
        point[output * (width + 1) + width]!,
      ),
    );
    const all = outputs === 1 ? [0, sums[0]!] : sums;
    const most = Math.max(...all);
    const total = all.reduce((sum, value) => sum + Math.exp(value - most), 0);
    const weight = (weights?.[row] ?? 1) / rows;
    loss += weight * (Math.log(total) + most - all[target[row]!]!);
    sums.forEach((value, output) => {
      const own = target[row] === (outputs === 1 ? 1 : output) ? 1 : 0;
      const slope = weight * (Math.exp(value - most) / total - own);
      columns.forEach((column, at) => {
        gradient[output * (width + 1) + at]! += slope * column[row]!;
      });
      gradient[output * (width + 1) + width]! += slope;
    });
  }
  return { loss, gradient };
}

test("the loss and its gradient are those of the formulas", () => {
  const shapes = fc.tuple(fc.integer({ min: 1, max: 2600 }), fc.nat(9), fc.constantFrom(1, 3, 5), fc.boolean());
  fc.assert(
    fc.property(shapes, ([rows, width, outputs, weighted]) => {
      const given = drawn(rows, width, outputs, weighted);
      const gradient = new Float64Array(given.point.length);
      const loss = classLoss(given, given.target, outputs)(given.point, gradient);
      const plain = plainLoss(given, outputs);
      expect(Math.abs(loss - plain.loss)).toBeLessThanOrEqual(1e-12 * (1 + plain.loss));
      gradient.forEach((value, at) => {
        expect(Math.abs(value - plain.gradient[at]!)).toBeLessThanOrEqual(1e-12);
      });
    }),
    { numRuns: 60 },
  );
});
