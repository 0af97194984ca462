import type { AlgorithmChoice, FoldPlan, MetricChoice, ModelDefinition } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../problem.ts";
import { seededRandom } from "../random/seeded-random.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import { evaluateModel } from "./evaluate-model.ts";
import { modelFolds } from "./model-folds.ts";
import { type TrainingContext, trainModel } from "./train-model.ts";

/** How good a model is that was trained on so many rows; by metric the mean over folds and its standard deviation. */
export interface LearningCurvePoint {
  /** Mean over the folds. */
  readonly rows: number;
  readonly train: Readonly<Record<string, Spread>>;
  readonly validation: Readonly<Record<string, Spread>>;
}

export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Trained on ever larger parts of the rows that each fold trains on, and measured on those parts and on the fold's own
 * rows: scikit-learn's learning_curve. Each part is drawn at random and holds the one before it. A size at which some
 * fold cannot be trained or measured, for want of a class, is left out.
 * @param points sizes, evenly from 1 / points of the rows to all
 */
export function learningCurve(
  definition: ModelDefinition,
  choice: AlgorithmChoice,
  table: Table,
  plan: FoldPlan,
  metrics: readonly MetricChoice[],
  context: TrainingContext & { readonly points: number },
): Outcome<LearningCurvePoint[]> {
  const { points, onProgress, ...training } = context;
  const dealt = modelFolds(definition, table, plan, context);
  if (!dealt.ok) return dealt;
  const ordered = dealt.value.map(({ train }, fold) =>
    seededRandom(context.seed, `learning curve ${fold}`).shuffle(train.slice()),
  );
  const curve: LearningCurvePoint[] = [];
  const { calibrate: _unused, threshold, ...plain } = definition;
  const fixed = typeof threshold === "number" ? { ...plain, threshold } : plain;
  for (let point = 1; point <= points; point++) {
    const fits: Fit[] = [];
    for (const [fold, { validation }] of dealt.value.entries()) {
      const rows = ordered[fold]!.slice(0, Math.max(2, Math.round((point * ordered[fold]!.length) / points))).sort();
      const fit = fitOf(fixed, choice, takeRows(table, rows), takeRows(table, validation), metrics, training);
      if (fit !== undefined) fits.push(fit);
      onProgress?.((point - 1) * dealt.value.length + fold + 1, points * dealt.value.length);
    }
    if (fits.length === dealt.value.length) curve.push(pointOf(fits));
  }
  return done(curve);
}

interface Fit {
  readonly rows: number;
  readonly train: Readonly<Record<string, number>>;
  readonly validation: Readonly<Record<string, number>>;
}

function fitOf(
  definition: ModelDefinition,
  choice: AlgorithmChoice,
  train: Table,
  validation: Table,
  metrics: readonly MetricChoice[],
  context: TrainingContext,
): Fit | undefined {
  const model = trainModel(definition, choice, train, context);
  if (!model.ok) return undefined;
  const seen = evaluateModel(model.value, train, metrics, context);
  const unseen = evaluateModel(model.value, validation, metrics, context);
  if (!seen.ok || !unseen.ok) return undefined;
  return { rows: model.value.rows, train: seen.value.metrics, validation: unseen.value.metrics };
}

function pointOf(fits: readonly Fit[]): LearningCurvePoint {
  const spreads = (of: (fit: Fit) => Readonly<Record<string, number>>): Record<string, Spread> =>
    Object.fromEntries(Object.keys(of(fits[0]!)).map((key) => [key, spreadOf(fits.map((fit) => of(fit)[key]!))]));
  return {
    rows: Math.round(fits.reduce((sum, { rows }) => sum + rows, 0) / fits.length),
    train: spreads(({ train }) => train),
    validation: spreads(({ validation }) => validation),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}
