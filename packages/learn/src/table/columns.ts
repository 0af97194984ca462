import { dictionaryBuilder } from "./dictionary-builder.ts";
import { isText, type NumericColumn, type Table, type TableColumn, type TextColumn } from "./table.ts";

/** The column of that name; undefined where there is none. */
export const columnNamed = (table: Table, name: string): TableColumn | undefined =>
  table.columns.find((column) => column.name === name);

/** The column of that name. Throws where there is none: names are checked long before. */
export function requireColumn(table: Table, name: string): TableColumn {
  const column = columnNamed(table, name);
  if (column === undefined) throw new Error(`no column ${name} among ${table.columns.map((c) => c.name).join(", ")}`);
  return column;
}

/** The numbers column of that name. Throws where there is none or it holds text. */
export const requireNumeric = (table: Table, name: string): NumericColumn => numbersIn(requireColumn(table, name));

/** The column, known to hold numbers. Throws where it holds text. */
export function numbersIn(column: TableColumn): NumericColumn {
  if (isText(column)) throw new Error(`column ${column.name} holds ${column.kind}, not numbers`);
  return column;
}

/** The text, category or id column of that name. Throws where there is none or it holds numbers. */
export function requireText(table: Table, name: string): TextColumn {
  const column = requireColumn(table, name);
  if (!isText(column)) throw new Error(`column ${name} holds ${column.kind}, not text`);
  return column;
}

/** A column of numbers; null is missing. */
export function numericColumn(
  name: string,
  kind: NumericColumn["kind"],
  values: Float64Array | readonly (number | null)[],
): NumericColumn {
  return {
    name,
    kind,
    values: values instanceof Float64Array ? values : Float64Array.from(values, (value) => value ?? Number.NaN),
  };
}

/** A dictionary-coded column; null is missing. The dictionary is in order of first use. */
export function textColumn(name: string, kind: TextColumn["kind"], values: readonly (string | null)[]): TextColumn {
  const builder = dictionaryBuilder();
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : builder.codeOf(value)));
  return { name, kind, codes, dictionary: builder.dictionary };
}

/** The text of a row; null where it is missing. */
export const textAt = (column: TextColumn, row: number): string | null => column.dictionary[column.codes[row]!] ?? null;

export const isMissingAt = (column: TableColumn, row: number): boolean =>
  isText(column) ? column.codes[row]! < 0 : Number.isNaN(column.values[row]!);

/** A table of these columns. Throws where they differ in length or share a name. */
export function tableOf(columns: readonly TableColumn[], rows?: number): Table {
  const length = rows ?? (columns[0] === undefined ? 0 : columnLength(columns[0]));
  if (columns.some((column) => columnLength(column) !== length)) throw new Error("columns differ in length");
  if (new Set(columns.map((column) => column.name)).size !== columns.length)
    throw new Error("two columns share a name");
  return { rows: length, columns };
}

export const columnLength = (column: TableColumn): number =>
  isText(column) ? column.codes.length : column.values.length;

/** The table with these columns, each in the place of the one of its name or, if new, at the end. */
export function withColumns(table: Table, columns: readonly TableColumn[]): Table {
  if (columns.length === 0) return table;
  const fresh = new Map(columns.map((column) => [column.name, column]));
  const kept = table.columns.map((column) => {
    const replaced = fresh.get(column.name);
    fresh.delete(column.name);
    return replaced ?? column;
  });
  return { rows: table.rows, columns: [...kept, ...fresh.values()] };
}

/** The columns asked for, in that order, under their new names. Throws where one is absent. */
export function selectColumns(table: Table, columns: readonly { readonly from: string; readonly to: string }[]): Table {
  const selected = columns.map(({ from, to }) => {
    const column = requireColumn(table, from);
    return from === to ? column : { ...column, name: to };
  });
  return { rows: table.rows, columns: selected };
}

export const withoutColumns = (table: Table, names: readonly string[]): Table => ({
  rows: table.rows,
  columns: table.columns.filter((column) => !names.includes(column.name)),
});

/** Whether all rows hold the same value; missing is a value like others here. True of no rows. */
export function hasOneValue(column: TableColumn): boolean {
  const values = isText(column) ? column.codes : column.values;
  const first = values[0];
  return values.every((value) => Object.is(value, first) || value === first);
}
