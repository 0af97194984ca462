import { addProducts } from "./add-columns.ts";
import { eachRowBlock } from "./each-row-block.ts";

/** Mean products of all pairs of columns (width × width), over every `stride`-th row from the first. */
export function meanProducts(columns: readonly Float64Array[], rows: number, stride: number): Float64Array {
  const taken = Math.ceil(rows / stride);
  const picked = stride === 1 ? columns : columns.map((column) => everyNth(column, stride, taken));
  const width = columns.length;
  const means = new Float64Array(width * width);
  eachRowBlock(picked, taken, { perRow: 0, sums: width }, ({ kernel, count, places, sums }) => {
    for (let i = 0; i < width; i++) {
      sums.fill(0);
      addProducts(kernel, sums.byteOffset, places[i]!, places, i + 1, count);
      for (let j = 0; j <= i; j++) means[i * width + j]! += sums[j]! / taken;
    }
  });
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) means[j * width + i] = means[i * width + j]!;
  return means;
}

/** The rows 0, stride, 2 × stride …, `taken` of them. */
export function everyNth(column: Float64Array, stride: number, taken: number): Float64Array {
  const picked = new Float64Array(taken);
  for (let index = 0; index < taken; index++) picked[index] = column[index * stride]!;
  return picked;
}
