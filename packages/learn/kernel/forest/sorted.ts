import { countOf, cutScore } from "./cut-score";
import { bestScore, takeCut } from "./best";
import { addClass, classesScore } from "./classes";
import { binAt, classCount, columnAt, columnBins, gathered, hasPairs, minRows, order, unit, width } from "./job";
import { keys, leftTotals, nodeAt } from "./places";

/** Nodes of up to so many rows are sorted by bin, which is faster than a walk over all cells, and cuts finer. */
export const mostSorted: i32 = 48;

/** Looks for a better cut of a numeric column of a node of few rows. True where there is one. */
export function splitSorted(column: i32, start: i32, count: i32): bool {
  const bins = columnAt(column);
  const rows = order + (<usize>start << 2);
  const first = keys();
  // The bin in the high digits, the row's place in the node in the low ones: sorted as they come, by insertion.
  for (let place = 0; place < count; place++) {
    const key = (binAt(bins, load<u32>(rows + (<usize>place << 2))) << 8) | place;
    let at = first + (<usize>place << 2);
    while (at > first && load<i32>(at - 4) > key) {
      store<i32>(at, load<i32>(at - 4));
      at -= 4;
    }
    store<i32>(at, key);
  }
  if (binOf(0) == binOf(count - 1)) return false;
  const missing = columnBins(column);
  let there = count;
  while (binOf(there - 1) == missing) there--;
  let found = scan(missing, count, there, false);
  if (there < count) found = scan(missing, count, there, true) || found;
  return found;
}

function keyOf(place: i32): i32 {
  return load<i32>(keys() + (<usize>place << 2));
}

function binOf(place: i32): i32 {
  return keyOf(place) >> 8;
}

function scan(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  if (classCount == 0) return scanGradients(missing, count, there, missingFirst);
  return hasPairs() ? scanTwoClasses(missing, count, there, missingFirst) : scanClasses(missing, count, there, missingFirst);
}

function scanGradients(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  return scanPairs(true, missing, count, there, missingFirst);
}

function scanTwoClasses(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  return scanPairs(false, missing, count, there, missingFirst);
}

/** Cuts are tried where the bin changes; see `splitColumns`. The last rows, from `there` on, are those of missing values. */
// @ts-expect-error: decorator
@inline
function scanPairs(isGradient: bool, missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  const sums = v128.load(nodeAt());
  let left = f64x2.splat(0);
  if (missingFirst) for (let place = there; place < count; place++) left = f64x2.add(left, pairOf(keyOf(place)));
  const before = missingFirst ? count - there : 0;
  const end = missingFirst ? there : count;
  let best = bestScore();
  let cut = -1;
  let lefts = 0;
  let previous = binOf(0);
  for (let place = 0; place < end; place++) {
    const key = keyOf(place);
    const bin = key >> 8;
    if (bin != previous) {
      const leftCount = before + place;
      if (count - leftCount < minRows) break;
      if (leftCount >= minRows) {
        const score = cutScore(isGradient, left, sums, unit);
        if (score > best) {
          best = score;
          cut = bin == missing ? missing - 1 : (previous + bin - 1) >> 1;
          lefts = leftCount;
        }
      }
      previous = bin;
    }
    left = f64x2.add(left, pairOf(key));
  }
  if (cut < 0) return false;
  takeCut(best, cut, there < count ? missingFirst : 2 * lefts >= count);
  return true;
}

function pairOf(key: i32): v128 {
  return v128.load(gathered + (<usize>(key & 255) << 4));
}

function scanClasses(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  const left = leftTotals(width());
  memory.fill(left, 0, <usize>width() << 3);
  if (missingFirst) for (let place = there; place < count; place++) addClass(left, keyOf(place) & 255);
  const before = missingFirst ? count - there : 0;
  const end = missingFirst ? there : count;
  let previous = binOf(0);
  let found = false;
  for (let place = 0; place < end; place++) {
    const bin = binOf(place);
    if (bin != previous) {
      const score = classesScore(left);
      if (score > bestScore()) {
        const leftCount = before + place;
        takeCut(score, bin == missing ? missing - 1 : (previous + bin - 1) >> 1, there < count ? missingFirst : 2 * leftCount >= count);
        found = true;
      }
      previous = bin;
    }
    addClass(left, keyOf(place) & 255);
  }
  return found;
}
