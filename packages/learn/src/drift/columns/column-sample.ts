import type { ScalarKind } from "@mlopsc/vocabulary";
import { levelCounts } from "../../pipeline/levels.ts";
import { meanAndDeviation, quantile, sortedValues } from "../../pipeline/statistics.ts";
import { isText, type TableColumn } from "../../table/table.ts";
import { mostCounted } from "./choose-test.ts";

/** A column's values as comparisons need them, made once for a reference that many samples are compared with. */
export interface ColumnSample {
  readonly name: string;
  readonly kind: ScalarKind;
  /** With and without a value. */
  readonly rows: number;
  readonly missing: number;
  /** Ascending, of those that are there; empty of categories. */
  readonly numbers: Float64Array;
  /** Population standard deviation of the numbers; 0 of none. */
  readonly deviation: number;
  /** Counts by level; of numbers where they have few distinct values, and null where they have many. */
  readonly levels: ReadonlyMap<string, number> | null;
  /** Inner edges of the bins for numbers: the deciles of this sample, without repetition. A value on an edge is below it. */
  readonly edges: readonly number[];
}

export function columnSample(column: TableColumn): ColumnSample {
  const { name, kind } = column;
  if (isText(column)) {
    const levels = new Map(levelCounts(column).map(({ level, count }) => [level, count]));
    const rows = column.codes.length;
    const present = [...levels.values()].reduce((sum, count) => sum + count, 0);
    return { name, kind, rows, missing: rows - present, numbers: new Float64Array(), deviation: 0, levels, edges: [] };
  }
  const rows = column.values.length;
  const numbers = sortedValues(column.values);
  const deviation = numbers.length === 0 ? 0 : meanAndDeviation(numbers).deviation;
  const edges = numbers.length === 0 ? [] : decileShares.map((share) => quantile(numbers, share));
  const levels = fewLevels(numbers);
  return { name, kind, rows, missing: rows - numbers.length, numbers, deviation, levels, edges: [...new Set(edges)] };
}

const decileShares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

function fewLevels(sorted: Float64Array): ReadonlyMap<string, number> | null {
  const levels = new Map<string, number>();
  for (const value of sorted) {
    const level = String(value + 0);
    levels.set(level, (levels.get(level) ?? 0) + 1);
    if (levels.size > mostCounted) return null;
  }
  return levels;
}
