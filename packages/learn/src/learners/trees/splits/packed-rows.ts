/**
 * Row statistics as whole numbers in doubles, so scaled that no sum over all rows reaches 2^53: every sum is exact, and
 * does not depend on the order of rows or on who adds them. The count of rows rides in the low digits of the weight,
 * which saves an addition a cell.
 *
 *     gradient: sum, weight × countUnit + count       (two numbers a cell)
 *     classes:  weight × countUnit + count            (one number a class)
 */
export interface Packing {
  /**
   * What is summed over the rows of a node. `gradient`: one sum and one weight a row; their ratio is a leaf's value
   * (squared error, Newton steps). `classes`: the weight of each class (Gini impurity).
   */
  readonly kind: "gradient" | "classes";
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
