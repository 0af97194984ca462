import { compiledLoops } from "./compiled-loops.ts";
import { kernelOf } from "./contiguous.ts";
import { fewRows, plainLoops } from "./plain-loops.ts";
import type { RowLoops } from "./row-loops.ts";

/** To work on the columns of so many rows. All loops give the same numbers, to the last bit. */
export const loopsFor = (columns: readonly Float64Array[], rows: number): RowLoops =>
  rows <= fewRows ? plainLoops : compiledLoops(kernelOf(columns));
