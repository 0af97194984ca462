import type { Bins } from "../../../../src/learners/trees/bins/binning.ts";
import type { GatheredRows } from "./gathered-rows.ts";

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
