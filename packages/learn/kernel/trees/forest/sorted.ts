import { bestColumn, bestScore, takeCut } from "./best";
import { width } from "./cell-shape";
import { addClass, classesScore } from "./classes";
import { binAt, columnAt, columnBins } from "./columns";
import { cutScore } from "./cut-score";
import { classCount, gathered, isWide, minRows, order, unit } from "./job";
import { keys, leftTotals, nodeAt, unsortedKeys } from "./places";

/** Nodes of up to so many rows are sorted by bin, which is faster than a walk over all cells, and cuts finer. */
export const mostSorted: i32 = 48;

/** Looks for a better cut of a numeric column of a node of few rows. True where there is one. */
export function splitSorted(column: i32, start: i32, count: i32): bool {
  const bins = columnAt(column);
  const rows = order + (<usize>start << 2);
  if (count == 2) return splitPair(column, binAt(bins, load<u32>(rows)), binAt(bins, load<u32>(rows, 4)));
  if (isWide) readKeys<u16>(bins, rows, count);
  else readKeys<u8>(bins, rows, count);
  sortKeys(count);
  if (binOf(0) == binOf(count - 1)) return false;
  const missing = columnBins(column);
  let there = count;
  while (binOf(there - 1) == missing) there--;
  let found = scan(missing, count, there, false);
  if (there < count) found = scan(missing, count, there, true) || found;
  return found;
}

/** Of two rows: all columns that part them do so equally well, so that the first one is the best. */
function splitPair(column: i32, first: i32, second: i32): bool {
  if (first == second || bestColumn >= 0) return false;
  store<i32>(keys(), (min(first, second) << 8) | <i32>(second < first));
  store<i32>(keys(), (max(first, second) << 8) | <i32>(first < second), 4);
  const missing = columnBins(column);
  return scan(missing, 2, max(first, second) == missing ? 1 : 2, false);
}

/** The bin in the high digits, the row's place in the node in the low ones. */
function readKeys<Bin>(bins: usize, rows: usize, count: i32): void {
  const into = unsortedKeys();
  for (let place = 0; place < count; place++) {
    const at = <usize>place << 2;
    const bin = <i32>load<Bin>(bins + <usize>load<u32>(rows + at) * sizeof<Bin>());
    store<i32>(into + at, (bin << 8) | place);
  }
  // Beyond the last: higher than any.
  v128.store(into + (<usize>count << 2), i32x4.splat(i32.MAX_VALUE));
}

/** Puts each key behind as many as are lower, which are counted four at a time: no branch is guessed wrongly. */
function sortKeys(count: i32): void {
  const first = unsortedKeys();
  const end = first + (<usize>count << 2);
  for (let at = first; at < end; at += 4) {
    const key = load<i32>(at);
    const four = i32x4.splat(key);
    let lower = 0;
    for (let other = first; other < end; other += 16) {
      lower += popcnt<i32>(i32x4.bitmask(i32x4.gt_s(four, v128.load(other))));
    }
    store<i32>(keys() + (<usize>lower << 2), key);
  }
}

function keyOf(place: i32): i32 {
  return load<i32>(keys() + (<usize>place << 2));
}

function binOf(place: i32): i32 {
  return keyOf(place) >> 8;
}

function scan(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  if (classCount == 0) return scanGradients(missing, count, there, missingFirst);
  if (classCount == 2) return scanTwoClasses(missing, count, there, missingFirst);
  return scanClasses(missing, count, there, missingFirst);
}

function scanGradients(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  return scanPairs(true, missing, count, there, missingFirst);
}

function scanTwoClasses(missing: i32, count: i32, there: i32, missingFirst: bool): bool {
  return scanPairs(false, missing, count, there, missingFirst);
}

/** Cuts are tried where the bin changes; see `splitColumns`. The last rows, from `there` on, are those of missing values. */
// @ts-ignore: decorator
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
        const cut = bin == missing ? missing - 1 : (previous + bin - 1) >> 1;
        takeCut(score, cut, there < count ? missingFirst : 2 * leftCount >= count);
        found = true;
      }
      previous = bin;
    }
    addClass(left, keyOf(place) & 255);
  }
  return found;
}
