import type { ScalarKind } from "@mlopsc/vocabulary";
import { bind, type Fragment, isTextKind, numberSql, textSql } from "./fragment.ts";

/**
 * The type in which a kind is stored. A duration is DOUBLE milliseconds, because a quotient of durations or a clock of
 * microseconds leaves a fraction; TIMESTAMP is UTC, in microseconds; an int is BIGINT and read as a double.
 */
export function storedType(kind: ScalarKind): string {
  switch (kind) {
    case "bool":
      return "BOOLEAN";
    case "int":
      return "BIGINT";
    case "number":
    case "duration":
      return "DOUBLE";
    case "date":
      return "DATE";
    case "timestamp":
      return "TIMESTAMP";
    case "text":
    case "category":
    case "id":
      return "VARCHAR";
  }
}

/** A computed fragment in the stored form of a kind; what the stored type cannot hold becomes NULL. */
export function storedSql(fragment: Fragment, kind: ScalarKind): string {
  if (fragment.none) return `NULL::${storedType(kind)}`;
  if (fragment.column !== undefined && storedType(fragment.kind) === storedType(kind)) return fragment.column;
  if (isTextKind(kind)) return textSql(fragment);
  switch (kind) {
    case "bool":
      return fragment.kind === "bool" ? fragment.sql : `(${numberSql(fragment)} <> 0)`;
    case "int":
      return `TRY_CAST(${numberSql(fragment)} AS BIGINT)`;
    case "date":
      return dateFromDays(daysSql(fragment));
    case "timestamp":
      return timestampFromMilliseconds(
        fragment.kind === "date" ? `(${numberSql(fragment)} * 86400000e0)` : numberSql(fragment),
      );
    default:
      return numberSql(fragment);
  }
}

/** A DATE of a DOUBLE of days; NULL outside of JavaScript's range of instants. */
export const dateFromDays = (days: string): string =>
  bind(days, (x) => `CASE WHEN abs(${x}) <= 1e8 THEN DATE '1970-01-01' + floor(${x})::INTEGER END`);

/** A TIMESTAMP of a DOUBLE of milliseconds; NULL outside of JavaScript's range of instants. */
export const timestampFromMilliseconds = (milliseconds: string): string =>
  bind(milliseconds, (x) => `CASE WHEN abs(${x}) <= 8.64e15 THEN make_timestamp(round(${x} * 1e3)::BIGINT) END`);

const daysSql = (fragment: Fragment): string =>
  fragment.kind === "timestamp" ? `floor(${numberSql(fragment)} / 86400000e0)` : numberSql(fragment);
