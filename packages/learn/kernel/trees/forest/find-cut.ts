import { bestColumn, bestScore, takeColumn, takeCut } from "./best";
import { hasPairs, width } from "./cell-shape";
import { addClass, addTo } from "./classes";
import { binAt, columnAt, columnBins, isCategory } from "./columns";
import { drawColumn } from "./find-split";
import { columns, columnsPerSplit, drawn, gathered, order, thresholds } from "./job";
import { hasBit, setBit } from "./part-node";
import { bestSet, binOrder, leftTotals, missingTotals, triedSet } from "./places";
import { draw, drawBelow } from "./random";
import { sidesScore } from "./sides";

/**
 * Cuts each of `columnsPerSplit` drawn columns at one place that is drawn between the node's lowest and highest value, and
 * takes the best of them (Geurts, Ernst and Wehenkel 2006); looks at further columns as long as none can be cut. A category
 * sends levels that are drawn to the left. Missing values go where the cut is better for it.
 */
export function findCut(start: i32, count: i32): void {
  const rows = order + ((<usize>start) << 2);
  const end = rows + ((<usize>count) << 2);
  for (let place = 0; place < columns; place++) {
    if (place >= columnsPerSplit && bestColumn >= 0) return;
    drawColumn(place);
    const column = load<i32>(drawn + ((<usize>place) << 2));
    if (isCategory(column)) trySet(column, rows, end);
    else tryNumbers(column, rows, end);
  }
}

function tryNumbers(column: i32, rows: usize, end: usize): void {
  const bins = columnAt(column);
  const missing = columnBins(column);
  let lowest = missing;
  let highest = -1;
  let gaps = false;
  for (let at = rows; at < end; at += 4) {
    const bin = binAt(bins, load<u32>(at));
    if (bin == missing) {
      gaps = true;
      continue;
    }
    if (bin < lowest) lowest = bin;
    if (bin > highest) highest = bin;
  }
  if (highest < 0 || (lowest == highest && !gaps)) return;
  // Only what is missing can be parted from what is there.
  const cut = lowest == highest ? missing - 1 : drawThreshold(column, lowest, highest);
  sumSides(bins, rows, end, cut, missing, 0);
  const left = leftTotals(width());
  const alone = sidesScore(left);
  addTo(left, missingTotals(width()));
  const together = sidesScore(left);
  const reached = max(alone, together);
  if (!(reached > bestScore())) return;
  takeCut(reached, cut, together > alone);
  takeColumn(column, false);
}

/** Even in the unit of the column, from about the middle of the lowest bin to that of the highest. Gives the last bin to the left. */
function drawThreshold(column: i32, lowest: i32, highest: i32): i32 {
  const own = <usize>load<u32>(thresholds + ((<usize>column) << 2));
  const last = columnBins(column) - 2;
  const step = last < 1 ? 0 : (thresholdOf(own, last) - thresholdOf(own, 0)) / <f64>last;
  const below = lowest > 0 ? thresholdOf(own, lowest - 1) : thresholdOf(own, 0) - step;
  const above = highest <= last ? thresholdOf(own, highest) : thresholdOf(own, last) + step;
  const from = (below + thresholdOf(own, lowest)) / 2;
  const drawnAt = from + draw() * ((thresholdOf(own, highest - 1) + above) / 2 - from);
  let low = lowest;
  let high = highest - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (drawnAt <= thresholdOf(own, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function thresholdOf(own: usize, bin: i32): f64 {
  return load<f64>(own + ((<usize>bin) << 3));
}

/** Each level goes left or right by chance, one each way at least; what the node lacks goes right. */
function trySet(column: i32, rows: usize, end: usize): void {
  const bins = columnAt(column);
  const present = presentBins(bins, rows, end);
  if (present < 2) return;
  const set = triedSet();
  memory.fill(set, 0, 32);
  let lefts = 0;
  for (let place = 0; place < present; place++) {
    const goesLeft = draw() < 0.5;
    store<i32>(binOrder() + ((<usize>place) << 2), (orderedBin(place) << 1) | <i32>goesLeft);
    lefts += <i32>goesLeft;
  }
  if (lefts == 0 || lefts == present) {
    const one = binOrder() + ((<usize>drawBelow(present)) << 2);
    store<i32>(one, load<i32>(one) ^ 1);
  }
  for (let place = 0; place < present; place++) {
    if ((orderedBin(place) & 1) == 1) setBit(set, orderedBin(place) >> 1);
  }
  sumSides(bins, rows, end, 0, -1, set);
  const score = sidesScore(leftTotals(width()));
  if (!(score > bestScore())) return;
  memory.copy(bestSet(), set, 32);
  takeCut(score, -1, hasBit(set, columnBins(column)) == 1);
  takeColumn(column, true);
}

function orderedBin(place: i32): i32 {
  return load<i32>(binOrder() + ((<usize>place) << 2));
}

/** Puts the bins that hold rows in their order; gives how many there are. */
function presentBins(bins: usize, rows: usize, end: usize): i32 {
  const seen = triedSet();
  memory.fill(seen, 0, 32);
  for (let at = rows; at < end; at += 4) setBit(seen, binAt(bins, load<u32>(at)));
  let found = 0;
  for (let bin = 0; bin < 256; bin++) {
    if (hasBit(seen, bin) == 0) continue;
    store<i32>(binOrder() + ((<usize>found) << 2), bin);
    found++;
  }
  return found;
}

/** Sums the rows that go left, and those whose value is missing. By the set where there is one. */
function sumSides(bins: usize, rows: usize, end: usize, cut: i32, missing: i32, set: usize): void {
  const left = leftTotals(width());
  const gaps = missingTotals(width());
  memory.fill(left, 0, (<usize>width()) << 3);
  memory.fill(gaps, 0, (<usize>width()) << 3);
  for (let at = rows, place = 0; at < end; at += 4, place++) {
    const bin = binAt(bins, load<u32>(at));
    const goesLeft = set == 0 ? bin <= cut : hasBit(set, bin) == 1;
    if (!goesLeft && bin != missing) continue;
    const side = goesLeft ? left : gaps;
    if (!hasPairs()) addClass(side, place);
    else v128.store(side, f64x2.add(v128.load(side), v128.load(gathered + ((<usize>place) << 4))));
  }
}
