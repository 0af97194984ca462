import { bestScore, takeCut } from "./best";
import { width } from "./cell-shape";
import { addTo } from "./classes";
import { cells, classCount, unit } from "./job";
import { clearBit, hasBit, setBit } from "./part-node";
import { bestSet, binMeans, binOrder, leftTotals, totals } from "./places";
import { cellCount, cellWeight, leadingClass, sidesScore } from "./sides";

/**
 * Puts the bins of a category in the order of their mean and cuts that order: the best of all two-way partitions for
 * numbers and two classes (Fisher 1958); for more the share of the node's largest class gives the order. Missing values
 * are one more. True where a better cut is found; its set is the best set then.
 */
export function splitCategory(bins: i32): bool {
  const found = orderByMean(bins);
  const cellBytes = (<usize>width()) << 3;
  const left = leftTotals(width());
  memory.fill(left, 0, cellBytes);
  let last = -1;
  let best = bestScore();
  let lefts: f64 = 0;
  for (let place = 0; place + 1 < found; place++) {
    addTo(left, cells + <usize>orderedBin(place) * cellBytes);
    const score = sidesScore(left);
    if (score <= best) continue;
    best = score;
    lefts = cellCount(left);
    last = place;
  }
  if (last < 0) return false;
  // What the node has never seen goes where most of its rows go.
  memory.fill(bestSet(), lefts * 2 >= cellCount(totals()) ? 255 : 0, 32);
  for (let place = 0; place < found; place++) {
    if (place <= last) setBit(bestSet(), orderedBin(place));
    else clearBit(bestSet(), orderedBin(place));
  }
  takeCut(best, -1, hasBit(bestSet(), bins) == 1);
  return true;
}

function orderedBin(place: i32): i32 {
  return load<i32>(binOrder() + ((<usize>place) << 2));
}

function meanAt(place: i32): usize {
  return binMeans() + ((<usize>place) << 3);
}

/** Of the bins that hold rows; equal means in the order of bins. Gives how many there are. */
function orderByMean(bins: i32): i32 {
  const cellBytes = (<usize>width()) << 3;
  const leading = (<usize>leadingClass()) << 3;
  let found = 0;
  for (let bin = 0; bin <= bins; bin++) {
    const cell = cells + <usize>bin * cellBytes;
    if (cellCount(cell) == 0) continue;
    const sum = classCount == 0 ? load<f64>(cell) : Math.floor(load<f64>(cell + leading) / unit);
    const mean = sum / max<f64>(cellWeight(cell), reinterpret<f64>(<u64>1));
    let at = found++;
    for (; at > 0 && load<f64>(meanAt(at - 1)) > mean; at--) {
      store<f64>(meanAt(at), load<f64>(meanAt(at - 1)));
      store<i32>(binOrder() + ((<usize>at) << 2), orderedBin(at - 1));
    }
    store<f64>(meanAt(at), mean);
    store<i32>(binOrder() + ((<usize>at) << 2), bin);
  }
  return found;
}
