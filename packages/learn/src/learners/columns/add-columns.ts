import type { ColumnKernel } from "./column-kernel.ts";

/**
 * Adds weighted columns to `into`. `places`: where the columns begin, of which `width` are meant; their weights are those from
 * `first` on.
 */
export function addColumns(
  kernel: ColumnKernel,
  into: number,
  places: ArrayLike<number>,
  width: number,
  weights: Float64Array,
  first: number,
  count: number,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) {
    kernel.addFour(
      into,
      places[at]!,
      places[at + 1]!,
      places[at + 2]!,
      places[at + 3]!,
      weights[first + at]!,
      weights[first + at + 1]!,
      weights[first + at + 2]!,
      weights[first + at + 3]!,
      count,
    );
  }
  for (; at < width; at++) kernel.addOne(into, places[at]!, weights[first + at]!, count);
}

/** Adds each column's product with the errors, summed over the rows, to the doubles from `sums` on. */
export function addProducts(
  kernel: ColumnKernel,
  sums: number,
  errors: number,
  places: ArrayLike<number>,
  width: number,
  count: number,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) {
    kernel.addFourProducts(
      sums + 8 * at,
      errors,
      places[at]!,
      places[at + 1]!,
      places[at + 2]!,
      places[at + 3]!,
      count,
    );
  }
  for (; at < width; at++) kernel.addOneProduct(sums + 8 * at, errors, places[at]!, count);
}

/** The same for two errors at once: the products with the others are added to the doubles from `otherSums` on. */
export function addProductsTwice(
  kernel: ColumnKernel,
  [sums, otherSums]: readonly [number, number],
  [errors, otherErrors]: readonly [number, number],
  places: ArrayLike<number>,
  width: number,
  count: number,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) {
    kernel.addFourProductsTwice(
      sums + 8 * at,
      otherSums + 8 * at,
      errors,
      otherErrors,
      places[at]!,
      places[at + 1]!,
      places[at + 2]!,
      places[at + 3]!,
      count,
    );
  }
  for (; at < width; at++) {
    kernel.addOneProduct(sums + 8 * at, errors, places[at]!, count);
    kernel.addOneProduct(otherSums + 8 * at, otherErrors, places[at]!, count);
  }
}
