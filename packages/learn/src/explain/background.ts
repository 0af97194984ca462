import type { FittedLearner } from "../learners/learner.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { numericColumn, textColumn } from "../table/columns.ts";
import { isText, type NumericColumn, type Table, type TextColumn } from "../table/table.ts";
import { allRows, takeRows } from "../table/take-rows.ts";

/** Rows of features that a model keeps to be explained by: plain data that survives JSON bit for bit. */
export type Background = readonly BackgroundColumn[];

export type BackgroundColumn =
  | {
      readonly name: string;
      readonly kind: NumericColumn["kind"];
      readonly numbers: readonly (number | null)[];
    }
  | { readonly name: string; readonly kind: TextColumn["kind"]; readonly texts: readonly (string | null)[] };

/** Rows kept of a model. */
export const backgroundRows = 50;

/**
 * Rows drawn from those that a learner was fitted on, where it can be explained in no other way: nothing of trees, whose
 * nodes tell their rows, nor of weighted sums, which keep means.
 */
export function drawBackground(learner: FittedLearner, features: Table, seed: number): Background | undefined {
  if (!isSampled(learner)) return undefined;
  return keptRows(takeRows(features, drawnRows(allRows(features.rows), seed)));
}

/** At most {@link backgroundRows} of the rows, rising. */
export const drawnRows = (rows: Int32Array, seed: number): Int32Array =>
  seededRandom(seed, "background").shuffle(rows.slice()).slice(0, backgroundRows).sort();

/** A table of features as a model keeps it. */
export function keptRows(features: Table): Background {
  return features.columns.map((column): BackgroundColumn => {
    const { name } = column;
    if (isText(column)) {
      return { name, kind: column.kind, texts: Array.from(column.codes, (code) => column.dictionary[code] ?? null) };
    }
    return {
      name,
      kind: column.kind,
      numbers: Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
    };
  });
}

export function backgroundTable(background: Background): Table {
  const columns = background.map((column) =>
    "texts" in column
      ? textColumn(column.name, column.kind, column.texts)
      : numericColumn(column.name, column.kind, column.numbers),
  );
  const [first] = background;
  return { rows: first === undefined ? 0 : "texts" in first ? first.texts.length : first.numbers.length, columns };
}

/** Whether a learner is neither trees, nor a weighted sum through a known link, nor constant. */
export const isSampled = (learner: FittedLearner): boolean =>
  learner.algorithm !== "dummy" && !("ensemble" in learner) && !isExactlyLinear(learner);

/** Weighted sums of numbers, through the logistic or softmax link or none. */
export function isExactlyLinear(learner: FittedLearner): learner is LinearLearner {
  if (!("coefficients" in learner && "intercepts" in learner)) return false;
  return learner.task === "regression" || learner.algorithm === "logistic_regression";
}

export type LinearLearner = Extract<FittedLearner, { readonly coefficients: unknown; readonly intercepts: unknown }>;
