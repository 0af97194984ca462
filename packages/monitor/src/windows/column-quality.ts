import type { ColumnProfile, TableColumn } from "@mlopsc/learn";
import { isText } from "@mlopsc/learn";
import type { LoggedColumn, LoggedProblem } from "@mlopsc/serve";

/** What is odd about a column's values. */
export interface QualityCounts {
  rows: number;
  missing: number;
  /** Numbers outside those of the reference. */
  outOfRange: number;
  /** Categories that the reference has not. */
  unseen: number;
  /** Values for which a request was refused, whatever was wrong with them. They are among the rows. */
  refused: number;
}

export const noQuality = (): QualityCounts => ({ rows: 0, missing: 0, outOfRange: 0, unseen: 0, refused: 0 });

/** What a column may hold, as the reference had it. */
export interface ColumnLimits {
  readonly low: number;
  readonly high: number;
  /** Null where any value may come. */
  readonly levels: ReadonlySet<string> | null;
}

/** Levels are those of the schema, or else of the rows that are at hand: a profile lists only the most frequent. */
export function columnLimits(
  column: LoggedColumn,
  profile: ColumnProfile | undefined,
  reference: TableColumn | undefined,
): ColumnLimits {
  const levels = column.levels ?? (reference && isText(reference) ? reference.dictionary : undefined);
  const numbers = column.kind === "bool" ? undefined : profile?.numbers;
  return {
    low: numbers?.min ?? -Infinity,
    high: numbers?.max ?? Infinity,
    levels: column.kind === "category" && levels !== undefined ? new Set(levels) : null,
  };
}

/** One value: a number (NaN is missing), or a text (null is). */
export function countValue(counts: QualityCounts, value: number | string | null, limits: ColumnLimits): void {
  counts.rows++;
  if (value === null || Number.isNaN(value)) counts.missing++;
  else if (typeof value === "number") counts.outOfRange += Number(value < limits.low || value > limits.high);
  else counts.unseen += Number(limits.levels?.has(value) === false);
}

/** A value that was refused: what was wrong with it counts as if it had been taken. */
export function countProblem(counts: QualityCounts, code: LoggedProblem["code"]): void {
  counts.rows++;
  counts.refused++;
  counts.missing += Number(code === "missing" || code === "not_nullable");
  counts.outOfRange += Number(code === "out_of_range");
  counts.unseen += Number(code === "unknown_level");
}

export const mergeQuality = (a: QualityCounts, b: QualityCounts): QualityCounts => ({
  rows: a.rows + b.rows,
  missing: a.missing + b.missing,
  outOfRange: a.outOfRange + b.outOfRange,
  unseen: a.unseen + b.unseen,
  refused: a.refused + b.refused,
});
