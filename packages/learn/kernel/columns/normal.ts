/** Takes a normal distribution's -log likelihood off the sums: of values that are missing nothing. */
export function takeNormal(
  sums: usize,
  values: usize,
  centre: f64,
  width: f64,
  logWidth: f64,
  farthest: f64,
  count: i32,
): void {
  const centres = f64x2.splat(centre);
  const widths = f64x2.splat(width);
  const logWidths = f64x2.splat(logWidth);
  const ends = f64x2.splat(farthest);
  const end = sums + ((<usize>count) << 3);
  // An odd count works on one row too many: there is room for it.
  while (sums < end) {
    const deviations = f64x2.div(f64x2.abs(f64x2.sub(v128.load(values), centres)), widths);
    const apart = f64x2.min(ends, deviations);
    const less = f64x2.add(logWidths, f64x2.mul(f64x2.mul(apart, apart), f64x2.splat(0.5)));
    const known = f64x2.ge(apart, f64x2.splat(0));
    v128.store(sums, f64x2.sub(v128.load(sums), v128.and(known, less)));
    sums += 16;
    values += 16;
  }
}
