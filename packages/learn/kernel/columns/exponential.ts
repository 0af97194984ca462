// e to the power of x by a table and a short series (Tang 1989), operation for operation as in exponential.ts of the learners.

const steps: i64 = 64;
const unitHigh: f64 = 0.01083042469326756;
const unitLow: f64 = 2.9815858269852933e-12;
const perUnit: f64 = 92.33248261689366;
/** Added and taken away again, it rounds to a whole number, which stands in the last bits meanwhile. */
const rounding: f64 = 6755399441055744;

/** Of numbers that the series does not reach: very large, very small, none. */
// @ts-ignore: decorator
@external("env", "exponential")
declare function farExponential(x: f64): f64;

/** 2^(n / 64), which JavaScript writes once, so that they are the same to the last bit. */
const fractions = memory.data(64 * 8, 16);

export function fractionTable(): usize {
  return fractions;
}

// @ts-ignore: decorator
@inline
export function exponentials(x: v128): v128 {
  if (i64x2.bitmask(f64x2.lt(f64x2.abs(x), f64x2.splat(708))) != 3) {
    return f64x2(oneExponential(f64x2.extract_lane(x, 0)), oneExponential(f64x2.extract_lane(x, 1)));
  }
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(perUnit)), f64x2.splat(rounding));
  const whole = f64x2.sub(shifted, f64x2.splat(rounding));
  const high = f64x2.sub(x, f64x2.mul(whole, f64x2.splat(unitHigh)));
  const rest = f64x2.sub(high, f64x2.mul(whole, f64x2.splat(unitLow)));
  let series = f64x2.add(f64x2.splat(1.0 / 24), f64x2.mul(rest, f64x2.splat(1.0 / 120)));
  series = f64x2.add(f64x2.splat(1.0 / 6), f64x2.mul(rest, series));
  series = f64x2.add(f64x2.splat(1.0 / 2), f64x2.mul(rest, series));
  series = f64x2.mul(rest, f64x2.add(f64x2.splat(1), f64x2.mul(rest, series)));
  const first = <usize>(i64x2.extract_lane(shifted, 0) & (steps - 1)) << 3;
  const second = <usize>(i64x2.extract_lane(shifted, 1) & (steps - 1)) << 3;
  const fraction = v128.load64_lane(fractions + second, v128.load64_zero(fractions + first), 1);
  // The bits of a power of 2 are its exponent, 1023 more than it is.
  const power = i64x2.shl(i64x2.add(i64x2.shr_u(shifted, 6), i64x2.splat(1023)), 52);
  return f64x2.mul(f64x2.add(fraction, f64x2.mul(fraction, series)), power);
}

/** In place. An odd count works on one value too many: there is room for it. */
export function exponentialsOf(values: usize, count: i32): void {
  const end = values + ((<usize>count) << 3);
  for (; values < end; values += 16) v128.store(values, exponentials(v128.load(values)));
}

function oneExponential(x: f64): f64 {
  if (!(x > -708 && x < 709)) return farExponential(x);
  return f64x2.extract_lane(exponentials(f64x2.splat(x)), 0);
}
