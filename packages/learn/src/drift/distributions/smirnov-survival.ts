/**
 * P(D ≥ d) for the two-sample Kolmogorov–Smirnov statistic of continuous samples of m and n values, exact: the share of
 * lattice paths from (0, 0) to (m, n) that reach |x/m − y/n| ≥ d (Hodges 1958). Shares are carried from point to point, so
 * nothing cancels and small probabilities keep their digits. Takes about 2 m n d steps.
 */
export function smirnovSurvival(m: number, n: number, d: number): number {
  const divisor = greatestDivisor(m, n);
  const [acrossStep, upStep] = [n / divisor, m / divisor];
  const edge = Math.round(d * acrossStep * m);
  if (edge <= 0) return 1;
  /** Of the paths to (x, y), the share that has been outside; 1 beyond the edge. */
  const outside = new Float64Array(n + 1).fill(1);
  let before = { low: 0, high: -1 };
  for (let x = 0; x <= m; x++) {
    const low = Math.max(0, Math.floor((x * acrossStep - edge) / upStep) + 1);
    const high = Math.min(n, Math.ceil((x * acrossStep + edge) / upStep) - 1);
    for (let y = before.low; y < Math.min(low, before.high + 1); y++) outside[y] = 1;
    for (let y = low; y <= high; y++) {
      const left = x === 0 ? 0 : x * outside[y]!;
      const under = y === 0 ? 0 : y * outside[y - 1]!;
      outside[y] = x + y === 0 ? 0 : (left + under) / (x + y);
    }
    before = { low, high };
  }
  return outside[n]!;
}

export function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
