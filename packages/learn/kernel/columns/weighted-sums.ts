/** Adds four weighted columns to `into`, in this order for every row, two rows at a time. */
export function addFour(
  into: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  byA: f64,
  byB: f64,
  byC: f64,
  byD: f64,
  count: i32,
): void {
  const pairA = f64x2.splat(byA);
  const pairB = f64x2.splat(byB);
  const pairC = f64x2.splat(byC);
  const pairD = f64x2.splat(byD);
  const fours = into + ((<usize>(count & ~3)) << 3);
  while (into < fours) {
    const first = f64x2.add(f64x2.mul(pairA, v128.load(a)), f64x2.mul(pairB, v128.load(b)));
    const second = f64x2.add(f64x2.mul(pairC, v128.load(c)), f64x2.mul(pairD, v128.load(d)));
    v128.store(into, f64x2.add(v128.load(into), f64x2.add(first, second)));
    const third = f64x2.add(f64x2.mul(pairA, v128.load(a, 16)), f64x2.mul(pairB, v128.load(b, 16)));
    const fourth = f64x2.add(f64x2.mul(pairC, v128.load(c, 16)), f64x2.mul(pairD, v128.load(d, 16)));
    v128.store(into, f64x2.add(v128.load(into, 16), f64x2.add(third, fourth)), 16);
    into += 32;
    a += 32;
    b += 32;
    c += 32;
    d += 32;
  }
  const end = fours + ((<usize>(count & 3)) << 3);
  while (into < end) {
    const sum = byA * load<f64>(a) + byB * load<f64>(b) + (byC * load<f64>(c) + byD * load<f64>(d));
    store<f64>(into, load<f64>(into) + sum);
    into += 8;
    a += 8;
    b += 8;
    c += 8;
    d += 8;
  }
}

/** Adds one weighted column to `into`. */
export function addOne(into: usize, a: usize, byA: f64, count: i32): void {
  const pairA = f64x2.splat(byA);
  const pairs = into + ((<usize>(count & ~1)) << 3);
  while (into < pairs) {
    v128.store(into, f64x2.add(v128.load(into), f64x2.mul(pairA, v128.load(a))));
    into += 16;
    a += 16;
  }
  if (count & 1) store<f64>(into, load<f64>(into) + byA * load<f64>(a));
}

/** The same for two sums at once, each with four weights of its own: the columns are loaded once for both. */
export function addFourTwice(
  into: usize,
  other: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  weights: usize,
  otherWeights: usize,
  count: i32,
): void {
  const byA = v128.load64_splat(weights);
  const byB = v128.load64_splat(weights, 8);
  const byC = v128.load64_splat(weights, 16);
  const byD = v128.load64_splat(weights, 24);
  const otherA = v128.load64_splat(otherWeights);
  const otherB = v128.load64_splat(otherWeights, 8);
  const otherC = v128.load64_splat(otherWeights, 16);
  const otherD = v128.load64_splat(otherWeights, 24);
  const end = into + ((<usize>count) << 3);
  // Up to three rows too many are worked on: there is room for them.
  while (into < end) {
    let valueA = v128.load(a);
    let valueB = v128.load(b);
    let valueC = v128.load(c);
    let valueD = v128.load(d);
    let first = f64x2.add(f64x2.mul(byA, valueA), f64x2.mul(byB, valueB));
    let second = f64x2.add(f64x2.mul(byC, valueC), f64x2.mul(byD, valueD));
    v128.store(into, f64x2.add(v128.load(into), f64x2.add(first, second)));
    first = f64x2.add(f64x2.mul(otherA, valueA), f64x2.mul(otherB, valueB));
    second = f64x2.add(f64x2.mul(otherC, valueC), f64x2.mul(otherD, valueD));
    v128.store(other, f64x2.add(v128.load(other), f64x2.add(first, second)));
    valueA = v128.load(a, 16);
    valueB = v128.load(b, 16);
    valueC = v128.load(c, 16);
    valueD = v128.load(d, 16);
    first = f64x2.add(f64x2.mul(byA, valueA), f64x2.mul(byB, valueB));
    second = f64x2.add(f64x2.mul(byC, valueC), f64x2.mul(byD, valueD));
    v128.store(into, f64x2.add(v128.load(into, 16), f64x2.add(first, second)), 16);
    first = f64x2.add(f64x2.mul(otherA, valueA), f64x2.mul(otherB, valueB));
    second = f64x2.add(f64x2.mul(otherC, valueC), f64x2.mul(otherD, valueD));
    v128.store(other, f64x2.add(v128.load(other, 16), f64x2.add(first, second)), 16);
    into += 32;
    other += 32;
    a += 32;
    b += 32;
    c += 32;
    d += 32;
  }
}
