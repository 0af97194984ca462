import { codes, report } from "@mlopsc/diagnostics";
import { createSearch, type FinishedTrial, type Search } from "@mlopsc/learn";
import type { SearchModel, StepOf } from "@mlopsc/plan";
import type { Handler, HandlerResult, StepTask } from "../walk/handler.ts";
import { modelParts } from "./model-inputs.ts";
import type { SearchOutcome, SearchTrial } from "./outcomes.ts";
import { type Asked, bestOf, bestText, finishedTrial, runTrial, type TrialRows } from "./run-trial.ts";
import type { HandlerServices } from "./services.ts";

/**
 * How many trials are asked for before the first of them has ended. A constant and not the number of cores, so that the
 * same search finds the same everywhere; few where each trial learns from those before it.
 */
const batchSizes: Readonly<Record<SearchModel["search"]["strategy"], number>> = { grid: 8, random: 8, bayesian: 2 };

/** Asks for some trials, runs them side by side, keeps each as it ends. After a kill it goes on where it was. */
export const searchModel = (services: HandlerServices): Handler<"search-model"> => ({
  version: 2,
  run: async (task) => {
    const { step, inputs, executionKey } = task;
    const { search: definition, seed } = step.config;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const search = createSearch(definition, seed);
    const budget = definition.budgetMilliseconds ?? Number.POSITIVE_INFINITY;
    const trials: SearchTrial[] = [];
    for (;;) {
      const asked = askBatch(search, trials, batchSizes[definition.strategy]);
      const known = services.registry.trials.of(executionKey);
      const spent = known.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
      const isKnown = asked.every(({ index }) => known.some((record) => record.index === index));
      if (asked.length === 0 || (!isKnown && spent / services.compute.size >= budget))
        return outcomeOf(step, trials, asked.length === 0);
      await runBatch(services, task, { table: train, today }, trials, asked);
      const done = new Map(services.registry.trials.of(executionKey).map(({ index, trial }) => [index, trial]));
      trials.push(...asked.map(({ index }) => done.get(index) as SearchTrial));
    }
  },
});

/** The next trials, each knowing of the others that they are tried, but not how they end. */
function askBatch(search: Search, trials: readonly SearchTrial[], size: number): Asked[] {
  const history: FinishedTrial[] = trials.map(finishedTrial);
  const asked: Asked[] = [];
  while (asked.length < size) {
    const assignment = search.ask(history);
    if (assignment === "exhausted") break;
    asked.push({ index: history.length, assignment });
    history.push({ assignment, score: null, foldScores: [] });
  }
  return asked;
}

/** Runs those of a batch that are not known yet, as many at once as there are threads, and keeps each as it ends. */
async function runBatch(
  services: HandlerServices,
  task: StepTask<"search-model">,
  rows: TrialRows,
  earlier: readonly SearchTrial[],
  batch: readonly Asked[],
): Promise<void> {
  const { registry, clock, compute } = services;
  const known = new Map(registry.trials.of(task.executionKey).map(({ index, trial }) => [index, trial as SearchTrial]));
  const waiting = batch.filter(({ index }) => !known.has(index));
  const ended = [...earlier, ...batch.flatMap(({ index }) => known.get(index) ?? [])];
  const tell = progressOf(task, ended);
  tell();
  const work = async (): Promise<void> => {
    for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) {
      const { index } = asked;
      const started = clock();
      const { trial, folds } = await runTrial(services, task, rows, earlier, asked, (fraction) =>
        tell(index, fraction),
      );
      const durationMilliseconds = clock() - started;
      const { state } = trial;
      registry.trials.add(task.executionKey, { index, state, trial, folds, started, durationMilliseconds });
      ended.push(trial);
      tell(index, 0);
    }
  };
  // All must settle before the first fault is told: nothing may be written after the step has ended.
  const ends = await Promise.allSettled(Array.from({ length: compute.size }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Tells how far the whole search is: what has ended, and the share done of each trial that runs. */
function progressOf(
  { step, progress }: StepTask<"search-model">,
  ended: readonly SearchTrial[],
): (index?: number, fraction?: number) => void {
  const { search } = step.config;
  const running = new Map<number, number>();
  return (index, fraction = 0) => {
    if (index !== undefined) running.set(index, fraction);
    const shares = [...running.values()].reduce((sum, share) => sum + share, 0);
    const message = `${ended.length} of ${search.trials} trials${bestText(search, ended)}`;
    progress(Math.min(1, (ended.length + shares) / search.trials), message);
  };
}

function outcomeOf(
  { address, place, config: { search } }: StepOf<"search-model", SearchModel>,
  trials: readonly SearchTrial[],
  complete: boolean,
): HandlerResult {
  const best = bestOf(search, trials);
  if (best === undefined) {
    const reason = trials.find(({ problem }) => problem !== undefined)?.problem ?? null;
    return { failed: [report(codes.noTrialFinished, { address, trials: trials.length, reason }, { place })] };
  }
  const outcome: SearchOutcome = { metric: search.optimise, trials, best, complete };
  const spent = { address, done: trials.length, trials: search.trials };
  return { outcome, objects: [], diagnostics: complete ? [] : [report(codes.budgetSpent, spent, { place })] };
}
