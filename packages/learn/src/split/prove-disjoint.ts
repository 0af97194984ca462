import type { SplitStep } from "@mlopsc/vocabulary";
import { isMissingAt, requireColumn } from "../table/columns.ts";
import { type JsonScalar, jsonAt } from "../table/records.ts";
import { isText, type Table, type TableColumn } from "../table/table.ts";
import { ranks } from "./row-values.ts";

export interface SharedCounts {
  readonly columns: readonly string[];
  /** Distinct values (of all columns together) on each side, and those on both. */
  readonly train: number;
  readonly test: number;
  readonly shared: number;
}

/** What shows that the test part tells nothing that training saw: counted on the rows themselves, as plain data. */
export interface SplitProof {
  readonly rows: { readonly train: number; readonly test: number; readonly shared: number };
  /** Absent without key columns. */
  readonly keys?: SharedCounts;
  /** Absent unless split by group. */
  readonly groups?: SharedCounts;
  /** Absent unless split by time. Values as JSON; null where that side has none. */
  readonly time?: {
    readonly column: string;
    readonly latestTrain: JsonScalar;
    readonly earliestTest: JsonScalar;
    readonly ordered: boolean;
  };
  /** Absent unless stratified: the rows of each class on each side. */
  readonly classes?: readonly { readonly value: JsonScalar; readonly train: number; readonly test: number }[];
}

export function proveDisjoint(
  table: Table,
  split: SplitStep,
  train: Int32Array,
  test: Int32Array,
  keyColumns: readonly string[],
): SplitProof {
  const trainRows = new Set(train);
  const sharedRows = new Set(test.filter((row) => trainRows.has(row))).size;
  return {
    rows: { train: train.length, test: test.length, shared: sharedRows },
    ...(keyColumns.length > 0 ? { keys: sharedCounts(table, keyColumns, train, test, false) } : {}),
    ...(split.by === "group" ? { groups: sharedCounts(table, [split.column], train, test, true) } : {}),
    ...(split.by === "time" ? { time: timeOrder(requireColumn(table, split.column), train, test) } : {}),
    ...(split.by === "stratify" ? { classes: classCounts(requireColumn(table, split.column), train, test) } : {}),
  };
}

/** A missing group is a group, as for the split; a missing key is nobody's. */
function sharedCounts(
  table: Table,
  names: readonly string[],
  train: Int32Array,
  test: Int32Array,
  missingCounts: boolean,
): SharedCounts {
  const columns = names.map((name) => requireColumn(table, name));
  const inTrain = distinctKeys(columns, train, missingCounts);
  const inTest = distinctKeys(columns, test, missingCounts);
  let shared = 0;
  for (const key of inTest) if (inTrain.has(key)) shared++;
  return { columns: names, train: inTrain.size, test: inTest.size, shared };
}

function distinctKeys(
  columns: readonly TableColumn[],
  rows: Int32Array,
  missingCounts: boolean,
): ReadonlySet<number | string> {
  const [only] = columns;
  const keys = new Set<number | string>();
  const valueAt = (column: TableColumn, row: number): number =>
    isText(column) ? column.codes[row]! : column.values[row]!;
  for (const row of rows) {
    if (!missingCounts && columns.some((column) => isMissingAt(column, row))) continue;
    keys.add(columns.length === 1 ? valueAt(only!, row) : columns.map((column) => valueAt(column, row)).join(","));
  }
  return keys;
}

function timeOrder(column: TableColumn, train: Int32Array, test: Int32Array): NonNullable<SplitProof["time"]> {
  const rank = ranks(column);
  const pick = (rows: Int32Array, beats: (a: number, b: number) => boolean): number | undefined => {
    let best: number | undefined;
    for (const row of rows) if (best === undefined || beats(rank[row]!, rank[best]!)) best = row;
    return best;
  };
  const latest = pick(train, (a, b) => a > b);
  const earliest = pick(test, (a, b) => a < b);
  return {
    column: column.name,
    latestTrain: latest === undefined ? null : jsonAt(column, latest),
    earliestTest: earliest === undefined ? null : jsonAt(column, earliest),
    ordered: latest === undefined || earliest === undefined || rank[latest]! < rank[earliest]!,
  };
}

function classCounts(column: TableColumn, train: Int32Array, test: Int32Array): NonNullable<SplitProof["classes"]> {
  const counts = new Map<JsonScalar, { train: number; test: number }>();
  const count = (rows: Int32Array, side: "train" | "test"): void => {
    for (const row of rows) {
      const value = jsonAt(column, row);
      const found = counts.get(value) ?? { train: 0, test: 0 };
      found[side]++;
      counts.set(value, found);
    }
  };
  count(train, "train");
  count(test, "test");
  return [...counts].map(([value, sides]) => ({ value, ...sides }));
}
