/** What a split must leave on each side, and how it is scored. */
export interface SplitRules {
  readonly minSamplesLeaf: number;
  readonly minWeight: number;
  readonly l2: number;
  /** Added to the weight of a category when categories are put in order, so that rare ones do not lead. */
  readonly categorySmoothing: number;
}

/** The totals of a node: sums by output, weight, number of rows. */
export interface NodeTotals {
  readonly sums: Float64Array;
  readonly weight: number;
  readonly count: number;
}

/** The best split so far; overwritten in place. `score` is to be compared with the node's own. */
export interface BestSplit {
  score: number;
  column: number;
  /** The last bin that goes left; unused for categories. */
  bin: number;
  missingLeft: boolean;
  /** For categories: bit b set when bin b goes left (that of missing values included). */
  set: Int32Array | null;
}

/** The part of a histogram that holds one column. */
export interface ColumnCells {
  readonly cells: Float64Array;
  readonly at: number;
  /** Without that of missing values, which follows them. */
  readonly bins: number;
  readonly outputs: number;
  readonly column: number;
}

/** Σ sumₖ² / (weight + l2): its gain over the parent's is the fall of the loss (or impurity), up to a constant. */
export function nodeScore(sums: ArrayLike<number>, weight: number, l2: number): number {
  let squares = 0;
  for (let output = 0; output < sums.length; output++) squares += sums[output]! * sums[output]!;
  return squares / (weight + l2);
}

/** Looks for a better cut of a numeric column, with missing values on either side. */
export function splitNumeric(from: ColumnCells, totals: NodeTotals, rules: SplitRules, best: BestSplit): void {
  const missingCount = from.cells[from.at + from.bins * (from.outputs + 2) + from.outputs + 1] as number;
  const scan = from.outputs === 1 ? scanGradients : scanClasses;
  scan(from, false, missingCount, totals, rules, best);
  if (missingCount > 0) scan(from, true, missingCount, totals, rules, best);
}

/**
 * Cuts are tried between bins that hold rows, and put half way between them. `missingFirst`: missing values are on the
 * left; otherwise they are on the right, where they may stand alone. A node without missing values would send them
 * where most of its rows go.
 */
function scanGradients(
  { cells, at, bins, column }: ColumnCells,
  missingFirst: boolean,
  missingCount: number,
  totals: NodeTotals,
  { minSamplesLeaf, minWeight, l2 }: SplitRules,
  best: BestSplit,
): void {
  const sum = totals.sums[0] as number;
  const { weight, count } = totals;
  const missing = at + bins * 3;
  let leftSum = missingFirst ? cells[missing]! : 0;
  let leftWeight = missingFirst ? cells[missing + 1]! : 0;
  let leftCount = missingFirst ? missingCount : 0;
  let previous = -1;
  let bestScore = best.score;
  let bestBin = -1;
  let bestLeftCount = 0;
  for (let bin = 0, cell = at; bin <= bins; bin++, cell += 3) {
    const alone = bin === bins;
    if (alone && (missingFirst || missingCount === 0)) break;
    const cellCount = cells[cell + 2]!;
    if (cellCount === 0) continue;
    if (previous >= 0 && leftCount >= minSamplesLeaf) {
      if (count - leftCount < minSamplesLeaf) break;
      const rightWeight = weight - leftWeight;
      if (leftWeight >= minWeight && rightWeight >= minWeight) {
        const rightSum = sum - leftSum;
        const score = (leftSum * leftSum) / (leftWeight + l2) + (rightSum * rightSum) / (rightWeight + l2);
        if (score > bestScore) {
          bestScore = score;
          bestBin = alone ? bins - 1 : (previous + bin - 1) >> 1;
          bestLeftCount = leftCount;
        }
      }
    }
    leftSum += cells[cell]!;
    leftWeight += cells[cell + 1]!;
    leftCount += cellCount;
    previous = bin;
  }
  if (bestBin < 0) return;
  best.score = bestScore;
  best.column = column;
  best.bin = bestBin;
  best.missingLeft = missingCount > 0 ? missingFirst : bestLeftCount * 2 >= count;
  best.set = null;
}

