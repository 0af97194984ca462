/**
 * What is summed over the rows of a node. `gradient`: one sum and one weight a row; their ratio is a leaf's value
 * (squared error, Newton steps). `classes`: the weight of each class (Gini impurity).
 */
export type RowStatistics =
  | { readonly kind: "gradient"; readonly sums: Float64Array; readonly weights: Float64Array }
  | {
      readonly kind: "classes";
      readonly classCount: number;
      readonly classes: Int32Array;
      readonly weights: Float64Array;
    };

/**
 * Row statistics as whole numbers in doubles, so scaled that no sum over all rows reaches 2^53: every sum is exact, and
 * does not depend on the order of rows or on who adds them. The count of rows rides in the low digits of the weight,
 * which saves an addition a cell.
 *
 *     gradient: sum, weight × countUnit + count       (two numbers a cell)
 *     classes:  weight × countUnit + count            (one number a class)
 */
export interface Packing {
  readonly kind: RowStatistics["kind"];
  /** Numbers a cell of a histogram. */
  readonly width: number;
  readonly countUnit: number;
  /** Packed per true; powers of two. */
  readonly sumScale: number;
  readonly weightScale: number;
}

/** Half of what a double holds exactly: room for rounding up. */
const limit = 2 ** 52;

export function gradientPacking(rows: number, largestSum: number, largestWeight: number): Packing {
  const countUnit = unitOf(rows);
  return {
    kind: "gradient",
    width: 2,
    countUnit,
    sumScale: powerBelow(limit / (rows * largestSum)),
    weightScale: powerBelow(limit / (rows * largestWeight * countUnit)),
  };
}

export function classPacking(rows: number, classCount: number, largestWeight: number): Packing {
  const countUnit = unitOf(rows);
  const weightScale = powerBelow(limit / (rows * largestWeight * countUnit));
  return { kind: "classes", width: classCount, countUnit, sumScale: 1, weightScale };
}

const unitOf = (rows: number): number => 2 ** Math.ceil(Math.log2(rows + 1));

const powerBelow = (value: number): number => 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(value))));

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
