import { type MetricChoice, metricEntry } from "@mlopsc/vocabulary";
import type { FittedPart } from "../pipeline/fitted-part.ts";
import { done, type Outcome } from "../problem.ts";
import { seededRandom } from "../random/seeded-random.ts";
import type { Table } from "../table/table.ts";
import { allRows } from "../table/take-rows.ts";
import { labelledPredictions, measure } from "./evaluate-model.ts";
import { compileModel } from "./predict-model.ts";
import { type Measurable, predictShuffled, type Shuffle } from "./predict-shuffled.ts";
import type { StoredModel, TrainedModel } from "./trained-model.ts";

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
  model: StoredModel,
  table: Table,
  metric: MetricChoice,
  context: { readonly seed: number; readonly today: number; readonly repeats?: number },
): Outcome<FeatureImportance[]> {
  const repeats = context.repeats ?? 5;
  const sign = metricEntry(metric.metric).better === "higher" ? 1 : -1;
  const predict = compileModel(model);
  const known = labelledPredictions(model, table, context, predict);
  if (!known.ok) return known;
  const intact = metricOf(metric, known.value);
  if (!intact.ok) return intact;
  const { input, target } = model.definition;
  const names = input.filter((column) => !column.trainingOnly && column.name !== target).map(({ name }) => name);
  const shuffles = names.flatMap((name) =>
    Array.from({ length: repeats }, (_, repeat): Shuffle => {
      const order = seededRandom(context.seed, `${name} ${repeat}`).shuffle(allRows(table.rows));
      return { name, order };
    }),
  );
  const shuffled = predictShuffled(model, table, known.value, shuffles, context, predict);
  if (!shuffled.ok) return shuffled;
  const importances: FeatureImportance[] = [];
  for (const [at, feature] of names.entries()) {
    let total = 0;
    for (const predictions of shuffled.value.slice(at * repeats, (at + 1) * repeats)) {
      const value = metricOf(metric, predictions);
      if (!value.ok) return value;
      total += sign * (intact.value - value.value);
    }
    importances.push({ feature, importance: total / repeats });
  }
  return done(byImportance(importances));
}

function metricOf(metric: MetricChoice, predictions: Measurable): Outcome<number> {
  const measured = measure([metric], predictions);
  return measured.ok ? done(Object.values(measured.value)[0]!) : measured;
}

const byImportance = (importances: FeatureImportance[]): FeatureImportance[] =>
  importances.sort((a, b) => b.importance - a.importance || (a.feature < b.feature ? -1 : 1));
