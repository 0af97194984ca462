import type { BestSplit, ColumnCells, PackedRules } from "./split-rules.ts";
import type { ValueBounds } from "./value-bounds.ts";

/**
 * As `splitNumbers` for gradients, where values are held within bounds and, along this column, to a direction: 1 rising,
 * -1 falling, 0 either. True where `best` was bettered.
 */
export function splitBounded(
  from: ColumnCells,
  totals: Float64Array,
  rules: PackedRules,
  bounds: ValueBounds,
  direction: number,
  best: BestSplit,
): boolean {
  const before = best.score;
  const missingCount = from.cells[from.at + 2 * from.bins + 1]! % rules.countUnit;
  scan(from, false, missingCount, totals, rules, bounds, direction, best);
  if (missingCount > 0) scan(from, true, missingCount, totals, rules, bounds, direction, best);
  return best.score > before;
}

/** Cuts are tried between bins that hold rows; `missingFirst`: missing values are on the left, otherwise on the right. */
function scan(
  { cells, at, bins, column }: ColumnCells,
  missingFirst: boolean,
  missingCount: number,
  totals: Float64Array,
  { minSamplesLeaf, minWeight, l2, countUnit }: PackedRules,
  { lower, upper }: ValueBounds,
  direction: number,
  best: BestSplit,
): void {
  const sum = totals[0]!;
  const perCount = 1 / countUnit;
  const weight = Math.floor(totals[1]! * perCount);
  const count = totals[1]! - weight * countUnit;
  const missing = at + bins * 2;
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let leftSum = missingFirst ? cells[missing]! : 0;
  let leftPair = missingFirst ? cells[missing + 1]! : 0;
  let previous = -1;
  for (let bin = 0, cell = at; bin <= end; bin++, cell += 2) {
    const pair = cells[cell + 1]!;
    if (pair === 0) continue;
    if (previous >= 0) {
      const leftWeight = Math.floor(leftPair * perCount);
      const leftCount = leftPair - leftWeight * countUnit;
      if (count - leftCount < minSamplesLeaf) break;
      const rightWeight = weight - leftWeight;
      if (leftCount >= minSamplesLeaf && leftWeight >= minWeight && rightWeight >= minWeight) {
        const rightSum = sum - leftSum;
        const leftValue = within(leftSum / (leftWeight + l2), lower, upper);
        const rightValue = within(rightSum / (rightWeight + l2), lower, upper);
        const leftScore = leftValue * (2 * leftSum - (leftWeight + l2) * leftValue);
        const score = leftScore + rightValue * (2 * rightSum - (rightWeight + l2) * rightValue);
        if (score > best.score && direction * (rightValue - leftValue) >= 0) {
          best.score = score;
          best.column = column;
          best.bin = bin === bins ? bins - 1 : (previous + bin - 1) >> 1;
          best.set = null;
          best.left[0] = leftSum;
          best.left[1] = leftPair;
          best.missingLeft = missingCount > 0 ? missingFirst : leftCount * 2 >= count;
        }
      }
    }
    leftSum += cells[cell]!;
    leftPair += pair;
    previous = bin;
  }
}

/** Comparisons, as Math.min and Math.max are slower here. */
function within(value: number, lower: number, upper: number): number {
  if (value < lower) return lower;
  if (value > upper) return upper;
  return value;
}
