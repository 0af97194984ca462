import { type MetricChoice, metricEntry } from "@mlopsc/vocabulary";
import type { FittedPart } from "../pipeline/fitted-part.ts";
import { done, type Outcome } from "../problem.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { columnNamed } from "../table/columns.ts";
import { isText, type Table } from "../table/table.ts";
import { allRows, takeColumnRows } from "../table/take-rows.ts";
import { type LabelledPredictions, labelledPredictions, measure } from "./evaluate-model.ts";
import { compileModel } from "./predict-model.ts";
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
  const importances: FeatureImportance[] = [];
  const { input, target } = model.definition;
  for (const { name } of input.filter((column) => !column.trainingOnly && column.name !== target)) {
    let total = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = seededRandom(context.seed, `${name} ${repeat}`).shuffle(allRows(table.rows));
      const shuffled = predictShuffled(known.value, table, name, order, (rows) =>
        labelledPredictions(model, rows, context, predict),
      );
      if (!shuffled.ok) return shuffled;
      const value = metricOf(metric, shuffled.value);
      if (!value.ok) return value;
      total += sign * (intact.value - value.value);
    }
    importances.push({ feature: name, importance: total / repeats });
  }
  return done(byImportance(importances));
}

type Measurable = Pick<LabelledPredictions, "truth" | "scored">;

/** All rows with one column in that order; only those are predicted anew that get another value. */
function predictShuffled(
  known: LabelledPredictions,
  table: Table,
  name: string,
  order: Int32Array,
  predict: (rows: Table) => Outcome<LabelledPredictions>,
): Outcome<Measurable> {
  const changed = changedRows(table, name, order);
  if (changed.length === 0) return done(known);
  const fresh = predict(shuffledRows(table, name, order, changed));
  if (!fresh.ok) return fresh;
  // Few rows may show fewer classes than all do, and indices would not mean the same.
  if (fresh.value.classes.join("\0") !== known.classes.join("\0"))
    return predict(shuffledRows(table, name, order, allRows(table.rows)));
  return done(replaced(known, fresh.value, changed));
}

function metricOf(metric: MetricChoice, predictions: Measurable): Outcome<number> {
  const measured = measure([metric], predictions);
  return measured.ok ? done(Object.values(measured.value)[0]!) : measured;
}

/** The rows that get another value when the column is put in that order: no other row is predicted otherwise. */
function changedRows(table: Table, name: string, order: Int32Array): Int32Array {
  const column = columnNamed(table, name);
  if (column === undefined) return new Int32Array(0);
  const cells: ArrayLike<number> = isText(column) ? column.codes : column.values;
  return allRows(table.rows).filter((row) => !Object.is(cells[row], cells[order[row]!]));
}

/** Those rows with the column in that order. */
function shuffledRows(table: Table, name: string, order: Int32Array, rows: Int32Array): Table {
  const columns = table.columns.map((column) =>
    takeColumnRows(column, column.name === name ? rows.map((row) => order[row]!) : rows),
  );
  return { rows: rows.length, columns };
}

/**
 * The predictions of all rows, those of `changed` rows taken from `fresh`, whose rows count within them. A filter may
 * leave out other rows than before. Rows stay in order, so that sums are the same as had all been predicted anew.
 */
function replaced(known: LabelledPredictions, fresh: LabelledPredictions, changed: Int32Array): Measurable {
  const isChanged = new Set(changed);
  const kept = Array.from(known.rows, (row, at) => ({ row, from: known, at })).filter(({ row }) => !isChanged.has(row));
  const taken = Array.from(fresh.rows, (row, at) => ({ row: changed[row]!, from: fresh, at }));
  const all = [...kept, ...taken].sort((a, b) => a.row - b.row);
  const { classCount } = known.scored;
  const width = Math.max(1, classCount);
  const predicted = new Float64Array(all.length * width);
  for (const [place, { from, at }] of all.entries())
    predicted.set(from.scored.predicted.subarray(at * width, (at + 1) * width), place * width);
  return {
    truth: Float64Array.from(all, ({ from, at }) => from.truth[at]!),
    scored: { ...known.scored, predicted },
  };
}

const byImportance = (importances: FeatureImportance[]): FeatureImportance[] =>
  importances.sort((a, b) => b.importance - a.importance || (a.feature < b.feature ? -1 : 1));
