// AssemblyScript: sums rows into histograms of pairs of doubles and looks for the best cut of a column, two doubles at a
// time. A cell is 16 bytes: a sum, and weight × unit + count; a column has 256 cells. All arguments are addresses and sizes
// in the memory that the threads share; nothing is allocated here.

const cellBytes: usize = 16;
const columnBytes: usize = 256 * cellBytes;

/** Rows whose pairs and words stay in the cache while they are added, four columns after four columns. */
const blockRows: i32 = 512;

/**
 * Sums rows into the cells of the columns from `firstColumn` to before `endColumn`, both even. `words` holds `quads` words
 * a row with four columns each, `packed` a pair a row; `gathered` is scratch memory for the pairs and words of a block.
 */
export function sumRows(
  cells: usize,
  firstColumn: i32,
  endColumn: i32,
  words: usize,
  quads: i32,
  rows: usize,
  count: i32,
  packed: usize,
  gathered: usize,
): void {
  const pairs = gathered;
  const columns = gathered + <usize>blockRows * cellBytes;
  for (let start = 0; start == 0 || start < count; start += blockRows) {
    const length = min(count - start, blockRows);
    const block = rows + ((<usize>start) << 2);
    gatherPairs(packed, block, length, pairs);
    for (let column = firstColumn; column < endColumn; ) {
      const quad = column >> 2;
      const end = min((quad + 1) << 2, endColumn);
      const from = cells + <usize>column * columnBytes;
      // Here, so that the cells are in the cache when the first block is added.
      if (start == 0) memory.fill(from, 0, <usize>(end - column) * columnBytes);
      gatherWords(words + ((<usize>quad) << 2), <usize>quads << 2, block, length, columns);
      if (end - column > 2) addFour(from, columns, length, pairs);
      else addTwo(from, columns, length, pairs, (column & 2) << 3);
      column = end;
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

function addFour(cells: usize, words: usize, count: i32, pairs: usize): void {
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

/** The two columns of which the bins are `shift` bits up in the words. */
function addTwo(cells: usize, words: usize, count: i32, pairs: usize, shift: u32): void {
  const end = words + ((<usize>count) << 2);
  while (words < end) {
    const word = load<u32>(words) >>> shift;
    const pair = v128.load(pairs);
    const a = cells + <usize>((word & 255) << 4);
    v128.store(a, f64x2.add(v128.load(a), pair));
    const b = cells + <usize>((word >>> 4) & 0xff0);
    v128.store(b, f64x2.add(v128.load(b, columnBytes), pair), columnBytes);
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
 * Looks for a better cut of numeric columns that follow each other, with missing values on either side. `bins` holds their
 * counts of bins, as integers. `node` holds doubles: sum, weight, count, unit, fewest rows, least weight, l2. `best` holds
 * doubles: score, bin, left sum, left pair, whether missing values go left. Gives the place of the column by which `best`
 * was bettered last, or -1.
 */
export function splitColumns(cells: usize, bins: usize, columns: i32, node: usize, best: usize): i32 {
  const unit = load<f64>(node, 24);
  let found = -1;
  for (let column = 0; column < columns; column++) {
    const count = load<i32>(bins + ((<usize>column) << 2));
    const missingPair = load<f64>(cells + ((<usize>count) << 4), 8);
    const missingCount = missingPair - Math.floor(missingPair / unit) * unit;
    if (scan(cells, count, false, missingCount, node, best)) found = column;
    if (missingCount > 0 && scan(cells, count, true, missingCount, node, best)) found = column;
    cells += columnBytes;
  }
  return found;
}

/**
 * Cuts are put half way between bins that hold rows. `missingFirst`: missing values are on the left; otherwise they are on
 * the right, where they may stand alone. A node without missing values would send them where most of its rows go.
 * Two cuts are scored at a time; one behind an empty bin scores as that before it, and so never is the better one.
 */
function scan(cells: usize, bins: i32, missingFirst: bool, missingCount: f64, node: usize, best: usize): bool {
  const count = load<f64>(node, 16);
  const unit = load<f64>(node, 24);
  const minCount = f64x2.splat(load<f64>(node, 32));
  const minWeight = f64x2.splat(load<f64>(node, 40));
  const sums = f64x2.splat(load<f64>(node));
  const weights = f64x2.splat(load<f64>(node, 8));
  const counts = f64x2.splat(count);
  const units = f64x2.splat(unit);
  const perUnit = f64x2.splat(1.0 / unit);
  const l2 = f64x2.splat(load<f64>(node, 48));
  const end = !missingFirst && missingCount > 0 ? bins : bins - 1;
  let left = missingFirst ? v128.load(cells + ((<usize>bins) << 4)) : f64x2.splat(0);
  let bestScore = load<f64>(best);
  let bestBin = -1;
  let bestLeft = left;
  for (let bin = nextFilled(cells, 0); bin < end; bin += 2) {
    const cell = cells + ((<usize>bin) << 4);
    const first = f64x2.add(left, v128.load(cell));
    const second = f64x2.add(first, v128.load(cell, cellBytes));
    left = second;
    const leftPairs = v128.shuffle<f64>(first, second, 1, 3);
    const leftWeights = f64x2.floor(f64x2.mul(leftPairs, perUnit));
    const leftCounts = f64x2.sub(leftPairs, f64x2.mul(leftWeights, units));
    const enoughRight = f64x2.ge(f64x2.sub(counts, leftCounts), minCount);
    if (!v128.any_true(enoughRight)) break;
    const rightWeights = f64x2.sub(weights, leftWeights);
    const leftSums = v128.shuffle<f64>(first, second, 0, 2);
    const rightSums = f64x2.sub(sums, leftSums);
    const scores = f64x2.add(
      f64x2.div(f64x2.mul(leftSums, leftSums), f64x2.add(leftWeights, l2)),
      f64x2.div(f64x2.mul(rightSums, rightSums), f64x2.add(rightWeights, l2)),
    );
    const enoughLeft = v128.and(f64x2.ge(leftCounts, minCount), f64x2.ge(leftWeights, minWeight));
    const enough = v128.and(v128.and(enoughLeft, enoughRight), f64x2.ge(rightWeights, minWeight));
    const better = v128.and(enough, f64x2.gt(scores, f64x2.splat(bestScore)));
    if (!v128.any_true(better)) continue;
    if (i64x2.extract_lane(better, 0) != 0) {
      bestScore = f64x2.extract_lane(scores, 0);
      bestBin = bin;
      bestLeft = first;
    }
    if (i64x2.extract_lane(better, 1) != 0 && f64x2.extract_lane(scores, 1) > bestScore) {
      bestScore = f64x2.extract_lane(scores, 1);
      bestBin = bin + 1;
      bestLeft = second;
    }
  }
  if (bestBin < 0) return false;
  const next = nextFilled(cells, bestBin + 1);
  const pair = f64x2.extract_lane(bestLeft, 1);
  const leftCount = pair - Math.floor(pair / unit) * unit;
  store<f64>(best, bestScore);
  store<f64>(best, <f64>(next == bins ? bins - 1 : (bestBin + next - 1) >> 1), 8);
  v128.store(best, bestLeft, 16);
  store<f64>(best, <f64>(missingCount > 0 ? missingFirst : leftCount * 2 >= count), 32);
  return true;
}

/** The first bin from `bin` on that holds rows; there is one. */
function nextFilled(cells: usize, bin: i32): i32 {
  while (load<f64>(cells + ((<usize>bin) << 4), 8) == 0) bin++;
  return bin;
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
