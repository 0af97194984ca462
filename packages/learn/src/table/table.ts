import type { ScalarKind } from "@mlopsc/vocabulary";

/** Doubles; NaN is missing, and no value is infinite. Holds bool (0, 1), int, number, date, timestamp and duration. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: Exclude<ScalarKind, "text" | "category" | "id">;
  readonly values: Float64Array;
}

/** Dictionary-coded text: `dictionary[codes[row]]`; a code of -1 is missing. The dictionary has no repeated entry. */
export interface TextColumn {
  readonly name: string;
  readonly kind: "text" | "category" | "id";
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export type TableColumn = NumericColumn | TextColumn;

/** Columns of equal length, in order, with distinct names. Never changed in place: steps give new tables. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

export const isText = (column: TableColumn): column is TextColumn => "codes" in column;
