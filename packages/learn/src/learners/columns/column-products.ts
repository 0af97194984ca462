import { addColumns, addProducts } from "./add-columns.ts";
import { eachRowBlock } from "./each-row-block.ts";

/**
 * Each column's product with the target, summed over the rows; with weights the product with what weighted columns leave of
 * the target.
 */
export function columnProducts(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights?: Float64Array,
): Float64Array {
  const width = columns.length;
  const taken = weights?.map((weight) => -weight);
  const room = { perRow: 0, sums: width };
  return eachRowBlock([...columns, target], target.length, room, ({ kernel, count, places, sums }) => {
    const rest = places[width]!;
    if (taken !== undefined) addColumns(kernel, rest, places, width, taken, 0, count);
    addProducts(kernel, sums.byteOffset, rest, places, width, count);
  });
}
