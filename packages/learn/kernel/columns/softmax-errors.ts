import { exponentials } from "./exponential";
import { logarithms } from "./logarithms";

/**
 * Sums of several classes, `stride` bytes from one class to the next, become errors, p - 1 of a row's own class and p of the others, in
 * place; gives the log losses' sum. `weights` as in `logisticErrors`. An odd count has one row more worked on, and there is room for it.
 */
export function softmaxErrors(
  raw: usize,
  stride: usize,
  classes: i32,
  target: usize,
  weights: usize,
  count: i32,
): f64 {
  const beyond = raw + <usize>classes * stride;
  let losses = f64x2.splat(0);
  for (let row = 0; row < count; row += 2) {
    const at = (<usize>row) << 3;
    const single = row + 1 == count;
    const one = raw + at + <usize>load<f64>(target + at) * stride;
    const other = single ? raw + at + 8 : raw + at + 8 + <usize>load<f64>(target + at + 8) * stride;
    const own = v128.load64_lane(other, v128.load64_zero(one), 1);
    let most = v128.load(raw + at);
    for (let to = raw + stride; to < beyond; to += stride) most = f64x2.max(most, v128.load(to + at));
    let total = f64x2.splat(0);
    for (let to = raw; to < beyond; to += stride) {
      const power = exponentials(f64x2.sub(v128.load(to + at), most));
      v128.store(to + at, power);
      total = f64x2.add(total, power);
    }
    const weight = weights ? v128.load(weights + at) : f64x2.splat(1);
    for (let to = raw; to < beyond; to += stride) {
      v128.store(to + at, f64x2.mul(weight, f64x2.div(v128.load(to + at), total)));
    }
    store<f64>(one, load<f64>(one) - f64x2.extract_lane(weight, 0));
    if (!single) store<f64>(other, load<f64>(other) - f64x2.extract_lane(weight, 1));
    const loss = f64x2.mul(weight, f64x2.sub(f64x2.add(logarithms(total), most), own));
    losses = f64x2.add(losses, single ? f64x2.replace_lane(loss, 1, 0) : loss);
  }
  return f64x2.extract_lane(losses, 0) + f64x2.extract_lane(losses, 1);
}
