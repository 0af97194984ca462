import {
  type CrossValidation,
  crossValidate,
  type KnownTrial,
  type Outcome,
  shouldPrune,
  type Table,
} from "@mlopsc/learn";
import {
  type AlgorithmChoice,
  type FoldPlan,
  type MetricChoice,
  type ModelDefinition,
  metricKey,
  type SearchDefinition,
} from "@mlopsc/vocabulary";
import type { TaskMeans } from "../task-means.ts";
import type { TaskProgress } from "../task-progress.ts";

export interface CrossValidateInput {
  /** The training part at the last relational step. */
  readonly table: Table;
  readonly definition: ModelDefinition;
  readonly choice: AlgorithmChoice;
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
  readonly today: number;
  /** Of each fold's training rows, those that are learned from; 1 unless said. */
  readonly share?: number;
  /** Ends the trial early where it falls behind these. */
  readonly pruning?: {
    readonly search: Pick<SearchDefinition, "prune" | "optimise">;
    readonly history: readonly KnownTrial[];
  };
}

export function crossValidateTask(
  input: CrossValidateInput,
  progress: TaskProgress,
  means: TaskMeans = {},
): Outcome<CrossValidation> {
  const { table, definition, choice, folds, metrics, seed, today, pruning } = input;
  const scores: number[] = [];
  let fold = 0;
  const wanted = folds.kind === "holdout" ? 1 : folds.folds;
  return crossValidate(definition, choice, table, folds, metrics, {
    seed,
    today,
    ...(input.share === undefined ? {} : { share: input.share }),
    ...means,
    onProgress: (done, total) => progress((fold + done / total) / wanted, `fold ${fold + 1} of ${wanted}`),
    onFold: (result) => {
      fold++;
      progress(fold / wanted, `fold ${fold} of ${wanted}`);
      if (pruning === undefined) return undefined;
      scores.push(result.metrics[metricKey(pruning.search.optimise)]!);
      return shouldPrune(pruning.search, pruning.history, scores) ? "stop" : undefined;
    },
  });
}
