import { durbinMatrix } from "./durbin-matrix.ts";
import { pelzGood } from "./pelz-good.ts";

/**
 * P(Dₙ ≥ d) for the two-sided Kolmogorov–Smirnov statistic of one sample of n values. Which form is summed where follows
 * Simard and L'Ecuyer (2011), as scipy's `kstwo.sf` does.
 */
export function kolmogorovSurvival(n: number, d: number): number {
  const steps = n * d;
  if (d >= 1) return 0;
  if (steps <= 0.5) return 1;
  if (steps <= 1) return 1 - smallestCumulative(n, 2 * steps - 1);
  if (steps >= n - 1) return 2 * (1 - d) ** n;
  if (d >= 0.5) return 2 * oneSidedSurvival(n, d);
  const square = steps * d;
  if (n <= 140) return square > 4 ? 2 * oneSidedSurvival(n, d) : 1 - durbinMatrix(n, d);
  if (square >= 370) return 0;
  if (square >= 2.2) return 2 * oneSidedSurvival(n, d);
  return 1 - (n <= 100_000 && n * d ** 1.5 <= 1.4 ? durbinMatrix(n, d) : pelzGood(n, d));
}

/** n! / nⁿ · widthⁿ. */
function smallestCumulative(n: number, width: number): number {
  let logarithm = 0;
  for (let at = 1; at <= n; at++) logarithm += Math.log((at / n) * width);
  return Math.exp(logarithm);
}

/** P(Dₙ⁺ ≥ d), the one-sided statistic (Birnbaum and Tingey 1951): d Σ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j). */
function oneSidedSurvival(n: number, d: number): number {
  const last = Math.floor(n * (1 - d));
  let sum = 0;
  let choose = 0;
  for (let j = 0; j <= last; j++) {
    const above = d + j / n;
    const below = 1 - above;
    if (below > 0) sum += Math.exp(choose + (j - 1) * Math.log(above) + (n - j) * Math.log1p(-above));
    choose += Math.log((n - j) / (j + 1));
  }
  return Math.min(1, d * sum);
}
