import { logGamma } from "../distributions/chi-squared-survival.ts";

/**
 * Fisher's exact test of a 2 × 2 table, two-sided: the chance, with both margins as they are, of a table that is no likelier
 * than this one. Equals the p-value of scipy's `fisher_exact`.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const [row, column, all] = [a + b, a + c, a + b + c + d];
  const first = Math.max(0, row + column - all);
  const last = Math.min(row, column);
  const fixed = logChoose(all, column);
  const chance = (x: number): number => Math.exp(logChoose(row, x) + logChoose(all - row, column - x) - fixed);
  // Tables as likely as this one differ from it in the last digits.
  const most = chance(a) * (1 + 1e-7);
  let sum = 0;
  for (let x = first; x <= last; x++) {
    const likely = chance(x);
    if (likely <= most) sum += likely;
  }
  return Math.min(1, sum);
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
