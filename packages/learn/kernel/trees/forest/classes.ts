// Any number of classes: a cell holds a double for each.
import { bestScore, takeCut } from "./best";
import { width } from "./cell-shape";
import { cells, gathered, gatheredClasses, minRows, unit } from "./job";
import { leftTotals, totals } from "./places";

/** Looks for a better cut between cells. 1 where there is one. */
export function splitClasses(bins: i32): i32 {
  const missingCount = countIn(cells + <usize>bins * ((<usize>width()) << 3));
  let found = scanCells(bins, false, missingCount);
  if (missingCount > 0) found |= scanCells(bins, true, missingCount);
  return found;
}

function scanCells(bins: i32, missingFirst: bool, missingCount: f64): i32 {
  const cellBytes = (<usize>width()) << 3;
  const left = leftTotals(width());
  if (missingFirst) memory.copy(left, cells + <usize>bins * cellBytes, cellBytes);
  else memory.fill(left, 0, cellBytes);
  const count = countIn(totals());
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let previous = -1;
  let found = 0;
  for (let bin = 0; bin <= end; bin++) {
    const cell = cells + <usize>bin * cellBytes;
    if (countIn(cell) == 0) continue;
    if (previous >= 0) {
      const score = classesScore(left);
      if (score > bestScore()) {
        const goesLeft = missingCount > 0 ? missingFirst : countIn(left) * 2 >= count;
        takeCut(score, bin == bins ? bins - 1 : (previous + bin - 1) >> 1, goesLeft);
        found = 1;
      }
    }
    addTo(left, cell);
    previous = bin;
  }
  return found;
}

/** The score of both sides; negative infinity where one is too small. */
export function classesScore(left: usize): f64 {
  const all = totals();
  let leftCount: f64 = 0;
  let rightCount: f64 = 0;
  let leftWeight: f64 = 0;
  let rightWeight: f64 = 0;
  let leftSquares: f64 = 0;
  let rightSquares: f64 = 0;
  for (let at: usize = 0; at < (<usize>width()) << 3; at += 8) {
    const here = load<f64>(left + at);
    const there = load<f64>(all + at) - here;
    const hereWeight = Math.floor(here / unit);
    const thereWeight = Math.floor(there / unit);
    leftCount += here - hereWeight * unit;
    rightCount += there - thereWeight * unit;
    leftWeight += hereWeight;
    rightWeight += thereWeight;
    leftSquares += hereWeight * hereWeight;
    rightSquares += thereWeight * thereWeight;
  }
  if (leftCount < <f64>minRows || rightCount < <f64>minRows || leftWeight < 1 || rightWeight < 1) return -Infinity;
  return leftSquares / leftWeight + rightSquares / rightWeight;
}

/** The rows of a cell. */
export function countIn(cell: usize): f64 {
  let count: f64 = 0;
  for (let at = cell; at < cell + ((<usize>width()) << 3); at += 8) {
    const sum = load<f64>(at);
    count += sum - Math.floor(sum / unit) * unit;
  }
  return count;
}

export function weightIn(cell: usize): f64 {
  let weight: f64 = 0;
  for (let at = cell; at < cell + ((<usize>width()) << 3); at += 8) weight += Math.floor(load<f64>(at) / unit);
  return weight;
}

/** Adds the row at a place of the node. */
export function addClass(sums: usize, place: i32): void {
  const own = sums + ((<usize>load<i32>(gatheredClasses + ((<usize>place) << 2))) << 3);
  store<f64>(own, load<f64>(own) + load<f64>(gathered + ((<usize>place) << 3)));
}

export function addTo(sums: usize, cell: usize): void {
  for (let at: usize = 0; at < (<usize>width()) << 3; at += 8)
    store<f64>(sums + at, load<f64>(sums + at) + load<f64>(cell + at));
}
