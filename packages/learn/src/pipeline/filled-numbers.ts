import type { NumericColumn } from "../table/table.ts";
import type { Fill } from "./fitted-part.ts";

/** A numbers column with missing values filled, of the kind that the fill says. */
export function filledNumbers(column: NumericColumn, fill: Fill, fillAt: (row: number) => number): NumericColumn {
  const values = column.values.slice();
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) values[row] = fillAt(row);
  return { name: column.name, kind: fill.kind as NumericColumn["kind"], values };
}

/** A value between those that are there: dates and instants stay whole, int and bool become number. */
export function between(column: NumericColumn, value: number): Fill & { readonly value: number } {
  const { name, kind } = column;
  if (kind === "date" || kind === "timestamp") return { name, kind, value: Math.round(value) + 0 };
  return { name, kind: kind === "duration" ? kind : "number", value };
}
