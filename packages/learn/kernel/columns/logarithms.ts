export function logarithms(values: v128): v128 {
  return f64x2(Math.log(f64x2.extract_lane(values, 0)), Math.log(f64x2.extract_lane(values, 1)));
}
