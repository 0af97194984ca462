import { type BestSplit, type ColumnCells, hasBit } from "../../../../src/learners/trees/splits/split-rules.ts";
import { type PlainRules, rowsIn, weightIn } from "./plain-rules.ts";
import { classesScore } from "./split-numbers.ts";

/**
 * Puts categories in the order of their mean and cuts that order: the best of all two-way partitions for gradients and
 * two classes (Fisher 1958). For several classes the share of the node's largest class gives the order, a heuristic.
 * Missing values are one category more; categories that the node lacks go where most rows go. True where `best` was
 * bettered.
 */
export function splitCategory(
  from: ColumnCells,
  totals: Float64Array,
  rules: PlainRules,
  best: BestSplit,
  score: SplitScore = usualScore(rules),
): boolean {
  const order = binsByMean(from, totals, rules);
  if (order.length < 2) return false;
  const { cells, at, column } = from;
  const { width } = rules;
  const left = new Float64Array(width);
  let last = -1;
  for (let place = 0; place + 1 < order.length; place++) {
    const cell = at + order[place]! * width;
    for (let part = 0; part < width; part++) left[part]! += cells[cell + part]!;
    const found = score(left, totals, rules);
    if (found <= best.score) continue;
    best.score = found;
    best.left.set(left);
    last = place;
  }
  if (last < 0) return false;
  best.column = column;
  best.bin = -1;
  best.set = leftSet(order, last, rowsIn(best.left, rules) * 2 >= rowsIn(totals, rules));
  best.missingLeft = hasBit(best.set, from.bins);
  return true;
}

/** The score of both sides; negative infinity where one is too small. */
export type SplitScore = (left: Float64Array, totals: Float64Array, rules: PlainRules) => number;

const usualScore = ({ kind }: PlainRules): SplitScore => (kind === "gradient" ? gradientScore : classesScore);

/** The bins that hold rows, that of missing values included. */
function binsByMean({ cells, at, bins }: ColumnCells, totals: Float64Array, rules: PlainRules): Int32Array {
  const { width, categorySmoothing, countUnit } = rules;
  const leading = rules.kind === "gradient" ? 0 : totals.indexOf(Math.max(...totals));
  const present: { readonly bin: number; readonly mean: number }[] = [];
  for (let bin = 0; bin <= bins; bin++) {
    const cell = cells.subarray(at + bin * width, at + (bin + 1) * width);
    if (rowsIn(cell, rules) === 0) continue;
    const sum = rules.kind === "gradient" ? cell[0]! : Math.floor(cell[leading]! / countUnit);
    present.push({ bin, mean: sum / Math.max(weightIn(cell, rules) + categorySmoothing, Number.MIN_VALUE) });
  }
  return Int32Array.from(
    present.sort((a, b) => a.mean - b.mean || a.bin - b.bin),
    ({ bin }) => bin,
  );
}

/** The score of both sides; negative infinity where one is too small. */
export function gradientScore(left: Float64Array, totals: Float64Array, rules: PlainRules): number {
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
