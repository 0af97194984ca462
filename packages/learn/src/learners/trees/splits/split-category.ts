import { type BestSplit, type ColumnCells, countOf, hasBit, type PackedRules, weightOf } from "./split-rules.ts";

/**
 * Puts categories in the order of their mean and cuts that order: the best of all two-way partitions (Fisher 1958).
 * Missing values are one category more; categories that the node lacks go where most rows go. True where `best` was
 * bettered.
 */
export function splitCategory(
  from: ColumnCells,
  totals: Float64Array,
  rules: PackedRules,
  best: BestSplit,
  score: SplitScore = gradientScore,
): boolean {
  const order = binsByMean(from, rules);
  if (order.length < 2) return false;
  const { cells, at, column } = from;
  // Cut in the order of what is to be explained, categories explain more than they will: LightGBM's `cat_l2`.
  const sides = { ...rules, l2: rules.l2 + rules.categorySmoothing };
  const left = new Float64Array(2);
  let last = -1;
  for (let place = 0; place + 1 < order.length; place++) {
    const cell = at + order[place]! * 2;
    left[0]! += cells[cell]!;
    left[1]! += cells[cell + 1]!;
    const found = score(left, totals, sides);
    if (found <= best.score) continue;
    best.score = found;
    best.left.set(left);
    last = place;
  }
  if (last < 0) return false;
  best.column = column;
  best.bin = -1;
  best.set = leftSet(order, last, countOf(best.left, rules) * 2 >= countOf(totals, rules));
  best.missingLeft = hasBit(best.set, from.bins);
  return true;
}

/** The score of both sides; negative infinity where one is too small. */
export type SplitScore = (left: Float64Array, totals: Float64Array, rules: PackedRules) => number;

/** The bins that hold rows, that of missing values included. */
function binsByMean({ cells, at, bins }: ColumnCells, rules: PackedRules): Int32Array {
  const present: { readonly bin: number; readonly mean: number }[] = [];
  for (let bin = 0; bin <= bins; bin++) {
    const cell = cells.subarray(at + bin * 2, at + (bin + 1) * 2);
    if (countOf(cell, rules) === 0) continue;
    present.push({ bin, mean: cell[0]! / Math.max(weightOf(cell, rules) + rules.categorySmoothing, Number.MIN_VALUE) });
  }
  return Int32Array.from(
    present.sort((a, b) => a.mean - b.mean || a.bin - b.bin),
    ({ bin }) => bin,
  );
}

function gradientScore(left: Float64Array, totals: Float64Array, rules: PackedRules): number {
  const { countUnit, minSamplesLeaf, minWeight, l2 } = rules;
  const pair = left[1]!;
  const rest = totals[1]! - pair;
  const leftWeight = Math.floor(pair / countUnit);
  const rightWeight = Math.floor(rest / countUnit);
  if (pair - leftWeight * countUnit < minSamplesLeaf) return -Infinity;
  if (rest - rightWeight * countUnit < minSamplesLeaf) return -Infinity;
  if (leftWeight < minWeight || rightWeight < minWeight) return -Infinity;
  const sum = left[0]!;
  const other = totals[0]! - sum;
  return (sum * sum) / (leftWeight + l2) + (other * other) / (rightWeight + l2);
}

function leftSet(order: Int32Array, last: number, unseenLeft: boolean): Int32Array {
  // All bits start as the larger side, which takes what the node has never seen.
  const set = new Int32Array(8).fill(unseenLeft ? -1 : 0);
  order.forEach((bin, place) => {
    if (place <= last) set[bin >> 5]! |= 1 << (bin & 31);
    else set[bin >> 5]! &= ~(1 << (bin & 31));
  });
  return set;
}
