/** The values that are there, in order, in an array of their own. */
export function presentValues(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

/** Mean and population deviation of the values that are there, in two passes; NaN where there is none. */
export function meanAndDeviation(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  let rest = 0;
  for (let row = 0; row < values.length; row++) {
    const distance = values[row]! - mean;
    if (Number.isNaN(distance)) continue;
    squares += distance * distance;
    rest += distance;
  }
  // What the rounded mean is off by is taken out again (Chan, Golub and LeVeque 1983).
  const variance = Math.max(0, (squares - (rest * rest) / count) / count);
  return { mean: mean + 0, deviation: Math.sqrt(variance) };
}

/** A deviation that rounding alone gives a constant column counts as none, as in scikit-learn. */
export const widthOrOne = (deviation: number, mean: number): number =>
  deviation <= 10 * Number.EPSILON * Math.abs(mean) ? 1 : deviation;

/** The values that are there, in rising order. */
export const sortedValues = (values: Float64Array): Float64Array => presentValues(values).sort();

/** A quantile of sorted values by linear interpolation: NumPy's default. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low + 0 : low + (high - low) * (at - below) + 0;
}

/** The most frequent value; of several the smallest. */
export function modeOf(sorted: Float64Array): number {
  let best = Number.NaN;
  let bestCount = 0;
  let start = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && sorted[at] === sorted[start]) continue;
    if (at - start > bestCount) {
      best = sorted[start]!;
      bestCount = at - start;
    }
    start = at;
  }
  return best + 0;
}
