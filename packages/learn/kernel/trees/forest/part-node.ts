import { binAt, columnAt, columnBins, isCategory } from "./columns";
import { foundSets, isWide, order, scratch } from "./job";

/** Puts the rows that go left before the others, each side in its old order. Gives how many go left. */
export function partNode(column: i32, cut: i32, missingLeft: i32, start: i32, count: i32): i32 {
  const rows = order + ((<usize>start) << 2);
  const end = rows + ((<usize>count) << 2);
  const bins = columnAt(column);
  let left: usize;
  if (isCategory(column)) left = partBySet(bins, rows, end, foundSets + ((<usize>cut) << 5));
  else if (isWide) left = partByCut<u16>(bins, rows, end, cut, columnBins(column), missingLeft);
  else left = partByCut<u8>(bins, rows, end, cut, columnBins(column), missingLeft);
  const rights = end - left;
  if (rights <= 64) {
    for (let from = scratch; left < end; left += 4, from += 4) store<u32>(left, load<u32>(from));
  } else memory.copy(left, scratch, rights);
  return count - <i32>(rights >> 2);
}

/** Lefts move to the front, rights to scratch memory: both are written and one moves on, so that no branch is guessed wrongly. */
function partByCut<Bin>(bins: usize, rows: usize, end: usize, cut: i32, missing: i32, missingLeft: i32): usize {
  let left = rows;
  let right = scratch;
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at);
    const bin = <i32>load<Bin>(bins + <usize>row * sizeof<Bin>());
    const goesLeft = ((bin - cut - 1) >>> 31) | (missingLeft & ((missing - bin - 1) >>> 31));
    store<u32>(left, row);
    store<u32>(right, row);
    left += <usize>(goesLeft << 2);
    right += <usize>((1 - goesLeft) << 2);
  }
  return left;
}

function partBySet(bins: usize, rows: usize, end: usize, set: usize): usize {
  let left = rows;
  let right = scratch;
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at);
    const goesLeft = hasBit(set, binAt(bins, row));
    store<u32>(left, row);
    store<u32>(right, row);
    left += <usize>(goesLeft << 2);
    right += <usize>((1 - goesLeft) << 2);
  }
  return left;
}

/** 1 where the bin goes left. */
export function hasBit(set: usize, bin: i32): i32 {
  return <i32>((load<u32>(set + ((<usize>(bin >> 5)) << 2)) >>> (bin & 31)) & 1);
}

export function setBit(set: usize, bin: i32): void {
  const word = set + ((<usize>(bin >> 5)) << 2);
  store<u32>(word, load<u32>(word) | (1 << (bin & 31)));
}

export function clearBit(set: usize, bin: i32): void {
  const word = set + ((<usize>(bin >> 5)) << 2);
  store<u32>(word, load<u32>(word) & ~(1 << (bin & 31)));
}