/** As `scanGradients` for any number of outputs. */
function scanClasses(
  { cells, at, bins, outputs, column }: ColumnCells,
  missingFirst: boolean,
  missingCount: number,
  totals: NodeTotals,
  rules: SplitRules,
  best: BestSplit,
): void {
  const stride = outputs + 2;
  const missing = at + bins * stride;
  const left = missingFirst ? cells.slice(missing, missing + stride) : new Float64Array(stride);
  let previous = -1;
  for (let bin = 0, cell = at; bin <= bins; bin++, cell += stride) {
    const alone = bin === bins;
    if (alone && (missingFirst || missingCount === 0)) break;
    if (cells[cell + outputs + 1] === 0) continue;
    if (previous >= 0) {
      const score = sidesScore(left, totals, outputs, rules);
      if (score > best.score) {
        best.score = score;
        best.column = column;
        best.bin = alone ? bins - 1 : (previous + bin - 1) >> 1;
        best.missingLeft = missingCount > 0 ? missingFirst : left[outputs + 1]! * 2 >= totals.count;
        best.set = null;
      }
    }
    for (let part = 0; part < stride; part++) left[part]! += cells[cell + part]!;
    previous = bin;
  }
}

/** Negative infinity where a side is too small. */
function sidesScore(left: Float64Array, totals: NodeTotals, outputs: number, rules: SplitRules): number {
  const leftWeight = left[outputs]!;
  const leftCount = left[outputs + 1]!;
  const rightWeight = totals.weight - leftWeight;
  if (leftCount < rules.minSamplesLeaf || totals.count - leftCount < rules.minSamplesLeaf) return -Infinity;
  if (leftWeight < rules.minWeight || rightWeight < rules.minWeight) return -Infinity;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let output = 0; output < outputs; output++) {
    const sum = left[output]!;
    const rest = totals.sums[output]! - sum;
    leftSquares += sum * sum;
    rightSquares += rest * rest;
  }
  return leftSquares / (leftWeight + rules.l2) + rightSquares / (rightWeight + rules.l2);
}

/**
 * Puts categories in the order of their mean and cuts that order: the best of all two-way partitions for one output
 * (Fisher 1958). For several classes the share of the node's largest class gives the order, which is a heuristic.
 * Missing values are one category more; categories that the node lacks go where most rows go.
 */
export function splitCategory(from: ColumnCells, totals: NodeTotals, rules: SplitRules, best: BestSplit): void {
  const { cells, at, bins, outputs } = from;
  const stride = outputs + 2;
  const leading = outputs === 1 ? 0 : totals.sums.indexOf(Math.max(...totals.sums));
  const present: { readonly bin: number; readonly mean: number }[] = [];
  for (let bin = 0; bin <= bins; bin++) {
    const cell = at + bin * stride;
    if (cells[cell + outputs + 1] === 0) continue;
    present.push({ bin, mean: cells[cell + leading]! / (cells[cell + outputs]! + rules.categorySmoothing) });
  }
  if (present.length < 2) return;
  present.sort((a, b) => a.mean - b.mean || a.bin - b.bin);
  const order = Int32Array.from(present, ({ bin }) => bin);
  if (!scanOrder(from, order, totals, rules, best)) return;
  best.set = leftSet(from, order, best.bin, totals.count);
  best.missingLeft = hasBit(best.set, bins);
}

function scanOrder(
  from: ColumnCells,
  order: Int32Array,
  totals: NodeTotals,
  rules: SplitRules,
  best: BestSplit,
): boolean {
  const { cells, at, outputs, column } = from;
  const stride = outputs + 2;
  const left = new Float64Array(stride);
  let found = false;
  for (let place = 0; place + 1 < order.length; place++) {
    const cell = at + order[place]! * stride;
    for (let part = 0; part < stride; part++) left[part]! += cells[cell + part]!;
    const score = sidesScore(left, totals, outputs, rules);
    if (score <= best.score) continue;
    found = true;
    best.score = score;
    best.column = column;
    best.bin = place;
  }
  return found;
}

function leftSet({ cells, at, outputs }: ColumnCells, order: Int32Array, last: number, count: number): Int32Array {
  const stride = outputs + 2;
  let leftCount = 0;
  for (let place = 0; place <= last; place++) leftCount += cells[at + order[place]! * stride + outputs + 1]!;
  // All bits start as the larger side, which takes what the node has never seen.
  const set = new Int32Array(8).fill(leftCount * 2 >= count ? -1 : 0);
  order.forEach((bin, place) => {
    if (place <= last) set[bin >> 5]! |= 1 << (bin & 31);
    else set[bin >> 5]! &= ~(1 << (bin & 31));
  });
  return set;
}

/** True when the bin goes left. */
export const hasBit = (set: Int32Array, bin: number): boolean => ((set[bin >> 5]! >>> (bin & 31)) & 1) === 1;
