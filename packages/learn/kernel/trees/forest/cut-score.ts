// A pair of doubles is (sum, weight × unit + count), or the same of two classes: (weight × unit + count of the first, that of the
// second). Functions with `isGradient` are made twice, so that nothing is asked a row.

/** The count of rows in a pair. */
// @ts-ignore: decorator
@inline
export function countOf(isGradient: bool, pair: v128, unit: f64): f64 {
  const perUnit = 1.0 / unit;
  if (isGradient) {
    const packed = f64x2.extract_lane(pair, 1);
    return packed - Math.floor(packed * perUnit) * unit;
  }
  const packed = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
  return packed - Math.floor(packed * perUnit) * unit;
}

/** What both sides save; negative infinity where one weighs too little. `totals` are those of the node, the weights without counts. */
// @ts-ignore: decorator
@inline
export function cutScore(isGradient: bool, left: v128, totals: v128, unit: f64): f64 {
  const perUnit = 1.0 / unit;
  if (isGradient) {
    const leftWeight = Math.floor(f64x2.extract_lane(left, 1) * perUnit);
    const rightWeight = f64x2.extract_lane(totals, 1) - leftWeight;
    if (leftWeight < 1 || rightWeight < 1) return -Infinity;
    const leftSum = f64x2.extract_lane(left, 0);
    const sums = f64x2.replace_lane(f64x2.splat(leftSum), 1, f64x2.extract_lane(totals, 0) - leftSum);
    const weights = f64x2.replace_lane(f64x2.splat(leftWeight), 1, rightWeight);
    const sides = f64x2.div(f64x2.mul(sums, sums), weights);
    return f64x2.extract_lane(sides, 0) + f64x2.extract_lane(sides, 1);
  }
  const here = f64x2.floor(f64x2.mul(left, f64x2.splat(perUnit)));
  const there = f64x2.sub(totals, here);
  const weights = pairSums(here, there);
  if (f64x2.extract_lane(weights, 0) < 1 || f64x2.extract_lane(weights, 1) < 1) return -Infinity;
  const sides = f64x2.div(pairSums(f64x2.mul(here, here), f64x2.mul(there, there)), weights);
  return f64x2.extract_lane(sides, 0) + f64x2.extract_lane(sides, 1);
}

// @ts-ignore: decorator
@inline
function pairSums(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}
