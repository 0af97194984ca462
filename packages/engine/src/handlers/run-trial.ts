import { assignmentToChoice, type KnownTrial, type Proposal, type Table } from "@mlopsc/learn";
import type { SearchModel } from "@mlopsc/plan";
import { metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { Metrics } from "../compute/tasks/evaluate-model-task.ts";
import type { StepTask } from "../walk/handler.ts";
import { askedOf } from "./asked-of-learning.ts";
import type { SearchTrial } from "./outcomes.ts";
import { problemText } from "./problem-text.ts";
import type { HandlerServices } from "./services.ts";
import type { TrainerOption } from "./with-trainer.ts";

export interface TrialRows {
  /** The training part. */
  readonly table: Table;
  readonly today: number;
  readonly trainer: TrainerOption;
}

/** A trial with what only its record tells: its outcome keeps the score that the search went by. */
export interface RanTrial {
  readonly trial: SearchTrial;
  /** Of each fold that was measured. */
  readonly folds: readonly Metrics[];
}

type Definition = SearchModel["search"];

/** Measures one assignment on the folds; `earlier` are the trials that pruning may compare it with, and its own past. */
export async function runTrial(
  services: HandlerServices,
  { step, signal }: StepTask<"search-model">,
  { table, today, trainer }: TrialRows,
  earlier: readonly SearchTrial[],
  { index, assignment, share }: Proposal,
  onFraction: (fraction: number) => void,
): Promise<RanTrial> {
  const { definition, search, folds, seed } = step.config;
  const choice = assignmentToChoice(search, assignment, definition.task);
  const metrics = [
    ...new Map([search.optimise, ...step.config.metrics].map((metric) => [metricKey(metric), metric])).values(),
  ];
  const result = await services.compute.run(
    "cross-validate",
    {
      ...{ table, definition, choice, folds, metrics, seed, today, share },
      pruning: { search, history: earlier.map(knownTrial) },
    },
    { signal, onProgress: onFraction, ...trainer },
  );
  const isHalving = search.strategy === "halving";
  const past = isHalving ? (earlier[index]?.rungs ?? []) : [];
  const trial = { index, assignment, choice, ...(share < 1 ? { share } : {}) };
  if (!result.ok) {
    const problem = problemText(result.problem, askedOf(step));
    const rungs = isHalving ? { rungs: past } : {};
    return {
      trial: { ...trial, state: "failed", score: null, foldScores: [], means: null, problem, ...rungs },
      folds: [],
    };
  }
  const key = metricKey(search.optimise);
  const { stopped, means } = result.value;
  const measured = result.value.folds.map((fold) => fold.metrics);
  // Pruning compares what trials measure while they run, which is before calibration and threshold.
  const foldScores = result.value.folds.map(({ metrics: decided, undecided = decided }) => undecided[key]!);
  const rungs = isHalving ? { rungs: [...past, means[key]!] } : {};
  // On a share of the rows it counts as stopped there, until it goes on.
  const isWhole = !stopped && share === 1;
  const state = isWhole ? "complete" : "pruned";
  const score = isWhole ? means[key]! : null;
  return { trial: { ...trial, state, score, foldScores, means: isWhole ? means : null, ...rungs }, folds: measured };
}

/**
 * The best trial, the first of equals; undefined where none gave a score. Where a halving was ended before any trial had
 * all rows, the best of those that had most.
 */
export function bestOf({ optimise }: Definition, trials: readonly SearchTrial[]): SearchTrial | undefined {
  const sign = metricEntry(optimise.metric).better === "higher" ? 1 : -1;
  const most = Math.max(0, ...trials.map(({ rungs }) => rungs?.length ?? 0));
  const scoreOf = ({ score, rungs }: SearchTrial): number | null =>
    score ?? (most > 0 ? (rungs?.[most - 1] ?? null) : null);
  let best: SearchTrial | undefined;
  for (const trial of trials) {
    const score = scoreOf(trial);
    if (score === null) continue;
    if (best === undefined || sign * score > sign * scoreOf(best)!) best = trial;
  }
  return best;
}

/** `, best auc 0.8412`; empty where there is none yet. */
export function bestText(search: Definition, trials: readonly SearchTrial[]): string {
  const best = bestOf(search, trials);
  return best?.score == null ? "" : `, best ${metricKey(search.optimise)} ${best.score.toPrecision(4)}`;
}

export const knownTrial = ({ assignment, state, score, foldScores, rungs }: SearchTrial): KnownTrial => ({
  ...{ assignment, state, score, foldScores },
  ...(rungs === undefined ? {} : { rungs }),
});
