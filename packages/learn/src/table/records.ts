import { type Column, isNumericStorage, type ScalarKind } from "@mlopsc/vocabulary";
import { dictionaryBuilder } from "./dictionary-builder.ts";
import { isText, type NumericColumn, type Table, type TableColumn, type TextColumn } from "./table.ts";
import { formatDate, formatTimestamp, parseDate, parseTimestamp } from "./temporal-text.ts";

/** A value as JSON carries it to and from a server; null is missing. */
export type JsonScalar = string | number | boolean | null;
export type JsonRecord = Readonly<Record<string, JsonScalar | undefined>>;

/**
 * A table of records. Date: `YYYY-MM-DD`; timestamp: ISO 8601; bool: true or false; duration: a number of seconds;
 * null and absent are missing. Throws where a value is not of its column's kind: ask {@link scalarFromJson} first.
 */
export function tableFromRecords(
  columns: readonly Pick<Column, "name" | "type">[],
  records: readonly JsonRecord[],
): Table {
  return {
    rows: records.length,
    columns: columns.map(({ name, type }) =>
      isTextKind(type.kind) ? textFromRecords(name, type.kind, records) : numbersFromRecords(name, type.kind, records),
    ),
  };
}

/** Records of a table, in the form that {@link tableFromRecords} reads. */
export function recordsFromTable(table: Table): Record<string, JsonScalar>[] {
  return Array.from({ length: table.rows }, (_, row) => {
    const record: Record<string, JsonScalar> = {};
    for (const column of table.columns) record[column.name] = jsonAt(column, row);
    return record;
  });
}

/** A row's value as JSON; null where it is missing. */
export function jsonAt(column: TableColumn, row: number): JsonScalar {
  if (isText(column)) return column.dictionary[column.codes[row]!] ?? null;
  return jsonFromNumber(column.kind, column.values[row]!);
}

/** The value in memory of a JSON value (NaN or null where missing); undefined where it is not of that kind. */
export function scalarFromJson(kind: ScalarKind, value: JsonScalar | undefined): number | string | null | undefined {
  if (value === null || value === undefined) return isTextKind(kind) ? null : Number.NaN;
  if (isTextKind(kind)) return typeof value === "string" ? value : undefined;
  return numberFromJson(kind, value);
}

/** A number in memory as JSON; null where it is missing. */
export function jsonFromNumber(kind: NumericColumn["kind"], value: number): JsonScalar {
  if (Number.isNaN(value)) return null;
  if (kind === "bool") return value !== 0;
  if (kind === "date") return formatDate(value);
  if (kind === "timestamp") return formatTimestamp(value);
  return kind === "duration" ? value / 1000 : value;
}

function numbersFromRecords(name: string, kind: NumericColumn["kind"], records: readonly JsonRecord[]): NumericColumn {
  const values = new Float64Array(records.length);
  for (let row = 0; row < records.length; row++) {
    const value = records[row]![name];
    if (value === null || value === undefined) values[row] = Number.NaN;
    else values[row] = numberFromJson(kind, value) ?? wrongKind(name, kind, value);
  }
  return { name, kind, values };
}

function textFromRecords(name: string, kind: TextColumn["kind"], records: readonly JsonRecord[]): TextColumn {
  const codes = new Int32Array(records.length);
  const builder = records.length === 1 ? oneEntry() : dictionaryBuilder();
  for (let row = 0; row < records.length; row++) {
    const value = records[row]![name];
    if (value === null || value === undefined) codes[row] = -1;
    else codes[row] = typeof value === "string" ? builder.codeOf(value) : wrongKind(name, kind, value);
  }
  return { name, kind, codes, dictionary: builder.dictionary };
}

/** A builder for a table of one record, which needs no map. */
function oneEntry(): { readonly dictionary: string[]; codeOf(text: string): number } {
  const dictionary: string[] = [];
  return { dictionary, codeOf: (text) => dictionary.push(text) - 1 };
}

function numberFromJson(kind: NumericColumn["kind"], value: string | number | boolean): number | undefined {
  switch (kind) {
    case "bool":
      return typeof value === "boolean" ? Number(value) : undefined;
    case "int":
      return Number.isInteger(value) ? (value as number) : undefined;
    case "number":
      return Number.isFinite(value) ? (value as number) : undefined;
    case "duration":
      return Number.isFinite(value) ? millisecondsOf(value as number) : undefined;
    case "date":
      return typeof value === "string" ? unlessNaN(parseDate(value)) : undefined;
    case "timestamp":
      return typeof value === "string" ? unlessNaN(parseTimestamp(value)) : undefined;
  }
}

/** 1.005 s is 1005 ms, not 1004.9999999999999: a product one rounding away from a whole number is that number. */
function millisecondsOf(seconds: number): number | undefined {
  const product = seconds * 1000;
  const whole = Math.round(product);
  const near = Math.abs(product - whole) <= Math.abs(product) * 2 ** -52 ? whole : product;
  return Number.isFinite(near) ? near : undefined;
}

const unlessNaN = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
const isTextKind = (kind: ScalarKind): kind is TextColumn["kind"] => !isNumericStorage(kind);

function wrongKind(name: string, kind: ScalarKind, value: unknown): never {
  throw new TypeError(`column ${name} is of kind ${kind}, not ${JSON.stringify(value)}`);
}
