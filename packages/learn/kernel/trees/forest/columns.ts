import { binCounts, bins, categories, isWide, rows } from "./job";

export function columnBins(column: i32): i32 {
  return load<i32>(binCounts + ((<usize>column) << 2));
}

/** The bin of the first row of a column. */
export function columnAt(column: i32): usize {
  return bins + ((<usize>column * <usize>rows) << (isWide ? 1 : 0));
}

export function isCategory(column: i32): bool {
  return load<u8>(categories + <usize>column) != 0;
}

export function binAt(column: usize, row: u32): i32 {
  return isWide ? <i32>load<u16>(column + ((<usize>row) << 1)) : <i32>load<u8>(column + <usize>row);
}
