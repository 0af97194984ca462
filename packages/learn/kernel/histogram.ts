// AssemblyScript: sums rows into histograms of pairs of doubles and looks for the best cut of a column, two doubles at a
// time. A cell is 16 bytes: a sum, and weight × unit + count; a column has 256 cells. All arguments are addresses and sizes
// in the memory that the threads share; nothing is allocated here.

const cellBytes: usize = 16;
const columnBytes: usize = 256 * cellBytes;

/** Rows whose pairs and words stay in the cache while they are added, four columns after four columns. */
const blockRows: i32 = 512;

/**
 * Adds rows to the cells of four columns a word, from `firstQuad` to before `endQuad`. `words` holds `quads` words a row,
 * `packed` a pair a row; `gathered` is scratch memory for the pairs of a block.
 */
export function addRows(
  cells: usize,
  firstQuad: i32,
  endQuad: i32,
  words: usize,
  quads: i32,
  rows: usize,
  count: i32,
  packed: usize,
  gathered: usize,
): void {
  const pairs = gathered;
  const columns = gathered + <usize>blockRows * cellBytes;
  for (let start = 0; start < count; start += blockRows) {
    const length = min(count - start, blockRows);
    const block = rows + ((<usize>start) << 2);
    gatherPairs(packed, block, length, pairs);
    for (let quad = firstQuad; quad < endQuad; quad++) {
      gatherWords(words + ((<usize>quad) << 2), <usize>quads << 2, block, length, columns);
      addBlock(cells + <usize>quad * 4 * columnBytes, columns, length, pairs);
    }
  }
}

function gatherPairs(packed: usize, rows: usize, count: i32, into: usize): void {
  const end = rows + ((<usize>count) << 2);
  while (rows < end) {
    v128.store(into, v128.load(packed + ((<usize>load<u32>(rows)) << 4)));
    into += cellBytes;
    rows += 4;
  }
}

function gatherWords(words: usize, rowBytes: usize, rows: usize, count: i32, into: usize): void {
  const end = rows + ((<usize>count) << 2);
  while (rows < end) {
    store<u32>(into, load<u32>(words + <usize>load<u32>(rows) * rowBytes));
    into += 4;
    rows += 4;
  }
}

function addBlock(cells: usize, words: usize, count: i32, pairs: usize): void {
  const end = words + ((<usize>count) << 2);
  while (words < end) {
    const word = load<u32>(words);
    const pair = v128.load(pairs);
    // Each byte of the word times 16 is the offset of a cell.
    const a = cells + <usize>((word & 255) << 4);
    v128.store(a, f64x2.add(v128.load(a), pair));
    const b = cells + <usize>((word >>> 4) & 0xff0);
    v128.store(b, f64x2.add(v128.load(b, columnBytes), pair), columnBytes);
    const c = cells + <usize>((word >>> 12) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 2 * columnBytes), pair), 2 * columnBytes);
    const d = cells + <usize>((word >>> 20) & 0xff0);
    v128.store(d, f64x2.add(v128.load(d, 3 * columnBytes), pair), 3 * columnBytes);
    words += 4;
    pairs += cellBytes;
  }
}

/** Takes a child's cells from its parent's, in place: what is left is the other child's. */
export function subtractCells(parent: usize, child: usize, bytes: usize): void {
  const end = parent + bytes;
  while (parent < end) {
    v128.store(parent, f64x2.sub(v128.load(parent), v128.load(child)));
    parent += cellBytes;
    child += cellBytes;
  }
}

export function addCells(into: usize, from: usize, bytes: usize): void {
  const end = into + bytes;
  while (into < end) {
    v128.store(into, f64x2.add(v128.load(into), v128.load(from)));
    into += cellBytes;
    from += cellBytes;
  }
}

export function clearCells(cells: usize, bytes: usize): void {
  memory.fill(cells, 0, bytes);
}

/**
 * Looks for a better cut of a numeric column, with missing values on either side. `node` holds doubles: sum, weight,
 * count, unit, fewest rows, least weight, l2. `best` holds doubles: score, bin, left sum, left pair, whether missing
 * values go left. Gives 1 where `best` was bettered.
 */
export function splitColumn(cells: usize, bins: i32, node: usize, best: usize): i32 {
  const unit = load<f64>(node, 24);
  const missingPair = load<f64>(cells + ((<usize>bins) << 4), 8);
  const missingCount = missingPair - Math.floor(missingPair / unit) * unit;
  let found = scan(cells, bins, false, missingCount, node, best);
  if (missingCount > 0) found |= scan(cells, bins, true, missingCount, node, best);
  return found;
}

/**
 * Cuts are tried between bins that hold rows, and put half way between them. `missingFirst`: missing values are on the
 * left; otherwise they are on the right, where they may stand alone. A node without missing values would send them
 * where most of its rows go.
 */
