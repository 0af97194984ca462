import type { Column } from "@mlopsc/vocabulary";
import { isTextKind } from "../sql/fragment.ts";
import { quoteLiteral } from "../sql/quote.ts";
import { storedType } from "../sql/storage.ts";
import { kindOfType } from "./parquet-table.ts";

export type DeclaredColumn = Column & { readonly format?: string };

/** How a field becomes a value of its column. */
export interface CellConversion {
  /** The value in its stored form; NULL where it is missing, or where the field is bad. */
  readonly value: string;
  /** Whether the field holds something that is not of the column's kind. */
  readonly bad: string;
  /** The value at less cost where all goes well; else it is not finite, or an error is raised. */
  readonly hopeful?: string;
  /** Whether the field holds an infinity, or what is no number: it is taken for missing. */
  readonly unbounded?: string;
  /** Whether the field holds a whole number so large that its neighbours are the same double. */
  readonly inexact?: string;
}

/** The type in which the CSV reader parses a column when all goes well: the fast way. */
export function parsedType({ type: { kind }, format }: DeclaredColumn): string {
  if (format !== undefined) return "VARCHAR";
  switch (kind) {
    case "int":
    case "number":
    case "duration":
      return "DOUBLE";
    case "date":
      return "DATE";
    case "bool":
      return "BOOLEAN";
    // Instants stay text: the reader ignores the offset for TIMESTAMP, and takes what is none for missing with it.
    default:
      return "VARCHAR";
  }
}

/** Converts a column of a DuckDB type. Text is parsed by the column's kind, with its format and decimal sign. */
export function convertCell(sql: string, from: string, column: DeclaredColumn, decimal = "."): CellConversion {
  if (from === "VARCHAR" || from.startsWith("ENUM")) return convertText(`${sql}::VARCHAR`, column, decimal);
  const { kind } = column.type;
  const source = kindOfType(from);
  const isNumber = source === "int" || source === "number";
  if (isTextKind(kind)) return { value: asText(sql, from), bad: "false" };
  if (isNumber && kind === "int") return wholeNumber(`${sql}::DOUBLE`);
  if (isNumber && (kind === "number" || kind === "duration")) {
    const number = `${sql}::DOUBLE`;
    return { value: finite(number), bad: "false", hopeful: number, unbounded: unboundedOf(number) };
  }
  if (isNumber && kind === "bool") {
    return { value: `CASE ${sql} WHEN 1 THEN true WHEN 0 THEN false END`, bad: `${sql} NOT IN (0, 1)` };
  }
  if (source === "bool" && kind === "bool") return { value: sql, bad: "false" };
  if (source === "bool" && (kind === "int" || kind === "number")) {
    return { value: `${sql}::${storedType(kind)}`, bad: "false" };
  }
  const isTime = source === "date" || source === "timestamp";
  if (isTime && kind === "timestamp") return finiteTime(`${sql}::TIMESTAMP`);
  if (isTime && kind === "date") return dayOf(sql, source);
  return convertText(`${sql}::VARCHAR`, column, decimal);
}

function convertText(sql: string, column: DeclaredColumn, decimal: string): CellConversion {
  const { kind } = column.type;
  if (isTextKind(kind)) return { value: sql, bad: "false" };
  const field = `nullif(trim(${sql}, ' '), '')`;
  const unread = (value: string): string => `(${field} IS NOT NULL AND (${value}) IS NULL)`;
  const read = (value: string): CellConversion => ({ value, bad: unread(value) });
  if (kind === "bool") {
    return read(
      `CASE WHEN lower(${field}) IN ('true', 't', 'yes', 'y', '1') THEN true WHEN lower(${field}) IN ('false', 'f', 'no', 'n', '0') THEN false END`,
    );
  }
  if (kind === "date" || kind === "timestamp") return convertTime(sql, field, column, unread);
  const decimalPoint = decimal === "." ? field : `replace(${field}, ${quoteLiteral(decimal)}, '.')`;
  const number = `TRY_CAST(${decimalPoint} AS DOUBLE)`;
  if (kind !== "int") return { value: finite(number), bad: unread(number), unbounded: unboundedOf(number) };
  const { hopeful: _, ...whole } = wholeNumber(number);
  return { ...whole, bad: `(${unread(number)} OR ${whole.bad})` };
}

function convertTime(
  sql: string,
  field: string,
  { type: { kind }, format }: DeclaredColumn,
  unread: (value: string) => string,
): CellConversion {
  if (format !== undefined) {
    const parsed = `TRY_STRPTIME(${field}, ${quoteLiteral(format)})`;
    const value = `${parsed}::${kind === "date" ? "DATE" : "TIMESTAMP"}`;
    return { value, bad: unread(value) };
  }
  // What is infinite is missing, as it is among numbers.
  const finiteOf = (value: string): CellConversion => ({ value: finite(value), bad: unread(value) });
  if (kind === "date") return finiteOf(`TRY_CAST(${field} AS DATE)`);
  // By far the most frequent form has no offset; the calendar that knows of offsets is many times slower.
  const plain = `${sql} LIKE '____-__-__ __:__:__'`;
  const other = `TRY_CAST(${field} AS TIMESTAMP WITH TIME ZONE)::TIMESTAMP`;
  const { value, bad } = finiteOf(`CASE WHEN ${plain} THEN TRY_CAST(${sql} AS TIMESTAMP) ELSE ${other} END`);
  const strict = `CASE WHEN ${bad} THEN error('#bad') ELSE ${other} END`;
  return { value, bad, hopeful: `CASE WHEN ${plain} THEN CAST(${sql} AS TIMESTAMP) ELSE ${strict} END` };
}

const finiteTime = (sql: string): CellConversion => ({ value: finite(sql), bad: "false", hopeful: sql });

const finite = (sql: string): string => `CASE WHEN isfinite(${sql}) THEN ${sql} END`;

const unboundedOf = (sql: string): string => `NOT isfinite(${sql})`;

function wholeNumber(sql: string): CellConversion {
  const bad = `(isfinite(${sql}) AND (${sql} <> trunc(${sql}) OR abs(${sql}) >= 9.2e18))`;
  return {
    value: `CASE WHEN abs(${sql}) < 9.2e18 THEN TRY_CAST(${sql} AS BIGINT) END`,
    bad,
    // The cast refuses what is not finite, so that it is looked for.
    hopeful: `CASE WHEN ${bad} THEN error('#bad') ELSE CAST(${sql} AS BIGINT) END`,
    unbounded: unboundedOf(sql),
    inexact: `(isfinite(${sql}) AND abs(${sql}) >= 9007199254740992)`,
  };
}

const dayOf = (sql: string, source: "date" | "timestamp"): CellConversion =>
  source === "date"
    ? finiteTime(`${sql}::DATE`)
    : {
        value: finite(`${sql}::TIMESTAMP::DATE`),
        bad: `(isfinite(${sql}) AND ${sql}::TIMESTAMP <> ${sql}::TIMESTAMP::DATE)`,
      };

/** Whole doubles are written without `.0`: they are most often ids that lost their type to missing values. */
const asText = (sql: string, from: string): string =>
  from === "DOUBLE" || from === "FLOAT"
    ? `CASE WHEN abs(${sql}) < 1e15 AND ${sql} = trunc(${sql}) THEN ${sql}::BIGINT::VARCHAR ELSE ${sql}::VARCHAR END`
    : `${sql}::VARCHAR`;
