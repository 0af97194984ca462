import { codes, report } from "@mlopsc/diagnostics";
import type { Proposal } from "@mlopsc/learn";
import type { SearchModel, StepOf } from "@mlopsc/plan";
import type { Handler, HandlerResult, StepTask } from "../walk/handler.ts";
import { learningFailed } from "./learn-problem.ts";
import { modelParts } from "./model-inputs.ts";
import type { SearchOutcome, SearchTrial } from "./outcomes.ts";
import { runBatch } from "./run-batch.ts";
import { bestOf, knownTrial } from "./run-trial.ts";
import { type SearchBudget, searchBudget } from "./search-budget.ts";
import type { HandlerServices } from "./services.ts";
import { withTrainer } from "./with-trainer.ts";

type Strategy = SearchModel["search"]["strategy"];

/**
 * How many trials are asked for before the first of them has ended. A constant and not the number of cores, so that the
 * same search finds the same everywhere; few where each trial learns from those before it.
 */
const batchSizes: Readonly<Record<Strategy, number>> = { grid: 8, random: 8, bayesian: 2, halving: 8 };

/** Asks for some trials, runs them side by side, keeps each as it ends. After a kill it goes on where it was. */
export const searchModel = (services: HandlerServices): Handler<"search-model"> => ({
  version: 4,
  run: async (task) => {
    const { step, inputs, executionKey } = task;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const budget = searchBudget(step.config.search, services.registry.trials.of(executionKey), services.clock);
    const trials: SearchTrial[] = [];
    const searched = await withTrainer(services, task, step.config.search.fixed, async (trainer) => {
      for (;;) {
        const asked = await askTrials(services, task, train.rows, trials);
        if (asked.length === 0) return outcomeOf(step, trials, undefined);
        const ended = await runBatch(services, task, { table: train, today, budget, trainer }, trials, asked);
        for (const trial of ended) trials[trial.index] = trial;
        if (ended.length < asked.length) return outcomeOf(step, trials, budget);
      }
    });
    return "ok" in searched ? learningFailed(step, searched.problem) : searched;
  },
});

/** The next trials. What an earlier, stopped run of the step has measured of a whole batch need not be asked for again. */
async function askTrials(
  { registry, compute }: HandlerServices,
  { step, executionKey, signal }: StepTask<"search-model">,
  rows: number,
  trials: readonly SearchTrial[],
): Promise<readonly Proposal[]> {
  const { search: definition, seed } = step.config;
  const size = batchSizes[definition.strategy];
  if (definition.strategy !== "halving") {
    const next = registry.trials.of(executionKey).slice(trials.length, trials.length + size);
    const isWhole = next.length === Math.min(size, definition.trials - trials.length);
    if (isWhole && next.every(({ index }, at) => index === trials.length + at)) {
      return next.map(({ index, trial }) => ({
        index,
        assignment: (trial as SearchTrial).assignment,
        rung: 0,
        share: 1,
      }));
    }
  }
  const history = trials.map(knownTrial);
  return compute.run("propose-trials", { definition, history, size, seed, rows }, { signal });
}

/** `spent`: the budget that ended it. */
function outcomeOf(
  { address, place, config: { search } }: StepOf<"search-model", SearchModel>,
  trials: readonly SearchTrial[],
  spent: SearchBudget | undefined,
): HandlerResult {
  const best = bestOf(search, trials);
  if (best === undefined) {
    const reason = trials.find(({ problem }) => problem !== undefined)?.problem ?? null;
    return { failed: [report(codes.noTrialFinished, { address, trials: trials.length, reason }, { place })] };
  }
  const outcome: SearchOutcome = { metric: search.optimise, trials, best, complete: spent === undefined };
  if (spent === undefined) return { outcome, objects: [], diagnostics: [] };
  const done = trials.filter(({ score }) => score !== null).length;
  const figures = { address, done, trials: search.trials, begun: trials.length, share: best.share ?? 1 };
  return {
    outcome,
    objects: [],
    diagnostics: [report(codes.budgetSpent, { ...figures, ...spent.forecast() }, { place })],
  };
}
