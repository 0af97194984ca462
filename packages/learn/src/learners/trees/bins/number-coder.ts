/** Cells of an even grid over the thresholds, each of which knows the few thresholds inside it. */
const mostCells = 1024;
const cellsPerThreshold = 4;

/** The code of a value. */
export type NumberCoder = (value: number) => number;

/**
 * Gives how many of the thresholds (ascending) are below a value, and one more than there are for a missing value.
 * The grid leaves a search among the thresholds of one cell, mostly none or one, where a search among all would wait
 * for a guessed branch at each halving.
 */
export function numberCoder(thresholds: Float64Array): NumberCoder {
  const count = thresholds.length;
  if (count === 0) return (value) => Number(Number.isNaN(value));
  const lowest = thresholds[0]!;
  const highest = thresholds[count - 1]!;
  const cells = Math.min(mostCells, cellsPerThreshold * count);
  // Where the range overflows the scale is 0, and all thresholds are in one cell.
  const scale = highest > lowest ? (cells - 1) / (highest - lowest) : 0;
  const firstOf = firstThresholds(thresholds, lowest, scale, cells);
  return (value) => {
    if (value <= lowest) return 0;
    if (value > highest) return count;
    if (Number.isNaN(value)) return count + 1;
    const cell = ((value - lowest) * scale) | 0;
    let low = firstOf[cell]!;
    let high = firstOf[cell + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= thresholds[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** By cell: how many thresholds are in the cells before it. The cell of a number never falls as the number rises. */
function firstThresholds(thresholds: Float64Array, lowest: number, scale: number, cells: number): Int32Array {
  const first = new Int32Array(cells + 1);
  for (const threshold of thresholds) first[(((threshold - lowest) * scale) | 0) + 1]! += 1;
  for (let cell = 0; cell < cells; cell++) first[cell + 1]! += first[cell]!;
  return first;
}
