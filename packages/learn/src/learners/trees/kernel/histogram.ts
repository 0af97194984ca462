import type { BinnedTable, Bins } from "../bins/binning.ts";
import type { GatheredRows } from "../finders/gathered-rows.ts";
import { share } from "../team/team.ts";
import type { Kernel } from "./kernel.ts";

/** Cells a column: bins are bytes, that of missing values included. */
export const columnCells = 256;

/** Columns that share a word. */
export const wordColumns = 4;

/** The bins of four columns side by side in one word: `words[row * quads + quad]`, the first column in the low byte. */
export interface WordTable {
  readonly quads: number;
  readonly words: Uint32Array;
}

/** One look-up in memory gives four bins. */
export function wordTable({ rows, features, bins }: BinnedTable, kernel: Kernel): WordTable {
  const quads = Math.ceil(features.length / wordColumns);
  const words = kernel.words(quads * rows);
  const [from, to] = share(kernel.team, 0, rows);
  for (let column = 0; column < features.length; column++) {
    const quad = column >> 2;
    const shift = (column & 3) * 8;
    const first = column * rows;
    for (let row = from; row < to; row++) words[row * quads + quad]! |= bins[first + row]! << shift;
  }
  kernel.team.meet();
  return { quads, words };
}

/** Adds one column of a node to cells that begin at 0; `coarse` maps bins to cells where there are more than cells. */
export function addColumn(
  cells: Float64Array,
  width: number,
  bins: Bins,
  base: number,
  coarse: Uint8Array | null,
  { classes, values, rows, start, end }: GatheredRows,
  isGradient: boolean,
): void {
  const length = end - start;
  if (isGradient) {
    for (let place = 0; place < length; place++) {
      const bin = bins[base + rows[start + place]!]!;
      const cell = 2 * (coarse === null ? bin : coarse[bin]!);
      cells[cell]! += values[2 * place]!;
      cells[cell + 1]! += values[2 * place + 1]!;
    }
    return;
  }
  for (let place = 0; place < length; place++) {
    const bin = bins[base + rows[start + place]!]!;
    cells[(coarse === null ? bin : coarse[bin]!) * width + classes[place]!]! += values[place]!;
  }
}
