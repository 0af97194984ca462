/** Cells of an even grid over the thresholds, each of which knows the few thresholds inside it. */
const gridCells = 1024;

/**
 * Writes for each value how many thresholds (ascending) are below it, and one more than there are for a missing value.
 * The grid leaves a search among the thresholds of one cell, mostly none or one, where a search among all would wait
 * for a guessed branch at each halving.
 */
export function fillNumbers(values: Float64Array, thresholds: Float64Array, bins: Uint8Array | Uint16Array): void {
  const count = thresholds.length;
  if (count === 0) {
    fillWithout(values, bins);
    return;
  }
  const lowest = thresholds[0]!;
  const highest = thresholds[count - 1]!;
  // Where the range overflows the scale is 0, and all thresholds are in one cell.
  const scale = highest > lowest ? (gridCells - 1) / (highest - lowest) : 0;
  const firstOf = firstThresholds(thresholds, lowest, scale);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value <= lowest) bins[row] = 0;
    else if (value > highest) bins[row] = count;
    else if (Number.isNaN(value)) bins[row] = count + 1;
    else {
      const cell = ((value - lowest) * scale) | 0;
      let low = firstOf[cell]!;
      let high = firstOf[cell + 1]!;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (value <= thresholds[middle]!) high = middle;
        else low = middle + 1;
      }
      bins[row] = low;
    }
  }
}

/** By cell: how many thresholds are in the cells before it. The cell of a number never falls as the number rises. */
function firstThresholds(thresholds: Float64Array, lowest: number, scale: number): Int32Array {
  const first = new Int32Array(gridCells + 1);
  for (const threshold of thresholds) first[(((threshold - lowest) * scale) | 0) + 1]! += 1;
  for (let cell = 0; cell < gridCells; cell++) first[cell + 1]! += first[cell]!;
  return first;
}

/** Without thresholds all values share a bin. */
function fillWithout(values: Float64Array, bins: Uint8Array | Uint16Array): void {
  for (let row = 0; row < values.length; row++) bins[row] = Number.isNaN(values[row]!) ? 1 : 0;
}
