import type { ModelDefinition } from "@mlopsc/vocabulary";
import { seededRandom } from "../random/seeded-random.ts";
import { rowsByValue } from "../split/row-values.ts";
import { joined } from "../split/split-rows.ts";
import { columnNamed } from "../table/columns.ts";
import type { Table } from "../table/table.ts";

/**
 * A share of the rows, in rising order: of each class as much where classes are told apart, one row at least. With the
 * same seed a smaller share is part of a larger one.
 */
export function shareOfRows(
  { task, target }: Pick<ModelDefinition, "task" | "target">,
  table: Table,
  rows: Int32Array,
  share: number,
  seed: number,
): Int32Array {
  const random = seededRandom(seed, "share of rows");
  const column = task === "regression" ? undefined : columnNamed(table, target);
  const groups = column === undefined ? [rows] : rowsByValue(column, rows);
  const kept = groups.map((group) =>
    random.shuffle(Int32Array.from(group)).subarray(0, Math.ceil(share * group.length)),
  );
  return joined(kept).sort();
}
