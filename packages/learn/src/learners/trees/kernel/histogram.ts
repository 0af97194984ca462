import type { BinnedTable } from "../bins/binning.ts";
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
