/**
 * The costs as the surrogate sees them: counted from their median in quartile distances, a power transform (Yeo and
 * Johnson 2000) whose exponent is the likeliest under a normal distribution, then standardised. Order is kept. So neither
 * a ruinous trial nor a long tail hides what the good ones have to tell.
 */
export function warpCosts(costs: readonly number[]): Float64Array {
  const robust = centred(costs);
  let best = { likelihood: -Infinity, values: robust };
  for (const power of powers) {
    const values = robust.map((value) => yeoJohnson(value, power));
    const likelihood = normalLikelihood(values, robust, power);
    if (likelihood > best.likelihood) best = { likelihood, values };
  }
  return standardised(best.values);
}

const powers: readonly number[] = Array.from({ length: 41 }, (_, at) => (at - 30) / 10);

/** By the quartiles, which single costs cannot move; by the deviation where half of the costs are equal. */
function centred(costs: readonly number[]): Float64Array {
  const sorted = Float64Array.from(costs).sort();
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const median = quantile(0.5);
  const distance = quantile(0.75) - quantile(0.25);
  return distance > 0
    ? sorted.map((_, at) => (costs[at]! - median) / distance)
    : standardised(Float64Array.from(costs));
}

function yeoJohnson(value: number, power: number): number {
  if (value >= 0) return Math.abs(power) < 1e-9 ? Math.log1p(value) : ((value + 1) ** power - 1) / power;
  const other = 2 - power;
  return Math.abs(other) < 1e-9 ? -Math.log1p(-value) : -((1 - value) ** other - 1) / other;
}

function normalLikelihood(values: Float64Array, before: Float64Array, power: number): number {
  const { variance } = momentsOf(values);
  const jacobian = before.reduce((sum, value) => sum + Math.sign(value) * Math.log1p(Math.abs(value)), 0);
  return (power - 1) * jacobian - (values.length / 2) * Math.log(Math.max(variance, 1e-300));
}

function standardised(values: Float64Array): Float64Array {
  const { mean, variance } = momentsOf(values);
  const deviation = Math.sqrt(variance) || 1;
  return values.map((value) => (value - mean) / deviation);
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}
