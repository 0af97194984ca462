/** Writes a × b, row by row. An odd count works on one row too many: there is room for it. */
export function multiply(into: usize, a: usize, b: usize, count: i32): void {
  const end = into + ((<usize>count) << 3);
  while (into < end) {
    v128.store(into, f64x2.mul(v128.load(a), v128.load(b)));
    into += 16;
    a += 16;
    b += 16;
  }
}

/** Adds the products of `errors` with each of four columns, summed over the rows, to the four doubles at `sums`. */
export function addFourProducts(sums: usize, errors: usize, a: usize, b: usize, c: usize, d: usize, count: i32): void {
  let ofA = f64x2.splat(0);
  let ofB = f64x2.splat(0);
  let ofC = f64x2.splat(0);
  let ofD = f64x2.splat(0);
  const pairs = errors + ((<usize>(count & ~1)) << 3);
  while (errors < pairs) {
    const error = v128.load(errors);
    ofA = f64x2.add(ofA, f64x2.mul(error, v128.load(a)));
    ofB = f64x2.add(ofB, f64x2.mul(error, v128.load(b)));
    ofC = f64x2.add(ofC, f64x2.mul(error, v128.load(c)));
    ofD = f64x2.add(ofD, f64x2.mul(error, v128.load(d)));
    errors += 16;
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  if (count & 1) {
    const error = v128.load64_zero(errors);
    ofA = f64x2.add(ofA, f64x2.mul(error, v128.load64_zero(a)));
    ofB = f64x2.add(ofB, f64x2.mul(error, v128.load64_zero(b)));
    ofC = f64x2.add(ofC, f64x2.mul(error, v128.load64_zero(c)));
    ofD = f64x2.add(ofD, f64x2.mul(error, v128.load64_zero(d)));
  }
  addLanes(sums, ofA);
  addLanes(sums + 8, ofB);
  addLanes(sums + 16, ofC);
  addLanes(sums + 24, ofD);
}

/** The same with two errors at once, each with sums of its own: the columns are loaded once for both. */
export function addFourProductsTwice(
  sums: usize,
  otherSums: usize,
  errors: usize,
  otherErrors: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  count: i32,
): void {
  let ofA = f64x2.splat(0);
  let ofB = f64x2.splat(0);
  let ofC = f64x2.splat(0);
  let ofD = f64x2.splat(0);
  let otherA = f64x2.splat(0);
  let otherB = f64x2.splat(0);
  let otherC = f64x2.splat(0);
  let otherD = f64x2.splat(0);
  const bytes = (<usize>(count & ~1)) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const error = v128.load(errors + at);
    const other = v128.load(otherErrors + at);
    const valueA = v128.load(a + at);
    ofA = f64x2.add(ofA, f64x2.mul(error, valueA));
    otherA = f64x2.add(otherA, f64x2.mul(other, valueA));
    const valueB = v128.load(b + at);
    ofB = f64x2.add(ofB, f64x2.mul(error, valueB));
    otherB = f64x2.add(otherB, f64x2.mul(other, valueB));
    const valueC = v128.load(c + at);
    ofC = f64x2.add(ofC, f64x2.mul(error, valueC));
    otherC = f64x2.add(otherC, f64x2.mul(other, valueC));
    const valueD = v128.load(d + at);
    ofD = f64x2.add(ofD, f64x2.mul(error, valueD));
    otherD = f64x2.add(otherD, f64x2.mul(other, valueD));
  }
  if (count & 1) {
    const error = v128.load64_zero(errors + bytes);
    const other = v128.load64_zero(otherErrors + bytes);
    const valueA = v128.load64_zero(a + bytes);
    ofA = f64x2.add(ofA, f64x2.mul(error, valueA));
    otherA = f64x2.add(otherA, f64x2.mul(other, valueA));
    const valueB = v128.load64_zero(b + bytes);
    ofB = f64x2.add(ofB, f64x2.mul(error, valueB));
    otherB = f64x2.add(otherB, f64x2.mul(other, valueB));
    const valueC = v128.load64_zero(c + bytes);
    ofC = f64x2.add(ofC, f64x2.mul(error, valueC));
    otherC = f64x2.add(otherC, f64x2.mul(other, valueC));
    const valueD = v128.load64_zero(d + bytes);
    ofD = f64x2.add(ofD, f64x2.mul(error, valueD));
    otherD = f64x2.add(otherD, f64x2.mul(other, valueD));
  }
  addLanes(sums, ofA);
  addLanes(sums + 8, ofB);
  addLanes(sums + 16, ofC);
  addLanes(sums + 24, ofD);
  addLanes(otherSums, otherA);
  addLanes(otherSums + 8, otherB);
  addLanes(otherSums + 16, otherC);
  addLanes(otherSums + 24, otherD);
}

/** The same of one column. */
export function addOneProduct(sum: usize, errors: usize, a: usize, count: i32): void {
  let ofA = f64x2.splat(0);
  const pairs = errors + ((<usize>(count & ~1)) << 3);
  while (errors < pairs) {
    ofA = f64x2.add(ofA, f64x2.mul(v128.load(errors), v128.load(a)));
    errors += 16;
    a += 16;
  }
  if (count & 1) ofA = f64x2.add(ofA, f64x2.mul(v128.load64_zero(errors), v128.load64_zero(a)));
  addLanes(sum, ofA);
}

/** The sum of the values, added to the double at `sum`. */
export function addAll(sum: usize, values: usize, count: i32): void {
  let all = f64x2.splat(0);
  const pairs = values + ((<usize>(count & ~1)) << 3);
  while (values < pairs) {
    all = f64x2.add(all, v128.load(values));
    values += 16;
  }
  if (count & 1) all = f64x2.add(all, v128.load64_zero(values));
  addLanes(sum, all);
}

// @ts-ignore: decorator
@inline
function addLanes(sum: usize, lanes: v128): void {
  store<f64>(sum, load<f64>(sum) + (f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1)));
}
