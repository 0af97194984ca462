/** Σ weight × value / Σ weight. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    sum += weights[row]! * values[row]!;
    total += weights[row]!;
  }
  return sum / total;
}

/** Σ weight × (value - mean)² / Σ weight. */
export function weightedVariance(values: Float64Array, weights: Float64Array): number {
  const mean = weightedMean(values, weights);
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    sum += weights[row]! * (values[row]! - mean) ** 2;
    total += weights[row]!;
  }
  return sum / total;
}

/** Places of the values, ascending. */
export const ascendingOrder = (values: Float64Array): Int32Array =>
  Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);

/** The quantile of the values with each repeated as often as its weight says, linear between two neighbours as numpy's. */
export function weightedQuantile(
  values: Float64Array,
  order: Int32Array,
  weights: Float64Array,
  share: number,
): number {
  let total = 0;
  for (let row = 0; row < weights.length; row++) total += weights[row]!;
  const place = share * (total - 1);
  const below = Math.floor(place);
  let passed = 0;
  for (let at = 0; at < order.length; at++) {
    passed += weights[order[at]!]!;
    if (passed <= below) continue;
    const low = values[order[at]!]!;
    if (passed > below + 1) return low;
    let next = at + 1;
    while (next < order.length && weights[order[next]!] === 0) next++;
    const high = next < order.length ? values[order[next]!]! : low;
    // numpy's form for the middle: the mean of both.
    return place - below === 0.5 ? low / 2 + high / 2 : low + (high - low) * (place - below);
  }
  return Number.NaN;
}
