// Cells, and the sides of a split, of whatever is learnt: rows as pairs or as classes.

import { width } from "./cell-shape";
import { classesScore, countIn, weightIn } from "./classes";
import { countOf, cutScore } from "./cut-score";
import { classCount, minRows, unit } from "./job";
import { nodeAt, totals } from "./places";

/** The rows of a cell. */
export function cellCount(cell: usize): f64 {
  return classCount == 0 ? countOf(true, v128.load(cell), unit) : countIn(cell);
}

/** The weight of a cell. */
export function cellWeight(cell: usize): f64 {
  return classCount == 0 ? Math.floor(load<f64>(cell, 8) / unit) : weightIn(cell);
}

/** What both sides save; negative infinity where one is too small. */
export function sidesScore(left: usize): f64 {
  if (classCount != 0) return classesScore(left);
  const pair = v128.load(left);
  const count = countOf(true, pair, unit);
  if (count < <f64>minRows || load<f64>(nodeAt(), 16) - count < <f64>minRows) return -Infinity;
  return cutScore(true, pair, v128.load(nodeAt()), unit);
}

/** The place of the class that weighs most in the node; 0 for numbers. */
export function leadingClass(): i32 {
  if (classCount == 0) return 0;
  let most = 0;
  for (let label = 1; label < width(); label++) {
    if (load<f64>(totals() + ((<usize>label) << 3)) > load<f64>(totals() + ((<usize>most) << 3))) most = label;
  }
  return most;
}
