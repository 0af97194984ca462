import { isText, type Table } from "../../table/table.ts";
import { type ColumnKernel, openColumnKernel, roomFor } from "./column-kernel.ts";
import { loopLengths } from "./compiled-loops.ts";

const kernels = new WeakMap<ArrayBufferLike, ColumnKernel>();

/**
 * The same columns in one memory, where compiled loops read them without a copy: worth it for what is read more than once.
 * Throws a RangeError where the machine has not so much memory, or they take more than 4 GB.
 */
export function contiguous(columns: readonly Float64Array[]): readonly Float64Array[] {
  if (columns.length === 0) return columns;
  const lengths = [...loopLengths, ...columns.map(({ length }) => length)];
  const kernel = openColumnKernel(roomFor(lengths));
  const together = kernel.arrays(...lengths).slice(loopLengths.length);
  for (const [at, column] of together.entries()) column.set(columns[at]!);
  kernels.set(together[0]!.buffer, kernel);
  return together;
}

/** The same table, its numbers in one memory. */
export function contiguousTable(table: Table): Table {
  const together = contiguous(table.columns.flatMap((column) => (isText(column) ? [] : [column.values])));
  let next = 0;
  return {
    rows: table.rows,
    columns: table.columns.map((column) => (isText(column) ? column : { ...column, values: together[next++]! })),
  };
}

/** The kernel that reads some of the columns where they lie; undefined where there is none. */
export function kernelOf(columns: readonly Float64Array[]): ColumnKernel | undefined {
  for (const { buffer } of columns) {
    const kernel = kernels.get(buffer);
    if (kernel !== undefined) return kernel;
  }
  return undefined;
}
