import { exponentials } from "./exponential";
import { logarithms } from "./logarithms";

/**
 * Sums of two classes become errors, p - target, in place; gives the log losses' sum. `weights`: how much each row counts, 0 where
 * all count alike. An odd count has one row more worked on, and there is room for it: one without a loss.
 */
export function logisticErrors(raw: usize, target: usize, weights: usize, count: i32): f64 {
  if (count & 1) {
    const last = (<usize>count) << 3;
    store<f64>(raw + last, -1000);
    store<f64>(target + last, 0);
    if (weights) store<f64>(weights + last, 0);
  }
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let losses = zero;
  // The logarithm of a product of factors in 1 .. 2: one for 1 024 rows instead of one a row.
  let product = one;
  let factors = 0;
  const end = raw + ((<usize>count) << 3);
  while (raw < end) {
    const sum = v128.load(raw);
    const truth = v128.load(target);
    const small = exponentials(f64x2.neg(f64x2.abs(sum)));
    const whole = f64x2.add(one, small);
    const upper = v128.bitselect(one, small, f64x2.ge(sum, zero));
    let error = f64x2.sub(f64x2.div(upper, whole), truth);
    let linear = f64x2.sub(f64x2.max(sum, zero), f64x2.mul(truth, sum));
    if (weights) {
      const weight = v128.load(weights);
      error = f64x2.mul(weight, error);
      linear = f64x2.mul(weight, f64x2.add(linear, logarithms(whole)));
      weights += 16;
    } else {
      product = f64x2.mul(product, whole);
      if (++factors == 512) {
        losses = f64x2.add(losses, logarithms(product));
        product = one;
        factors = 0;
      }
    }
    losses = f64x2.add(losses, linear);
    v128.store(raw, error);
    raw += 16;
    target += 16;
  }
  losses = f64x2.add(losses, logarithms(product));
  return f64x2.extract_lane(losses, 0) + f64x2.extract_lane(losses, 1);
}
