import { bestScore, takeCut } from "./best";
import { countOf, cutScore } from "./cut-score";
import { cells, minRows, unit } from "./job";
import { nodeAt } from "./places";

/** Looks for a better cut between cells, as `splitColumns` does for sums. True where there is one. */
export function splitTwoClasses(bins: i32): bool {
  const missingCount = countOf(false, v128.load(cells + ((<usize>bins) << 4)), unit);
  const found = scan(bins, false, missingCount);
  return (missingCount > 0 && scan(bins, true, missingCount)) || found;
}

function scan(bins: i32, missingFirst: bool, missingCount: f64): bool {
  const totals = v128.load(nodeAt());
  const count = load<f64>(nodeAt(), 16);
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let left = missingFirst ? v128.load(cells + ((<usize>bins) << 4)) : f64x2.splat(0);
  let previous = -1;
  let best = bestScore();
  let bestBin = -1;
  let lefts: f64 = 0;
  for (let bin = 0; bin <= end; bin++) {
    const cell = v128.load(cells + ((<usize>bin) << 4));
    if (!v128.any_true(cell)) continue;
    if (previous >= 0) {
      const leftCount = countOf(false, left, unit);
      if (count - leftCount < <f64>minRows) break;
      if (leftCount >= <f64>minRows) {
        const score = cutScore(false, left, totals, unit);
        if (score > best) {
          best = score;
          bestBin = bin == bins ? bins - 1 : (previous + bin - 1) >> 1;
          lefts = leftCount;
        }
      }
    }
    left = f64x2.add(left, cell);
    previous = bin;
  }
  if (bestBin < 0) return false;
  takeCut(best, bestBin, missingCount > 0 ? missingFirst : lefts * 2 >= count);
  return true;
}
