import { addProducts, addProductsTwice } from "./add-columns.ts";
import { eachRowBlock } from "./each-row-block.ts";

/** Up to so many columns are multiplied all at once, of more each panel with each. */
const mostColumns = 128;
const panelColumns = 64;

/** Mean products of all pairs of columns (width × width), over every `stride`-th row from the first. */
export function meanProducts(columns: readonly Float64Array[], rows: number, stride: number): Float64Array {
  const taken = Math.ceil(rows / stride);
  const picked = stride === 1 ? columns : columns.map((column) => everyNth(column, stride, taken));
  const width = columns.length;
  const means = new Float64Array(width * width);
  // Of many columns only few rows would fit into a block.
  const panel = width > mostColumns ? panelColumns : Math.max(1, width);
  for (let from = 0; from < width; from += panel)
    for (let other = 0; other <= from; other += panel) addPanel(picked, taken, from, other, panel, means);
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) means[j * width + i] = means[i * width + j]!;
  return means;
}

/** Mean products of the columns of one panel with those of another, not behind it, or of itself. */
function addPanel(
  columns: readonly Float64Array[],
  rows: number,
  from: number,
  other: number,
  length: number,
  means: Float64Array,
): void {
  const own = columns.slice(from, from + length);
  const others = other === from ? [] : columns.slice(other, other + length);
  const isSame = other === from;
  eachRowBlock([...own, ...others], rows, { perRow: 0, sums: 2 * length }, ({ kernel, count, places, sums }) => {
    const against = isSame ? places : places.subarray(own.length);
    const [first, second] = [sums.byteOffset, sums.byteOffset + 8 * length];
    // Two columns of the panel at once.
    for (let i = 0; i < own.length; i += 2) {
      const pair = Math.min(2, own.length - i);
      const end = isSame ? i + pair : others.length;
      sums.fill(0);
      if (pair === 1) addProducts(kernel, first, places[i]!, against, end, count);
      else addProductsTwice(kernel, [first, second], [places[i]!, places[i + 1]!], against, end, count);
      for (let one = 0; one < pair; one++) {
        const at = (from + i + one) * columns.length + other;
        const last = isSame ? i + one + 1 : end;
        for (let j = 0; j < last; j++) means[at + j]! += sums[one * length + j]! / rows;
      }
    }
  });
}

/** The rows 0, stride, 2 × stride …, `taken` of them. */
export function everyNth(column: Float64Array, stride: number, taken: number): Float64Array {
  const picked = new Float64Array(taken);
  for (let index = 0; index < taken; index++) picked[index] = column[index * stride]!;
  return picked;
}
