import {
  type ClassLabel,
  type Decision,
  type FeatureImportance,
  type FitWarning,
  fitWarnings,
  type LearnProblem,
  learnerImportance,
  serialiseModel,
  type Table,
  type ThresholdChoice,
  type TrainedModel,
  trainDecidedModel,
} from "@mlopsc/learn";
import {
  type AlgorithmChoice,
  type CalibrationMethod,
  type FoldPlan,
  type ModelDefinition,
  metricEntry,
  metricKey,
} from "@mlopsc/vocabulary";
import type { TaskMeans } from "../task-means.ts";
import type { TaskProgress } from "../task-progress.ts";

export interface TrainModelInput {
  /** The training part at the last relational step. */
  readonly table: Table;
  readonly definition: ModelDefinition;
  readonly choice: AlgorithmChoice;
  /** Where the definition calibrates or chooses a threshold. */
  readonly folds?: FoldPlan;
  readonly seed: number;
  readonly today: number;
}

export type TrainModelOutput =
  | {
      readonly ok: true;
      /** The model's document. */
      readonly model: string;
      readonly rows: number;
      readonly features: readonly string[];
      readonly classes: readonly ClassLabel[];
      readonly importance: readonly FeatureImportance[];
      readonly warnings: readonly FitWarning[];
      readonly rounds?: number;
      readonly decision?: ModelDecision;
    }
  | { readonly ok: false; readonly problem: LearnProblem };

/** How the probabilities of a learner became the answers of its model. */
export interface ModelDecision {
  /** The out-of-fold rows that taught it. */
  readonly rows: number;
  readonly calibration?: CalibrationMethod;
  readonly threshold?: ThresholdChoice & { readonly metric: string; readonly better: "higher" | "lower" };
}

export function trainModelTask(
  { table, definition, choice, folds, seed, today }: TrainModelInput,
  progress: TaskProgress,
  means: TaskMeans = {},
): TrainModelOutput {
  const onProgress = (done: number, total: number): void => progress(done / total, `${done} of ${total} rounds`);
  const trained = trainDecidedModel(definition, choice, table, folds ?? noFolds, {
    seed,
    today,
    onProgress,
    ...means,
  });
  if (!trained.ok) return trained;
  const { model, decision, decisionRows = 0 } = trained.value;
  const { rows, features, classes } = model;
  return {
    ok: true,
    model: serialiseModel(model),
    rows,
    features,
    classes,
    importance: learnerImportance(model),
    warnings: fitWarnings(model.learner),
    ...roundsOf(model),
    ...(decision === undefined ? {} : { decision: { rows: decisionRows, ...decisionOf(definition, decision) } }),
  };
}

/** Where training was to stop early: how many rounds were best. */
const roundsOf = ({ choice, learner }: TrainedModel): { readonly rounds?: number } =>
  "rounds" in learner && (choice.parameters["early_stopping"] ?? null) !== null ? { rounds: learner.rounds } : {};

/** Asked for nothing, since then a definition decides nothing. */
const noFolds: FoldPlan = { kind: "holdout", share: 0.2, by: "random" };

function decisionOf(
  { calibrate, threshold }: ModelDefinition,
  { choice }: Decision,
): Pick<ModelDecision, "calibration" | "threshold"> {
  const ofThreshold =
    typeof threshold === "object" && choice !== undefined
      ? {
          threshold: {
            ...choice,
            metric: metricKey(threshold.best),
            better: metricEntry(threshold.best.metric).better,
          },
        }
      : {};
  return { ...(calibrate === undefined ? {} : { calibration: calibrate }), ...ofThreshold };
}
