/** What a surrogate expects at a point, in the unit of the costs. */
export interface Expectation {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The logarithm of how much a point is expected to be below `best` (Jones et al. 1998), exact also where the improvement
 * itself is below the smallest number (Ament et al. 2023). -Infinity where nothing can be gained.
 */
export function logExpectedImprovement({ mean, deviation }: Expectation, best: number): number {
  const gain = best - mean;
  if (deviation <= 0) return gain > 0 ? Math.log(gain) : -Infinity;
  return Math.log(deviation) + logGain(gain / deviation);
}

const logRootTwoPi = 0.918_938_533_204_672_8;

/** log(φ(z) + z Φ(z)) */
function logGain(z: number): number {
  if (z > 8) return Math.log(z);
  const logDensity = -z * z * 0.5 - logRootTwoPi;
  if (z < -2) return logDensity + Math.log(1 + z * millsRatio(-z));
  const density = Math.exp(logDensity);
  return Math.log(density + z * (0.5 + density * oddSeries(z)));
}

/** Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …) (Marsaglia 2004) */
function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** (1 - Φ(x)) / φ(x) for x ≥ 2, by Laplace's continued fraction. */
function millsRatio(x: number): number {
  let tail = x;
  for (let depth = Math.ceil(10 + 200 / (x * x)); depth > 0; depth--) tail = x + depth / tail;
  return 1 / tail;
}
