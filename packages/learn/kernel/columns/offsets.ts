/**
 * Adds to two sums at once how far each of four columns is from a value, which is another one for each sum: the columns are loaded
 * once for both. One column after the other is added, as a plain loop would, so that sums are the same to the last bit.
 */
export function addFourOffsetsTwice(
  into: usize,
  other: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  values: usize,
  otherValues: usize,
  count: i32,
): void {
  const fromA = v128.load64_splat(values);
  const fromB = v128.load64_splat(values, 8);
  const fromC = v128.load64_splat(values, 16);
  const fromD = v128.load64_splat(values, 24);
  const otherA = v128.load64_splat(otherValues);
  const otherB = v128.load64_splat(otherValues, 8);
  const otherC = v128.load64_splat(otherValues, 16);
  const otherD = v128.load64_splat(otherValues, 24);
  const bytes = (<usize>count) << 3;
  // Of an odd count one row too many is worked on: there is room for it.
  for (let at: usize = 0; at < bytes; at += 16) {
    const valueA = v128.load(a + at);
    const valueB = v128.load(b + at);
    const valueC = v128.load(c + at);
    const valueD = v128.load(d + at);
    let sum = f64x2.add(v128.load(into + at), f64x2.abs(f64x2.sub(fromA, valueA)));
    sum = f64x2.add(sum, f64x2.abs(f64x2.sub(fromB, valueB)));
    sum = f64x2.add(sum, f64x2.abs(f64x2.sub(fromC, valueC)));
    v128.store(into + at, f64x2.add(sum, f64x2.abs(f64x2.sub(fromD, valueD))));
    sum = f64x2.add(v128.load(other + at), f64x2.abs(f64x2.sub(otherA, valueA)));
    sum = f64x2.add(sum, f64x2.abs(f64x2.sub(otherB, valueB)));
    sum = f64x2.add(sum, f64x2.abs(f64x2.sub(otherC, valueC)));
    v128.store(other + at, f64x2.add(sum, f64x2.abs(f64x2.sub(otherD, valueD))));
  }
}
