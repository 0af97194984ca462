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
    // With its offset, which a plain TIMESTAMP would ignore.
    case "timestamp":
      return "TIMESTAMP WITH TIME ZONE";
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
  if (isNumber && (kind === "number" || kind === "duration")) return { value: finite(`${sql}::DOUBLE`), bad: "false" };
  if (isNumber && kind === "bool") {
    return { value: `CASE ${sql} WHEN 1 THEN true WHEN 0 THEN false END`, bad: `${sql} NOT IN (0, 1)` };
  }
  if (source === "bool" && kind === "bool") return { value: sql, bad: "false" };
  if (source === "bool" && (kind === "int" || kind === "number")) {
    return { value: `${sql}::${storedType(kind)}`, bad: "false" };
  }
  const isTime = source === "date" || source === "timestamp";
  if (isTime && kind === "timestamp") return { value: finite(`${sql}::TIMESTAMP`), bad: "false" };
  if (isTime && kind === "date") return dayOf(sql, source);
  return convertText(`${sql}::VARCHAR`, column, decimal);
}

function convertText(sql: string, column: DeclaredColumn, decimal: string): CellConversion {
  const { kind } = column.type;
  if (isTextKind(kind)) return { value: sql, bad: "false" };
  const field = `nullif(trim(${sql}, ' '), '')`;
  const read = (value: string): CellConversion => ({ value, bad: `(${field} IS NOT NULL AND (${value}) IS NULL)` });
  if (kind === "bool") {
    return read(
      `CASE WHEN lower(${field}) IN ('true', 't', 'yes', 'y', '1') THEN true WHEN lower(${field}) IN ('false', 'f', 'no', 'n', '0') THEN false END`,
    );
  }
  if (kind === "date" || kind === "timestamp") return convertTime(field, column, read);
  const decimalPoint = decimal === "." ? field : `replace(${field}, ${quoteLiteral(decimal)}, '.')`;
  const number = `TRY_CAST(${decimalPoint} AS DOUBLE)`;
  const unread = `(${field} IS NOT NULL AND ${number} IS NULL)`;
  if (kind !== "int") return { value: finite(number), bad: unread };
  const whole = wholeNumber(number);
  return { value: whole.value, bad: `(${unread} OR ${whole.bad})` };
}

function convertTime(
  field: string,
  { type: { kind }, format }: DeclaredColumn,
  read: (value: string) => CellConversion,
): CellConversion {
  if (format !== undefined) {
    const parsed = `TRY_STRPTIME(${field}, ${quoteLiteral(format)})`;
    return read(`${parsed}::${kind === "date" ? "DATE" : "TIMESTAMP"}`);
  }
  if (kind === "date") return read(finite(`TRY_CAST(${field} AS DATE)`));
  return read(finite(`TRY_CAST(${field} AS TIMESTAMP WITH TIME ZONE)::TIMESTAMP`));
}

const finite = (sql: string): string => `CASE WHEN isfinite(${sql}) THEN ${sql} END`;

const wholeNumber = (sql: string): CellConversion => ({
  value: `CASE WHEN abs(${sql}) < 9.2e18 THEN TRY_CAST(${sql} AS BIGINT) END`,
  bad: `(isfinite(${sql}) AND (${sql} <> trunc(${sql}) OR abs(${sql}) >= 9.2e18))`,
});

const dayOf = (sql: string, source: "date" | "timestamp"): CellConversion => ({
  value: finite(`${sql}::${source === "date" ? "DATE" : "TIMESTAMP::DATE"}`),
  bad: source === "date" ? "false" : `(isfinite(${sql}) AND ${sql}::TIMESTAMP <> ${sql}::TIMESTAMP::DATE)`,
});

/** Whole doubles are written without `.0`: they are most often ids that lost their type to missing values. */
const asText = (sql: string, from: string): string =>
  from === "DOUBLE" || from === "FLOAT"
    ? `CASE WHEN abs(${sql}) < 1e15 AND ${sql} = trunc(${sql}) THEN ${sql}::BIGINT::VARCHAR ELSE ${sql}::VARCHAR END`
    : `${sql}::VARCHAR`;
