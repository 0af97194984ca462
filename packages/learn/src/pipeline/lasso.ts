const mostSweeps = 10_000;
const tolerance = 1e-9;

/**
 * The weights that minimise (1 / 2n) |y - Xw|² + alpha |w|₁, by coordinate descent (Friedman, Hastie and Tibshirani 2010).
 * Takes the Gram matrix XᵀX / n (columns standardised, so with a diagonal of 1, or 0 where constant) and Xᵀy / n.
 */
export function lassoWeights(gram: readonly Float64Array[], moments: Float64Array, alpha: number): Float64Array {
  const weights = new Float64Array(moments.length);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let largest = 0;
    for (let at = 0; at < weights.length; at++) {
      const row = gram[at]!;
      const own = row[at]!;
      if (own === 0) continue;
      let rest = moments[at]!;
      for (let other = 0; other < weights.length; other++) if (other !== at) rest -= row[other]! * weights[other]!;
      const updated = (Math.sign(rest) * Math.max(0, Math.abs(rest) - alpha)) / own;
      largest = Math.max(largest, Math.abs(updated - weights[at]!));
      weights[at] = updated;
    }
    if (largest < tolerance) break;
  }
  return weights;
}

/** XᵀX / n of columns without missing values. */
export function gramMatrix(columns: readonly Float64Array[]): readonly Float64Array[] {
  const gram = columns.map(() => new Float64Array(columns.length));
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i]![j] = meanProduct(columns[i]!, columns[j]!);
      gram[j]![i] = gram[i]![j]!;
    }
  }
  return gram;
}

export function meanProduct(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < left.length; row++) sum += left[row]! * right[row]!;
  return sum / left.length;
}
