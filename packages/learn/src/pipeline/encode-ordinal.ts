import type { Table } from "../table/table.ts";
import { asLevels, placesOf } from "./levels.ts";
import { replaceColumns } from "./replace-columns.ts";

/** The level's rank by code point; -1 for a level never seen; missing stays missing. */
export function applyOrdinal(
  table: Table,
  columns: readonly { readonly name: string; readonly levels: readonly string[] }[],
): Table {
  return replaceColumns(table, columns, (column, { name, levels }) => {
    const coded = asLevels(column);
    const places = placesOf(coded, levels);
    return {
      name,
      kind: "int",
      values: Float64Array.from(coded.codes, (code) => (code < 0 ? Number.NaN : places[code]!)),
    };
  });
}
