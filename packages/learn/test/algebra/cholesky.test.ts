import fc from "fast-check";
import { expect, test } from "vitest";
import { choleskyInPlace } from "../../src/algebra/cholesky.ts";
import { seededRandom } from "../../src/random/seeded-random.ts";

/** By rows and columns, a product at a time. */
function plainCholesky(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column]!;
      for (let at = 0; at < column; at++) rest -= matrix[row * size + at]! * matrix[column * size + at]!;
      if (row !== column) matrix[row * size + column] = rest / matrix[column * size + column]!;
      else if (rest > 0) matrix[row * size + row] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}

/** Products of `rank` random rows: positive definite where there are as many as columns, or the diagonal is raised. */
function products(size: number, rank: number, raised: number, seed: number): Float64Array {
  const random = seededRandom(seed, "products");
  const rows = Array.from({ length: rank }, () => Float64Array.from({ length: size }, () => random.normal()));
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) for (const row of rows) matrix[i * size + j]! += row[i]! * row[j]!;
    matrix[i * size + i]! += raised;
  }
  return matrix;
}

test("panels and tiles give what plain loops give, to the last bit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 140 }), fc.nat(20), fc.nat(1000), (size, rank, seed) => {
      const matrix = products(size, rank, 1, seed);
      const plain = matrix.slice();
      expect(choleskyInPlace(matrix, size)).toBe(true);
      expect(plainCholesky(plain, size)).toBe(true);
      expect(matrix).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

test("a matrix that is not positive definite is refused, wherever that shows", () => {
  for (const size of [1, 3, 33, 70]) {
    for (let place = 0; place < size; place += 7) {
      const matrix = products(size, 5, 1, 3);
      matrix[place * (size + 1)] = -1;
      expect(choleskyInPlace(matrix, size)).toBe(false);
    }
  }
});
