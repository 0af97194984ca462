import type { ColumnCells } from "./split-numbers.ts";
import type { BestSplit, PackedRules } from "./split-rules.ts";
import { boundedScore, type ValueBounds } from "./value-bounds.ts";

/**
 * As `splitNumbers` for gradients, where values are held within bounds and, along this column, to a direction: 1 rising,
 * -1 falling, 0 either. Cuts are tried between bins that hold rows, with missing values on either side.
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
  scan(false);
  if (missingCount > 0) scan(true);
  return best.score > before;

  function scan(missingFirst: boolean): void {
    const { cells, at, bins, column } = from;
    const missing = at + 2 * bins;
    const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
    const left = missingFirst ? cells.slice(missing, missing + 2) : new Float64Array(2);
    const count = totals[1]! % rules.countUnit;
    let previous = -1;
    for (let bin = 0, cell = at; bin <= end; bin++, cell += 2) {
      if (cells[cell + 1] === 0) continue;
      const score = previous < 0 ? -Infinity : boundedScore(left, totals, rules, bounds, direction);
      if (score > best.score) {
        best.score = score;
        best.column = column;
        best.bin = bin === bins ? bins - 1 : (previous + bin - 1) >> 1;
        best.set = null;
        best.left.set(left);
        best.missingLeft = missingCount > 0 ? missingFirst : (left[1]! % rules.countUnit) * 2 >= count;
      }
      left[0]! += cells[cell]!;
      left[1]! += cells[cell + 1]!;
      previous = bin;
    }
  }
}
