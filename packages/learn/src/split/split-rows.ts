import type { SplitStep } from "@mlopsc/vocabulary";
import { type Random, seededRandom } from "../random/seeded-random.ts";
import { dayMilliseconds } from "../table/civil-date.ts";
import { numbersIn, requireColumn } from "../table/columns.ts";
import type { Table, TableColumn } from "../table/table.ts";
import { allRows } from "../table/take-rows.ts";
import { ranks, rowsByValue, rowsInOrder } from "./row-values.ts";

/** Both hold rising row numbers of the table; together they hold each row split once. */
export interface SplitRows {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Puts a share of the rows aside for the test; deterministic for the seed. Of two rows or more both parts get one,
 * unless all have one time or one group. A missing class or group is a value like others; a missing time is before all.
 */
export function splitRows(
  table: Table,
  split: SplitStep,
  seed: number,
  among: Int32Array = allRows(table.rows),
): SplitRows {
  if ("milliseconds" in split) return latest(requireColumn(table, split.column), split.milliseconds, among);
  const random = seededRandom(seed, "split");
  const size = testSize(among.length, split.share);
  switch (split.by) {
    case "random":
      return parts(among, random.shuffle(Int32Array.from(among)).subarray(0, size));
    case "stratify":
      return parts(
        among,
        stratified(rowsByValue(requireColumn(table, split.column), among), split.share, size, random),
      );
    case "time": {
      const column = requireColumn(table, split.column);
      const order = rowsInOrder(column, among);
      return parts(among, order.subarray(timeCut(order, ranks(column), order.length - size)));
    }
    case "group":
      return parts(among, grouped(rowsByValue(requireColumn(table, split.column), among), size, random));
  }
}

/** Dates count days, timestamps milliseconds. A missing time is before all. */
function latest(column: TableColumn, milliseconds: number, among: Int32Array): SplitRows {
  const { kind, values } = numbersIn(column);
  const length = kind === "date" ? milliseconds / dayMilliseconds : milliseconds;
  let newest = Number.NEGATIVE_INFINITY;
  for (const row of among) if (values[row]! > newest) newest = values[row]!;
  return parts(
    among,
    among.filter((row) => values[row]! > newest - length),
  );
}

/** The place nearest to the one asked for at which the time changes, inside the order if there is one. */
export function timeCut(order: Int32Array, rank: Float64Array, wanted: number): number {
  const changes = (at: number): boolean => at > 0 && at < order.length && rank[order[at - 1]!] !== rank[order[at]!];
  for (let reach = 0; reach < order.length; reach++) {
    if (changes(wanted - reach)) return wanted - reach;
    if (changes(wanted + reach)) return wanted + reach;
  }
  return order.length;
}

function testSize(rows: number, share: number): number {
  if (rows < 2 || share <= 0) return 0;
  return Math.min(rows - 1, Math.max(1, Math.round(rows * share)));
}

/** Of each class its share, rounded down or up so that the sum is right: up for the largest remainders. */
function stratified(classes: readonly Int32Array[], share: number, size: number, random: Random): Int32Array {
  const quotas = classes.map((members) => Math.floor(members.length * share));
  const order = classes
    .map((members, at) => ({ at, rest: members.length * share - quotas[at]! }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  let left = size - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { at } of order) {
    if (left <= 0) break;
    if (quotas[at]! < classes[at]!.length) {
      quotas[at]!++;
      left--;
    }
  }
  return joined(classes.map((members, at) => random.shuffle(Int32Array.from(members)).subarray(0, quotas[at]!)));
}

/** Whole groups in random order, each taken if that brings the number of rows nearer to the one asked for. */
function grouped(groups: readonly Int32Array[], size: number, random: Random): Int32Array {
  const order = random.shuffle(allRows(groups.length));
  const taken: Int32Array[] = [];
  let count = 0;
  for (const at of order) {
    const group = groups[at]!;
    if (taken.length === groups.length - 1) break;
    if (count + group.length / 2 >= size) continue;
    taken.push(group);
    count += group.length;
  }
  if (taken.length === 0 && groups.length > 1 && size > 0) {
    taken.push([...groups].sort((a, b) => a.length - b.length)[0]!);
  }
  return joined(taken);
}

/** The chosen rows as the test part, all others as the training part. */
function parts(among: Int32Array, chosen: Int32Array): SplitRows {
  const test = new Set(chosen);
  return {
    train: Int32Array.from(among)
      .sort()
      .filter((row) => !test.has(row)),
    test: Int32Array.from(chosen).sort(),
  };
}

export function joined(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
