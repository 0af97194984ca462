import fc from "fast-check";
import { expect, test } from "vitest";
import { compiledLoops } from "../../../src/learners/columns/compiled-loops.ts";
import { contiguous, kernelOf } from "../../../src/learners/columns/contiguous.ts";
import { plainLoops } from "../../../src/learners/columns/plain-loops.ts";
import type { RowLoops } from "../../../src/learners/columns/row-loops.ts";
import { seededRandom } from "../../../src/random/seeded-random.ts";

/** Numbers of all sizes, and now and then none, an infinite one or a zero. */
const anyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -30, max: 30 }) },
  { weight: 1, arbitrary: fc.double() },
);
const columnsOf = (rows: number) =>
  fc.array(fc.array(anyNumber, { minLength: rows, maxLength: rows }), { maxLength: 11 });
const cases = fc.nat(plainLoops.most).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    columns: columnsOf(rows).map((columns) => columns.map((column) => Float64Array.from(column))),
    weights: fc.array(anyNumber, { minLength: 11, maxLength: 11 }).map((weights) => Float64Array.from(weights)),
    intercept: anyNumber,
    slope: anyNumber,
  }),
);
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function answers(loops: RowLoops, columns: readonly Float64Array[], { rows, weights, intercept, slope }: Case) {
  loops.weigh(columns, weights, intercept, 0, rows);
  const weighed = Array.from(loops.sums.subarray(0, rows));
  loops.share(slope, intercept, rows);
  const shares = Array.from(loops.shares.subarray(0, 2 * rows));
  loops.raise(rows);
  const raised = Array.from(loops.sums.subarray(0, rows));
  const normals = columns.map((_, at) => {
    const deviation = Math.abs(weights[at]!) || 1;
    return { mean: weights[at]!, deviation, logDeviation: Math.log(deviation) };
  });
  loops.addLikelihoods(columns, normals, intercept, 0, rows);
  return { weighed, shares, raised, likelihoods: Array.from(loops.sums.subarray(0, rows)) };
}

/** Some columns where the kernel reads them in place, the others not. */
function halfContiguous(columns: readonly Float64Array[]): readonly Float64Array[] {
  const together = contiguous(columns);
  return columns.map((column, at) => (at % 3 === 1 ? column : together[at]!));
}

test.each([
  { where: "copied block by block", placed: (columns: readonly Float64Array[]) => columns },
  { where: "in one memory", placed: contiguous },
  { where: "some in one memory", placed: halfContiguous },
])("compiled loops give what plain loops give, to the last bit: columns $where", ({ placed }) => {
  fc.assert(
    fc.property(cases, (given) => {
      const columns = placed(given.columns);
      expect(answers(compiledLoops(kernelOf(columns)), columns, given)).toEqual(
        answers(plainLoops, given.columns, given),
      );
    }),
    { numRuns: 300 },
  );
});

test("blocks of thousands of rows, from any start, are what a few rows at a time are", () => {
  const random = seededRandom(7, "loops");
  const columns = Array.from({ length: 10 }, () => Float64Array.from({ length: 9000 }, () => random.normal()));
  const weights = Float64Array.from(columns, () => random.normal());
  const loops = compiledLoops();
  for (const [start, count] of [
    [0, loops.most],
    [loops.most, loops.most],
    [2 * loops.most, 9000 - 2 * loops.most],
    [123, 1001],
  ] as const) {
    loops.weigh(columns, weights, 0.5, start, count);
    const compiled = loops.sums.slice(0, count);
    for (let from = 0; from < count; from += plainLoops.most) {
      const few = Math.min(plainLoops.most, count - from);
      plainLoops.weigh(columns, weights, 0.5, start + from, few);
      expect(compiled.subarray(from, from + few)).toEqual(plainLoops.sums.subarray(0, few));
    }
  }
});
