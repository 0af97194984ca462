import {
  type ClassLabel,
  type FeatureImportance,
  type FitWarning,
  fitWarnings,
  type LearnProblem,
  learnerImportance,
  serialiseModel,
  type Table,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, ModelDefinition } from "@mlopsc/vocabulary";
import type { TaskProgress } from "../task-progress.ts";

export interface TrainModelInput {
  /** The training part at the last relational step. */
  readonly table: Table;
  readonly definition: ModelDefinition;
  readonly choice: AlgorithmChoice;
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
    }
  | { readonly ok: false; readonly problem: LearnProblem };

export function trainModelTask(
  { table, definition, choice, seed, today }: TrainModelInput,
  progress: TaskProgress,
): TrainModelOutput {
  const onProgress = (done: number, total: number): void => progress(done / total, `${done} of ${total} rounds`);
  const trained = trainModel(definition, choice, table, { seed, today, onProgress });
  if (!trained.ok) return trained;
  const { rows, features, classes } = trained.value;
  return {
    ok: true,
    model: serialiseModel(trained.value),
    rows,
    features,
    classes,
    importance: learnerImportance(trained.value),
    warnings: fitWarnings(trained.value.learner),
  };
}
