/** Rows worked on at once: few enough that a block of all columns stays in the processor's cache. */
export const blockRows = 1024;

/** Adds the weighted columns to `into[at ..]`, for `count` rows from `start`. Four columns a pass spare loads and stores, four rows a turn are worked on side by side. */
export function addColumns(
  into: Float64Array,
  at: number,
  columns: readonly Float64Array[],
  weights: Float64Array,
  first: number,
  start: number,
  count: number,
): void {
  let index = 0;
  for (; index + 4 <= columns.length; index += 4) {
    const [a, b, c, d] = [columns[index]!, columns[index + 1]!, columns[index + 2]!, columns[index + 3]!];
    const [wa, wb] = [weights[first + index]!, weights[first + index + 1]!];
    const [wc, wd] = [weights[first + index + 2]!, weights[first + index + 3]!];
    let row = 0;
    for (; row + 4 <= count; row += 4) {
      const to = at + row;
      const p = start + row;
      into[to]! += wa * a[p]! + wb * b[p]! + (wc * c[p]! + wd * d[p]!);
      into[to + 1]! += wa * a[p + 1]! + wb * b[p + 1]! + (wc * c[p + 1]! + wd * d[p + 1]!);
      into[to + 2]! += wa * a[p + 2]! + wb * b[p + 2]! + (wc * c[p + 2]! + wd * d[p + 2]!);
      into[to + 3]! += wa * a[p + 3]! + wb * b[p + 3]! + (wc * c[p + 3]! + wd * d[p + 3]!);
    }
    for (; row < count; row++) {
      const p = start + row;
      into[at + row]! += wa * a[p]! + wb * b[p]! + (wc * c[p]! + wd * d[p]!);
    }
  }
  for (; index < columns.length; index++) {
    const column = columns[index]!;
    const weight = weights[first + index]!;
    for (let row = 0; row < count; row++) into[at + row]! += weight * column[start + row]!;
  }
}

/** Adds each column's product with `errors[at ..]`, over `count` rows from `start`, to `sums[first ..]`. */
export function addProducts(
  sums: Float64Array,
  first: number,
  errors: Float64Array,
  at: number,
  columns: readonly Float64Array[],
  start: number,
  count: number,
): void {
  let index = 0;
  for (; index + 4 <= columns.length; index += 4) {
    const [a, b, c, d] = [columns[index]!, columns[index + 1]!, columns[index + 2]!, columns[index + 3]!];
    let [sa, sb, sc, sd] = [0, 0, 0, 0];
    let row = 0;
    for (; row + 2 <= count; row += 2) {
      const p = start + row;
      const q = p + 1;
      const one = errors[at + row]!;
      const other = errors[at + row + 1]!;
      sa += one * a[p]! + other * a[q]!;
      sb += one * b[p]! + other * b[q]!;
      sc += one * c[p]! + other * c[q]!;
      sd += one * d[p]! + other * d[q]!;
    }
    if (row < count) {
      const p = start + row;
      const error = errors[at + row]!;
      sa += error * a[p]!;
      sb += error * b[p]!;
      sc += error * c[p]!;
      sd += error * d[p]!;
    }
    sums[first + index]! += sa;
    sums[first + index + 1]! += sb;
    sums[first + index + 2]! += sc;
    sums[first + index + 3]! += sd;
  }
  for (; index < columns.length; index++) {
    const column = columns[index]!;
    let sum = 0;
    for (let row = 0; row < count; row++) sum += errors[at + row]! * column[start + row]!;
    sums[first + index]! += sum;
  }
}

/** Mean products of all pairs of columns (width × width), over every `stride`-th row from the first. */
export function meanProducts(columns: readonly Float64Array[], rows: number, stride: number): Float64Array {
  const taken = Math.ceil(rows / stride);
  const picked = stride === 1 ? columns : columns.map((column) => everyNth(column, stride, taken));
  const width = columns.length;
  const sums = new Float64Array(width * width);
  for (let start = 0; start < taken; start += blockRows) {
    const count = Math.min(blockRows, taken - start);
    const block = new Float64Array(count);
    for (let i = 0; i < width; i++) {
      block.set(picked[i]!.subarray(start, start + count));
      addProducts(sums, i * width, block, 0, picked.slice(0, i + 1), start, count);
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      sums[i * width + j]! /= taken;
      sums[j * width + i] = sums[i * width + j]!;
    }
  }
  return sums;
}

/** The rows 0, stride, 2 × stride …, `taken` of them. */
export function everyNth(column: Float64Array, stride: number, taken: number): Float64Array {
  const picked = new Float64Array(taken);
  for (let index = 0; index < taken; index++) picked[index] = column[index * stride]!;
  return picked;
}
