import type { FoldPlan, SplitStep } from "@mlopsc/vocabulary";
import { type Random, seededRandom } from "../random/seeded-random.ts";
import { requireColumn } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { ranks, rowsByValue, rowsInOrder } from "./row-values.ts";
import { joined, splitRows, timeCut } from "./split-rows.ts";

/** Rising row numbers of the table. */
export interface Fold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * The folds of these rows; deterministic for the seed. By random, stratify or group each row validates once;
 * by time each fold trains on all that came before it, so the earliest rows never validate (scikit-learn's TimeSeriesSplit).
 * Folds that would lack rows on a side are left out: too few rows, groups or times.
 */
export function folds(table: Table, plan: FoldPlan, rows: Int32Array, seed: number): readonly Fold[] {
  if (plan.kind === "holdout") {
    const { train, test } = splitRows(table, splitOf(plan), seed, rows);
    return [{ train, validation: test }].filter(hasBothSides);
  }
  if (plan.by === "time") return timeFolds(table, columnOf(plan), rows, plan.folds).filter(hasBothSides);
  const random = seededRandom(seed, "folds");
  return dealt(table, plan, rows, random)
    .map((validation) => ({ train: without(rows, validation), validation: Int32Array.from(validation).sort() }))
    .filter(hasBothSides);
}

function dealt(
  table: Table,
  plan: Extract<FoldPlan, { kind: "cross_validation" }>,
  rows: Int32Array,
  random: Random,
): readonly Int32Array[] {
  if (plan.by === "group")
    return groupHands(rowsByValue(requireColumn(table, columnOf(plan)), rows), plan.folds, random);
  const classes = plan.by === "stratify" ? rowsByValue(requireColumn(table, columnOf(plan)), rows) : [rows];
  // Class after class is dealt like cards, so the hands differ by at most one in each class and in all.
  const deck = joined(classes.map((members) => random.shuffle(Int32Array.from(members))));
  return Array.from({ length: plan.folds }, (_, fold) => deck.filter((_row, at) => at % plan.folds === fold));
}

/** The largest group first, each to the fold with the fewest rows so far; equal groups in random order. */
function groupHands(groups: readonly Int32Array[], count: number, random: Random): readonly Int32Array[] {
  const shuffled = Array.from(random.shuffle(Int32Array.from(groups.keys())), (at) => groups[at]!);
  const hands = Array.from({ length: count }, (): { rows: number; readonly groups: Int32Array[] } => ({
    rows: 0,
    groups: [],
  }));
  for (const group of shuffled.sort((a, b) => b.length - a.length)) {
    const hand = hands.reduce((least, other) => (other.rows < least.rows ? other : least));
    hand.groups.push(group);
    hand.rows += group.length;
  }
  return hands.map((hand) => joined(hand.groups));
}

function timeFolds(table: Table, name: string, rows: Int32Array, count: number): readonly Fold[] {
  const column = requireColumn(table, name);
  const order = rowsInOrder(column, rows);
  const rank = ranks(column);
  const cuts = Array.from({ length: count }, (_, fold) =>
    timeCut(order, rank, Math.round(((fold + 1) * order.length) / (count + 1))),
  );
  return cuts.map((cut, fold) => ({
    train: order.slice(0, cut).sort(),
    validation: order.slice(cut, cuts[fold + 1] ?? order.length).sort(),
  }));
}

function without(rows: Int32Array, left: Int32Array): Int32Array {
  const barred = new Set(left);
  return rows.filter((row) => !barred.has(row)).sort();
}

function splitOf(plan: Extract<FoldPlan, { kind: "holdout" }>): SplitStep {
  if (plan.by === "random") return { kind: "split", share: plan.share, by: "random" };
  return { kind: "split", share: plan.share, by: plan.by, column: columnOf(plan) };
}

function columnOf(plan: FoldPlan): string {
  if (plan.column === undefined) throw new Error(`folds by ${plan.by} need a column`);
  return plan.column;
}

const hasBothSides = ({ train, validation }: Fold): boolean => train.length > 0 && validation.length > 0;
