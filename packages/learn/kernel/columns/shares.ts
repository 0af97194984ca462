import { exponentials } from "./exponential";

/** Turns sums into the shares of two classes, 1 - p and p a row, where p = 1 / (1 + exp(slope × sum + intercept)). */
export function writeShares(sums: usize, slope: f64, intercept: f64, shares: usize, count: i32): void {
  const one = f64x2.splat(1);
  const slopes = f64x2.splat(slope);
  const intercepts = f64x2.splat(intercept);
  const end = sums + ((<usize>count) << 3);
  // An odd count writes one row too many: there is room for it.
  while (sums < end) {
    const power = exponentials(f64x2.add(f64x2.mul(slopes, v128.load(sums)), intercepts));
    const second = f64x2.div(one, f64x2.add(one, power));
    const first = f64x2.sub(one, second);
    v128.store(shares, v128.shuffle<f64>(first, second, 0, 2));
    v128.store(shares, v128.shuffle<f64>(first, second, 1, 3), 16);
    sums += 16;
    shares += 32;
  }
}
