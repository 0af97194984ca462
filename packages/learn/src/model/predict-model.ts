import { compileEnsemble } from "../ensemble/compile-ensemble.ts";
import { type ApplyContext, applyPipeline } from "../pipeline/apply-pipeline.ts";
import { isMissingAt, requireColumn } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import type { ClassLabel } from "./class-labels.ts";
import { compileAnswers } from "./compile-answers.ts";
import { predictionValues } from "./prediction-values.ts";
import type { StoredModel, TrainedModel } from "./trained-model.ts";

export interface Predictions {
  /** The input rows that were predicted, rising; the arrays below are in this order. */
  readonly rows: Int32Array;
  /** Regression: numbers. Two classes: the probability of the second, which is `true` of a bool. */
  readonly values?: Float64Array;
  /** The model's classes; empty for regression. */
  readonly classes: readonly ClassLabel[];
  /** Rows × classes. */
  readonly probabilities?: Float64Array;
  /** The index of the most probable class; of two the second above the model's threshold, 0.5 where it has none; of more the cheapest by its costs. */
  readonly labels?: Int32Array;
  /** Input rows that a filter of the pipeline turned away, with its condition as written (only when serving). */
  readonly outOfScope: readonly { readonly row: number; readonly filter: string }[];
  /** Input rows without a prediction, because the learner takes no missing values and these features are missing. */
  readonly incomplete: readonly { readonly row: number; readonly columns: readonly string[] }[];
}

/** A model made ready to predict; safe to keep, has no state. */
export type ModelPredictor = (table: Table, context: ApplyContext) => Predictions & { readonly output: Table };

/** Reads the input columns by name; the order of columns and of dictionaries does not matter. */
export const predictModel = (model: StoredModel, table: Table, context: ApplyContext): Predictions =>
  compileModel(model)(table, context);

export const compileModel = (model: StoredModel): ModelPredictor =>
  "members" in model ? compileEnsemble(model, model.members.map(compileTrained)) : compileTrained(model);

function compileTrained(model: TrainedModel): ModelPredictor {
  const predict = compileAnswers(model);
  const { threshold } = model;
  return (table, context) => {
    const applied = applyPipeline(model.pipeline, table, context);
    const outOfScope = applied.outOfScope.map(({ row, source }) => ({ row, filter: source }));
    let { output, rows } = applied;
    let predicted = predict(output);
    const gaps = incompleteRows(model, output, predicted);
    const incomplete = gaps.map(({ row, columns }) => ({ row: rows[row]!, columns }));
    if (gaps.length > 0) {
      const barred = new Set(gaps.map(({ row }) => row));
      const kept = Int32Array.from(rows.keys()).filter((row) => !barred.has(row));
      output = takeRows(output, kept);
      rows = kept.map((row) => rows[row]!);
      predicted = predict(output);
    }
    const values = predictionValues(model.definition, model.classes, predicted, threshold);
    return { rows, classes: model.classes, outOfScope, incomplete, output, ...values };
  };
}

function incompleteRows(
  { features, classes }: TrainedModel,
  output: Table,
  predicted: Float64Array,
): { row: number; columns: string[] }[] {
  const width = Math.max(1, classes.length);
  const gaps: { row: number; columns: string[] }[] = [];
  for (let row = 0; row < output.rows; row++) {
    if (!Number.isNaN(predicted[row * width]!)) continue;
    gaps.push({ row, columns: features.filter((name) => isMissingAt(requireColumn(output, name), row)) });
  }
  return gaps;
}
