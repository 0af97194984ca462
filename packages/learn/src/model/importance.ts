import { type MetricChoice, metricEntry } from "@mlopsc/vocabulary";
import type { FittedPart } from "../pipeline/fitted-part.ts";
import { done, type Outcome } from "../problem.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { columnNamed } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { allRows, takeColumnRows } from "../table/take-rows.ts";
import { evaluateModel } from "./evaluate-model.ts";
import type { TrainedModel } from "./trained-model.ts";

export interface FeatureImportance {
  readonly feature: string;
  readonly importance: number;
}

/**
 * What the learner itself used, as shares of 1, the largest first: gain or impurity of trees, size of standardised
 * coefficients. Columns that an encoding made count for the column encoded.
 */
export function learnerImportance(model: TrainedModel): FeatureImportance[] {
  const sums = new Map<string, number>();
  model.features.forEach((feature, index) => {
    const source = encodedColumn(model.pipeline.parts, feature);
    sums.set(source, (sums.get(source) ?? 0) + model.learner.importance[index]!);
  });
  return byImportance(Array.from(sums, ([feature, importance]) => ({ feature, importance })));
}

/** The column that a feature was made from by one_hot, hashing or target encoding; else the feature. */
function encodedColumn(parts: readonly FittedPart[], feature: string): string {
  for (const part of parts) {
    const names =
      part.kind === "one_hot" || part.kind === "target_means"
        ? part.columns.map(({ name }) => name)
        : part.kind === "hashing"
          ? part.columns
          : [];
    const source = names.find((name) => feature.startsWith(`${name}=`));
    if (source !== undefined) return source;
  }
  return feature;
}

/**
 * How much worse the metric gets when one column of the request is shuffled (Breiman 2001), mean over `repeats`, the
 * largest first; negative where shuffling helps. In the metric's unit.
 */
export function permutationImportance(
  model: TrainedModel,
  table: Table,
  metric: MetricChoice,
  context: { readonly seed: number; readonly today: number; readonly repeats?: number },
): Outcome<FeatureImportance[]> {
  const repeats = context.repeats ?? 5;
  const sign = metricEntry(metric.metric).better === "higher" ? 1 : -1;
  const intact = measured(model, table, metric, context);
  if (!intact.ok) return intact;
  const importances: FeatureImportance[] = [];
  const { input, target } = model.definition;
  for (const { name } of input.filter((column) => !column.trainingOnly && column.name !== target)) {
    let total = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const shuffled = withShuffled(table, name, seededRandom(context.seed, `${name} ${repeat}`).shuffle);
      const value = measured(model, shuffled, metric, context);
      if (!value.ok) return value;
      total += sign * (intact.value - value.value);
    }
    importances.push({ feature: name, importance: total / repeats });
  }
  return done(byImportance(importances));
}

function measured(
  model: TrainedModel,
  table: Table,
  metric: MetricChoice,
  context: { readonly today: number },
): Outcome<number> {
  const evaluation = evaluateModel(model, table, [metric], context);
  return evaluation.ok ? done(Object.values(evaluation.value.metrics)[0]!) : evaluation;
}

function withShuffled(table: Table, name: string, shuffle: (rows: Int32Array) => Int32Array): Table {
  if (columnNamed(table, name) === undefined) return table;
  const rows = shuffle(allRows(table.rows));
  return {
    rows: table.rows,
    columns: table.columns.map((column) => (column.name === name ? takeColumnRows(column, rows) : column)),
  };
}

const byImportance = (importances: FeatureImportance[]): FeatureImportance[] =>
  importances.sort((a, b) => b.importance - a.importance || (a.feature < b.feature ? -1 : 1));
