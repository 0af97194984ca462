import type { Packing } from "../../../../src/learners/trees/splits/packed-rows.ts";

/**
 * Rounds a weight to a whole number, down or up by where the row's place in a low-discrepancy sequence is (Weyl 1916):
 * sums stay unbiased however small the weights are. Whole numbers stay as they are.
 */
const roundedWeight = (scaled: number, row: number): number =>
  Math.floor(scaled + (Math.imul(row, 0x9e3779b1) >>> 0) * 2 ** -32);

/** Packs the pairs (sum, weight) of the rows `from..to-1` in place; each counts as much as `by` says. */
export function packPairs(
  { countUnit, sumScale, weightScale }: Packing,
  pairs: Float64Array,
  by: Float64Array | null,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const weight = by === null ? 1 : by[row]!;
    pairs[2 * row] = Math.floor(pairs[2 * row]! * weight * sumScale + 0.5);
    pairs[2 * row + 1] = roundedWeight(pairs[2 * row + 1]! * weight * weightScale, row) * countUnit + 1;
  }
}

export function packWeights({ countUnit, weightScale }: Packing, weights: Float64Array, packed: Float64Array): void {
  for (let row = 0; row < weights.length; row++) {
    packed[row] = roundedWeight(weights[row]! * weightScale, row) * countUnit + 1;
  }
}
