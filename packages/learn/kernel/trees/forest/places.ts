// Small things in memory at fixed places from `small`.
import { small } from "./job";

/** What `splitColumns` reads of the node: seven doubles. */
export function nodeAt(): usize {
  return small;
}

/** The count of cells of the column that is looked at (i32). */
export function cellCounts(): usize {
  return small + 56;
}

/** What `splitColumns` writes of the best split: five doubles. */
export function bestAt(): usize {
  return small + 64;
}

/** The set of the best split, and one that is tried: eight words each. */
export function bestSet(): usize {
  return small + 128;
}

export function triedSet(): usize {
  return small + 160;
}

/** A byte or a number for each of 256 bins: the order of categories, their means. */
export function binOrder(): usize {
  return small + 192;
}

export function binMeans(): usize {
  return small + 192 + 4 * 256;
}

/** Keys of up to 64 rows, sorted and as they come. */
export function keys(): usize {
  return small + 192 + 12 * 256;
}

export function unsortedKeys(): usize {
  return small + 192 + 13 * 256;
}

const sums: usize = 192 + 14 * 256;

/** Doubles by class: the node's, those left of a cut, those missing. */
export function totals(): usize {
  return small + sums;
}

export function leftTotals(width: i32): usize {
  return small + sums + ((<usize>width) << 3);
}

export function missingTotals(width: i32): usize {
  return small + sums + ((<usize>width) << 4);
}
