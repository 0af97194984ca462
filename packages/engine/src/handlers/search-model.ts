import { codes, report } from "@mlopsc/diagnostics";
import { type Assignment, assignmentToChoice, createSearch, type FinishedTrial, type Table } from "@mlopsc/learn";
import type { SearchModel, StepOf } from "@mlopsc/plan";
import { metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { Handler, StepTask } from "../walk/handler.ts";
import { modelParts } from "./model-inputs.ts";
import type { SearchOutcome, SearchTrial } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** Asks for a trial, runs it, keeps it, asks for the next. After a kill it goes on where it was. */
export const searchModel = (services: HandlerServices): Handler<"search-model"> => ({
  version: 1,
  run: async (task) => {
    const { step, inputs, executionKey } = task;
    const { search: definition, seed } = step.config;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const search = createSearch(definition, seed);
    const known = services.registry.trials.of(executionKey);
    const trials = known.map(({ trial }) => trial as SearchTrial);
    let spent = known.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
    for (;;) {
      const assignment = search.ask(trials.map(finishedTrial));
      if (assignment === "exhausted" || spent >= (definition.budgetMilliseconds ?? Number.POSITIVE_INFINITY))
        return outcomeOf(step, trials, assignment === "exhausted");
      const started = services.clock();
      const trial = await runTrial(services, task, { table: train, today }, trials, assignment);
      const durationMilliseconds = services.clock() - started;
      spent += durationMilliseconds;
      trials.push(trial);
      const { index, state } = trial;
      services.registry.trials.add(executionKey, { index, state, trial, durationMilliseconds });
    }
  },
});

type Definition = SearchModel["search"];

async function runTrial(
  services: HandlerServices,
  { step, signal, progress }: StepTask<"search-model">,
  { table, today }: { readonly table: Table; readonly today: number },
  earlier: readonly SearchTrial[],
  assignment: Assignment,
): Promise<SearchTrial> {
  const { definition, search, folds, seed } = step.config;
  const index = earlier.length;
  const choice = assignmentToChoice(search, assignment);
  const metrics = [
    ...new Map([search.optimise, ...step.config.metrics].map((metric) => [metricKey(metric), metric])).values(),
  ];
  const told = `trial ${index + 1} of ${search.trials}${bestText(search, earlier)}`;
  progress(index / search.trials, told);
  const result = await services.compute.run(
    "cross-validate",
    {
      ...{ table, definition, choice, folds, metrics, seed, today },
      pruning: { search, history: earlier.map(finishedTrial) },
    },
    { signal, onProgress: (fraction) => progress((index + fraction) / search.trials, told) },
  );
  const trial = { index, assignment, choice };
  if (!result.ok) return { ...trial, state: "failed", score: null, foldScores: [], means: null };
  const key = metricKey(search.optimise);
  const foldScores = result.value.folds.map((fold) => fold.metrics[key]!);
  return result.value.stopped
    ? { ...trial, state: "pruned", score: null, foldScores, means: null }
    : { ...trial, state: "complete", score: result.value.means[key]!, foldScores, means: result.value.means };
}

function outcomeOf(
  { address, place, config: { search } }: StepOf<"search-model", SearchModel>,
  trials: readonly SearchTrial[],
  complete: boolean,
): Awaited<ReturnType<Handler["run"]>> {
  const best = bestOf(search, trials);
  if (best === undefined)
    return { failed: [report(codes.noTrialFinished, { address, trials: trials.length }, { place })] };
  const outcome: SearchOutcome = { metric: search.optimise, trials, best, complete };
  const spent = { address, done: trials.length, trials: search.trials };
  return { outcome, objects: [], diagnostics: complete ? [] : [report(codes.budgetSpent, spent, { place })] };
}

/** The first of equals. */
function bestOf({ optimise }: Definition, trials: readonly SearchTrial[]): SearchTrial | undefined {
  const sign = metricEntry(optimise.metric).better === "higher" ? 1 : -1;
  let best: SearchTrial | undefined;
  for (const trial of trials) {
    if (trial.score === null) continue;
    if (best === undefined || sign * trial.score > sign * best.score!) best = trial;
  }
  return best;
}

function bestText(search: Definition, trials: readonly SearchTrial[]): string {
  const best = bestOf(search, trials);
  return best === undefined ? "" : `, best ${metricKey(search.optimise)} ${best.score!.toPrecision(4)}`;
}

const finishedTrial = ({ assignment, score, foldScores }: SearchTrial): FinishedTrial => ({
  assignment,
  score,
  foldScores,
});
