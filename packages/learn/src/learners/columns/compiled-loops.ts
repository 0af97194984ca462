import { addColumns } from "./add-columns.ts";
import { type ColumnKernel, roomFor, scratchKernel } from "./column-kernel.ts";
import { farthestDeviation, type RowLoops } from "./row-loops.ts";

/** Rows of a block: what they take of four columns stays in the cache. */
const blockRows = 4096;
/** The sums, their shares, and four columns' values. */
export const loopLengths: readonly number[] = [blockRows, 2 * blockRows, blockRows, blockRows, blockRows, blockRows];

/** Reads columns that lie in the kernel's memory in place, and copies a block of others at a time. */
export function compiledLoops(kernel: ColumnKernel = scratchKernel(roomFor(loopLengths))): RowLoops {
  const [sums, shares, ...slots] = kernel.arrays(...loopLengths) as [Float64Array, Float64Array, ...Float64Array[]];
  const own = sums.buffer;
  const sumsAt = sums.byteOffset;
  const places = new Uint32Array(slots.length);

  const placeOf = (column: Float64Array, slot: number, start: number, count: number): number => {
    if (column.buffer === own) return column.byteOffset + 8 * start;
    slots[slot]!.set(column.subarray(start, start + count));
    return slots[slot]!.byteOffset;
  };

  return {
    most: blockRows,
    sums,
    shares,
    weigh: (columns, weights, intercept, start, count) => {
      sums.fill(intercept, 0, count);
      for (let first = 0; first < columns.length; first += places.length) {
        const width = Math.min(places.length, columns.length - first);
        for (let at = 0; at < width; at++) places[at] = placeOf(columns[first + at]!, at, start, count);
        addColumns(kernel, sumsAt, places, width, weights, first, count);
      }
    },
    addLikelihoods: (columns, normals, prior, start, count) => {
      sums.fill(prior, 0, count);
      normals.forEach(({ mean, deviation, logDeviation }, at) => {
        const place = placeOf(columns[at]!, 0, start, count);
        kernel.takeNormal(sumsAt, place, mean, deviation, logDeviation, farthestDeviation, count);
      });
    },
    share: (slope, intercept, count) => kernel.writeShares(sumsAt, slope, intercept, shares.byteOffset, count),
    raise: (count) => kernel.exponentialsOf(sumsAt, count),
  };
}
