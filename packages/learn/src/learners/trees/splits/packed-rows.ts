/**
 * Row statistics as whole numbers in doubles, so scaled that no sum over all rows reaches 2^53: every sum is exact, and
 * does not depend on the order of rows or on who adds them. The count of rows rides in the low digits of the weight,
 * which saves an addition a cell.
 *
 *     gradients: sum, weight × countUnit + count       (two numbers a cell; leaves are the ratio of the sums)
 *     classes:   weight × countUnit + count            (one number a class)
 */
export interface Packing {
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
    countUnit,
    sumScale: powerBelow(limit / (rows * largestSum)),
    weightScale: powerBelow(limit / (rows * largestWeight * countUnit)),
  };
}

/** What is summed of classes is their weight. */
export function classPacking(rows: number, largestWeight: number): Packing {
  const countUnit = unitOf(rows);
  const weightScale = powerBelow(limit / (rows * largestWeight * countUnit));
  return { countUnit, sumScale: weightScale, weightScale };
}

const unitOf = (rows: number): number => 2 ** Math.ceil(Math.log2(rows + 1));

const powerBelow = (value: number): number => 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(value))));