function scan(cells: usize, bins: i32, missingFirst: bool, missingCount: f64, node: usize, best: usize): i32 {
  const sum = load<f64>(node);
  const weight = load<f64>(node, 8);
  const count = load<f64>(node, 16);
  const unit = load<f64>(node, 24);
  const minCount = load<f64>(node, 32);
  const minWeight = load<f64>(node, 40);
  const l2 = f64x2.splat(load<f64>(node, 48));
  const perUnit = 1.0 / unit;
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let left = missingFirst ? v128.load(cells + ((<usize>bins) << 4)) : f64x2.splat(0);
  let previous = -1;
  let bestScore = load<f64>(best);
  let bestBin = -1;
  let bestLeft = left;
  for (let bin = 0; bin <= end; bin++) {
    const cell = v128.load(cells + ((<usize>bin) << 4));
    if (f64x2.extract_lane(cell, 1) == 0) continue;
    if (previous >= 0) {
      const leftPair = f64x2.extract_lane(left, 1);
      const leftWeight = Math.floor(leftPair * perUnit);
      const leftCount = leftPair - leftWeight * unit;
      if (count - leftCount < minCount) break;
      const rightWeight = weight - leftWeight;
      if (leftCount >= minCount && leftWeight >= minWeight && rightWeight >= minWeight) {
        const leftSum = f64x2.extract_lane(left, 0);
        const sums = f64x2.replace_lane(f64x2.splat(leftSum), 1, sum - leftSum);
        const weights = f64x2.add(f64x2.replace_lane(f64x2.splat(leftWeight), 1, rightWeight), l2);
        const sides = f64x2.div(f64x2.mul(sums, sums), weights);
        const score = f64x2.extract_lane(sides, 0) + f64x2.extract_lane(sides, 1);
        if (score > bestScore) {
          bestScore = score;
          bestBin = bin == bins ? bins - 1 : (previous + bin - 1) >> 1;
          bestLeft = left;
        }
      }
    }
    left = f64x2.add(left, cell);
    previous = bin;
  }
  if (bestBin < 0) return 0;
  const pair = f64x2.extract_lane(bestLeft, 1);
  const leftCount = pair - Math.floor(pair * perUnit) * unit;
  store<f64>(best, bestScore);
  store<f64>(best, <f64>bestBin, 8);
  v128.store(best, bestLeft, 16);
  store<f64>(best, <f64>(missingCount > 0 ? missingFirst : leftCount * 2 >= count), 32);
  return 1;
}

/**
 * Packs pairs of doubles (sum, weight) in place, for `count` rows from number `row` on: the sum to a multiple of its unit,
 * the weight to a whole number times `unit`, plus 1. `by` holds how much each row counts, or is 0. A weight is rounded down
 * or up by where its row's place in a low-discrepancy sequence is (Weyl 1916), so that sums stay unbiased however small
 * the weights are. Writes the totals to `totals`.
 */
export function packPairs(
  pairs: usize,
  row: i32,
  count: i32,
  by: usize,
  sumScale: f64,
  weightScale: f64,
  unit: f64,
  totals: usize,
): void {
  const scales = f64x2.replace_lane(f64x2.splat(sumScale), 1, weightScale);
  const units = f64x2.replace_lane(f64x2.splat(1), 1, unit);
  const ones = f64x2.replace_lane(f64x2.splat(0), 1, 1);
  let total = f64x2.splat(0);
  for (let index = 0; index < count; index++) {
    const place = <f64>(<u32>(row + index) * 0x9e3779b1) * (1.0 / 4294967296.0);
    let pair = f64x2.mul(v128.load(pairs), scales);
    if (by != 0) pair = f64x2.mul(pair, f64x2.splat(load<f64>(by + ((<usize>index) << 3))));
    const rounded = f64x2.floor(f64x2.add(pair, f64x2.replace_lane(f64x2.splat(0.5), 1, place)));
    const packed = f64x2.add(f64x2.mul(rounded, units), ones);
    v128.store(pairs, packed);
    total = f64x2.add(total, packed);
    pairs += cellBytes;
  }
  v128.store(totals, total);
}

/**
 * Parts rows by their bin (a byte a row): those that go left from the front of `scratch`, the others from its back.
 * Gives how many go left. Both ends are written and one of them moves on, so that no branch is guessed wrongly half of the
 * time.
 */
export function partRows(
  bins: usize,
  rows: usize,
  count: i32,
  scratch: usize,
  last: i32,
  missing: i32,
  missingLeft: i32,
): i32 {
  const end = rows + ((<usize>count) << 2);
  let left = scratch;
  let right = scratch + ((<usize>count) << 2) - 4;
  while (rows < end) {
    const row = load<u32>(rows);
    const bin = <i32>load<u8>(bins + <usize>row);
    // By the signs of differences: bin <= last, or bin is that of missing values, the highest.
    const goesLeft = ((bin - last - 1) >>> 31) | (missingLeft & ((missing - bin - 1) >>> 31));
    store<u32>(left, row);
    store<u32>(right, row);
    left += <usize>(goesLeft << 2);
    right -= <usize>((1 - goesLeft) << 2);
    rows += 4;
  }
  return <i32>((left - scratch) >> 2);
}

/** Copies the lefts, and the rights in their old order, from scratch memory to where they belong. */
export function placeRows(scratch: usize, lefts: i32, count: i32, leftTo: usize, rightTo: usize): void {
  memory.copy(leftTo, scratch, (<usize>lefts) << 2);
  let from = scratch + ((<usize>count) << 2) - 4;
  const end = scratch + ((<usize>lefts) << 2);
  while (from >= end) {
    store<u32>(rightTo, load<u32>(from));
    from -= 4;
    rightTo += 4;
  }
}
