import { splitColumns } from "../histogram";
import { bestBin, bestColumn, replaceBin, takeColumn } from "./best";
import { splitCategory } from "./categories";
import { hasPairs, width } from "./cell-shape";
import { splitClasses } from "./classes";
import { binAt, columnAt, columnBins, isCategory } from "./columns";
import {
  cells,
  classCount,
  columns,
  columnsPerSplit,
  drawn,
  gathered,
  gatheredClasses,
  isWide,
  order,
} from "./job";
import { bestAt, cellCounts, nodeAt } from "./places";
import { drawBelow } from "./random";
import { mostSorted, splitSorted } from "./sorted";
import { evenCell, lastSpreadBin, spreadCell, spreadCells, spreadColumn, spreadNode } from "./spread";
import { splitTwoClasses } from "./two-classes";

/** Looks at `columnsPerSplit` columns drawn anew and, as long as none can be split, at further ones. */
export function findSplit(start: i32, count: i32): void {
  for (let place = 0; place < columns; place++) {
    if (place >= columnsPerSplit && bestColumn >= 0) return;
    if (columnsPerSplit < columns) drawColumn(place);
    const column = load<i32>(drawn + ((<usize>place) << 2));
    if (isCategory(column)) {
      addRows(column, false, start, count);
      if (splitCategory(columnBins(column))) takeColumn(column, true);
      clearCells(columnBins(column));
    } else if (count > mostSorted) splitCells(column, start, count);
    else if (splitSorted(column, start, count)) takeColumn(column, false);
  }
}

/** Moves a column drawn from those at `place` and after it to that place. */
export function drawColumn(place: i32): void {
  const one = drawn + ((<usize>place) << 2);
  const other = one + ((<usize>drawBelow(columns - place)) << 2);
  const kept = load<i32>(one);
  store<i32>(one, load<i32>(other));
  store<i32>(other, kept);
}

function splitCells(column: i32, start: i32, count: i32): void {
  const isSpread = columnBins(column) > spreadCells;
  addRows(column, isSpread, start, count);
  const bins = isSpread ? spreadCells : columnBins(column);
  store<i32>(cellCounts(), bins);
  let found: bool;
  if (classCount == 0) found = splitColumns(cells, cellCounts(), 1, nodeAt(), bestAt()) >= 0;
  else if (classCount == 2) found = splitTwoClasses(bins);
  else found = splitClasses(bins) != 0;
  clearCells(bins);
  if (!found) return;
  takeColumn(column, false);
  if (isSpread) replaceBin(lastSpreadBin(bestBin()));
}

function clearCells(bins: i32): void {
  memory.fill(cells, 0, <usize>(bins + 1) * ((<usize>width()) << 3));
}

function addRows(column: i32, isSpread: bool, start: i32, count: i32): void {
  const bins = columnAt(column);
  const rows = order + ((<usize>start) << 2);
  const end = rows + ((<usize>count) << 2);
  if (isSpread && classCount == 0) spreadColumn(columnBins(column));
  else if (isSpread) spreadNode(bins, columnBins(column), rows, end);
  if (!hasPairs()) addClasses(bins, isSpread, rows, end);
  else if (isSpread && classCount == 0) addEvenly(bins, rows, end);
  else if (isSpread) addSpread(bins, rows, end);
  else if (isWide) addPairs<u16>(bins, rows, end);
  else addPairs<u8>(bins, rows, end);
}

function addPairs<Bin>(bins: usize, rows: usize, end: usize): void {
  let from = gathered;
  for (let at = rows; at < end; at += 4) {
    const bin = <usize>load<Bin>(bins + <usize>load<u32>(at) * sizeof<Bin>());
    const cell = cells + (bin << 4);
    v128.store(cell, f64x2.add(v128.load(cell), v128.load(from)));
    from += 16;
  }
}

function addEvenly(bins: usize, rows: usize, end: usize): void {
  let from = gathered;
  for (let at = rows; at < end; at += 4) {
    const bin = <i32>load<u16>(bins + ((<usize>load<u32>(at)) << 1));
    const cell = cells + ((<usize>evenCell(bin)) << 4);
    v128.store(cell, f64x2.add(v128.load(cell), v128.load(from)));
    from += 16;
  }
}

function addSpread(bins: usize, rows: usize, end: usize): void {
  let from = gathered;
  for (let at = rows; at < end; at += 4) {
    const bin = <i32>load<u16>(bins + ((<usize>load<u32>(at)) << 1));
    const cell = cells + ((<usize>spreadCell(bin)) << 4);
    v128.store(cell, f64x2.add(v128.load(cell), v128.load(from)));
    from += 16;
  }
}

function addClasses(bins: usize, isSpread: bool, rows: usize, end: usize): void {
  const cellBytes = (<usize>width()) << 3;
  let from: usize = 0;
  for (let at = rows; at < end; at += 4) {
    const bin = binAt(bins, load<u32>(at));
    const own = <usize>(isSpread ? spreadCell(bin) : bin);
    const cell = cells + own * cellBytes + ((<usize>load<i32>(gatheredClasses + from)) << 3);
    store<f64>(cell, load<f64>(cell) + load<f64>(gathered + (from << 1)));
    from += 4;
  }
}
