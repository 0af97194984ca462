// A column of more bins than a histogram has cells: bins are spread over 255 cells. Of classes, what lies between a node's
// lowest and highest bin is spread anew, so that deep nodes are cut finer than shallow ones; and the cells at both ends are the
// finest, a bin each: where a column says nothing, the best cut by chance takes a few rows off an end, which leaves the others
// together for a column that says more. Of numbers, cells are the same for all nodes, and all of one size: there the few rows at an
// end are mostly those of extreme targets, and a mean of few such rows is a bad guess (bench/README.md has the figures of both).

/** Without that of missing values, which is the one after them. */
export const spreadCells: i32 = 255;

let lowest: i32 = 0;
let highest: i32 = 0;
/** Bins at either end that stand in fine cells, a power of two; and how many cells these are. */
let rim: i32 = 0;
let rimCells: i32 = 0;
/** Cells a bin between the rims, in units of 2^-16. */
let scale: u32 = 0;
let missing: i32 = 0;

/** Spreads all bins of a column evenly; that of missing values is `missing`. */
export function spreadColumn(missingBin: i32): void {
  missing = missingBin;
  lowest = 0;
  highest = missing - 1;
  rim = 0;
  rimCells = 0;
  scale = (<u32>spreadCells << 16) / <u32>missing;
}

/** Spreads those bins, of two bytes, that a node's rows hold. */
export function spreadNode(bins: usize, missingBin: i32, rows: usize, end: usize): void {
  missing = missingBin;
  lowest = missing;
  highest = 0;
  for (let at = rows; at < end; at += 4) {
    const bin = <i32>load<u16>(bins + ((<usize>load<u32>(at)) << 1));
    lowest = min(lowest, bin);
    highest = max(highest, select(0, bin, bin == missing));
  }
  lowest = min(lowest, highest);
  const span = highest - lowest + 1;
  if (span <= spreadCells) {
    rim = 0;
    rimCells = 0;
    scale = 1 << 16;
    return;
  }
  // Between a 128th and a 64th of the span, where that is not less than what has cells of its own.
  rim = max(16, 1 << (32 - clz<i32>((span - 1) >> 7)));
  rimCells = rimCell(rim);
  scale = (<u32>(spreadCells - 2 * rimCells) << 16) / <u32>(span - 2 * rim);
}

/** Without a branch. */
// @ts-ignore: decorator
@inline
export function spreadCell(bin: i32): i32 {
  const below = bin - lowest;
  const above = highest - bin;
  const near = min(below, above);
  const inner = rimCells + <i32>((<u32>(below - rim) * scale) >> 16);
  const outer = rimCell(near);
  const cell = select(select(outer, spreadCells - 1 - outer, below < above), inner, near < rim);
  return select(spreadCells, cell, bin == missing);
}

/** The same where all cells are of one size. */
// @ts-ignore: decorator
@inline
export function evenCell(bin: i32): i32 {
  return select(spreadCells, <i32>((<u32>bin * scale) >> 16), bin == missing);
}

/** The last bin of a cell, at either end or between. */
export function lastSpreadBin(cell: i32): i32 {
  // Only missing values are to the right.
  if (cell == spreadCells - 1) return missing - 1;
  if (cell < rimCells) return lowest + firstOfRim(cell + 1) - 1;
  const mirrored = spreadCells - 1 - cell;
  if (mirrored < rimCells) return highest - firstOfRim(mirrored);
  const last = lowest + rim + <i32>(((<u32>(cell - rimCells + 1) << 16) + scale - 1) / scale) - 1;
  return min(last, highest - rim);
}

/** By the distance from an end: sixteen cells of a bin, eight of two, eight of four, and so on. */
// @ts-ignore: decorator
@inline
function rimCell(distance: i32): i32 {
  const halvings = max(28 - clz<i32>(distance), 0);
  return (halvings << 3) + (distance >> halvings);
}

function firstOfRim(cell: i32): i32 {
  const halvings = max((cell >> 3) - 1, 0);
  return (cell - (halvings << 3)) << halvings;
}
