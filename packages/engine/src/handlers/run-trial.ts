import { type Assignment, assignmentToChoice, type FinishedTrial, type Table } from "@mlopsc/learn";
import type { SearchModel } from "@mlopsc/plan";
import { metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { Metrics } from "../compute/tasks/evaluate-model-task.ts";
import type { StepTask } from "../walk/handler.ts";
import { askedOf } from "./asked-of-learning.ts";
import type { SearchTrial } from "./outcomes.ts";
import { problemText } from "./problem-text.ts";
import type { HandlerServices } from "./services.ts";

/** What the search asked for, and its place in the order of asking. */
export interface Asked {
  readonly index: number;
  readonly assignment: Assignment;
}

export interface TrialRows {
  /** The training part. */
  readonly table: Table;
  readonly today: number;
}

/** A trial with what only its record tells: its outcome keeps the score that the search went by. */
export interface RanTrial {
  readonly trial: SearchTrial;
  /** Of each fold that was measured. */
  readonly folds: readonly Metrics[];
}

type Definition = SearchModel["search"];

/** Measures one assignment on the folds; `earlier` are the trials that pruning may compare it with. */
export async function runTrial(
  services: HandlerServices,
  { step, signal }: StepTask<"search-model">,
  { table, today }: TrialRows,
  earlier: readonly SearchTrial[],
  { index, assignment }: Asked,
  onFraction: (fraction: number) => void,
): Promise<RanTrial> {
  const { definition, search, folds, seed } = step.config;
  const choice = assignmentToChoice(search, assignment);
  const metrics = [
    ...new Map([search.optimise, ...step.config.metrics].map((metric) => [metricKey(metric), metric])).values(),
  ];
  const result = await services.compute.run(
    "cross-validate",
    {
      ...{ table, definition, choice, folds, metrics, seed, today },
      pruning: { search, history: earlier.map(finishedTrial) },
    },
    { signal, onProgress: onFraction },
  );
  const trial = { index, assignment, choice };
  if (!result.ok) {
    const problem = problemText(result.problem, askedOf(step));
    const failed: SearchTrial = { ...trial, state: "failed", score: null, foldScores: [], means: null, problem };
    return { trial: failed, folds: [] };
  }
  const key = metricKey(search.optimise);
  const { stopped, means } = result.value;
  const measured = result.value.folds.map((fold) => fold.metrics);
  // Pruning compares what trials measure while they run, which is before calibration and threshold.
  const foldScores = result.value.folds.map(({ metrics: decided, undecided = decided }) => undecided[key]!);
  return stopped
    ? { trial: { ...trial, state: "pruned", score: null, foldScores, means: null }, folds: measured }
    : { trial: { ...trial, state: "complete", score: means[key]!, foldScores, means }, folds: measured };
}

/** The best trial, the first of equals; undefined where none was completed. */
export function bestOf({ optimise }: Definition, trials: readonly SearchTrial[]): SearchTrial | undefined {
  const sign = metricEntry(optimise.metric).better === "higher" ? 1 : -1;
  let best: SearchTrial | undefined;
  for (const trial of trials) {
    if (trial.score === null) continue;
    if (best === undefined || sign * trial.score > sign * best.score!) best = trial;
  }
  return best;
}

/** `, best auc 0.8412`; empty where there is none yet. */
export function bestText(search: Definition, trials: readonly SearchTrial[]): string {
  const best = bestOf(search, trials);
  return best === undefined ? "" : `, best ${metricKey(search.optimise)} ${best.score!.toPrecision(4)}`;
}

export const finishedTrial = ({ assignment, score, foldScores }: SearchTrial): FinishedTrial => ({
  assignment,
  score,
  foldScores,
});
