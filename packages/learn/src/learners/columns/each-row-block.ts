import { type ColumnKernel, roomFor, scratchKernel } from "./column-kernel.ts";

/** Copies of some rows of columns, where compiled loops read and write them. */
export interface RowBlock {
  readonly kernel: ColumnKernel;
  readonly start: number;
  readonly count: number;
  /** Where the columns begin. */
  readonly places: Uint32Array;
  /** So many doubles a row as were asked for, `most` rows of the first, then of the next. */
  readonly work: Float64Array;
  readonly most: number;
  /** So many doubles as were asked for: 0 at first, and the same for all blocks. */
  readonly sums: Float64Array;
}

/** Doubles of a block: few enough that they stay in the processor's cache. */
const blockDoubles = 2 ** 15;
const mostRows = 1024;
const fewestRows = 8;

/** Visits all rows, some at a time, and gives the sums. A visit may not begin another. */
export function eachRowBlock(
  columns: readonly Float64Array[],
  rows: number,
  { perRow, sums: length }: { readonly perRow: number; readonly sums: number },
  visit: (block: RowBlock) => void,
): Float64Array {
  const fitting = blockDoubles / (columns.length + perRow + 1);
  const most = Math.min(mostRows, Math.max(fewestRows, Math.floor(fitting / fewestRows) * fewestRows));
  const lengths = [most * perRow, length, ...columns.map(() => most)];
  const kernel = scratchKernel(roomFor(lengths));
  const [work, sums, ...copies] = kernel.arrays(...lengths) as [Float64Array, Float64Array, ...Float64Array[]];
  const places = Uint32Array.from(copies, ({ byteOffset }) => byteOffset);
  sums.fill(0);
  for (let start = 0; start < rows; start += most) {
    const count = Math.min(most, rows - start);
    for (let at = 0; at < columns.length; at++) copies[at]!.set(columns[at]!.subarray(start, start + count));
    visit({ kernel, start, count, places, work, most, sums });
  }
  return sums.slice();
}
