import type { Proposal } from "@mlopsc/learn";
import type { TrialRecord } from "../registry/trial-records.ts";
import type { StepTask } from "../walk/handler.ts";
import type { SearchTrial } from "./outcomes.ts";
import { bestText, runTrial, type TrialRows } from "./run-trial.ts";
import type { SearchBudget } from "./search-budget.ts";
import { searchProgress } from "./search-progress.ts";
import type { HandlerServices } from "./services.ts";

export interface BatchContext extends TrialRows {
  readonly budget: SearchBudget;
}

/**
 * Runs those of a batch that are not known yet, as many at once as there are threads, and keeps each as it ends. Gives
 * them in the order of asking; fewer than were asked for where the budget has no time for more.
 */
export async function runBatch(
  services: HandlerServices,
  task: StepTask<"search-model">,
  context: BatchContext,
  earlier: readonly SearchTrial[],
  batch: readonly Proposal[],
): Promise<readonly SearchTrial[]> {
  const { registry, clock, compute } = services;
  const records = new Map(registry.trials.of(task.executionKey).map((record) => [record.index, record]));
  const ended = new Map<number, SearchTrial>();
  for (const proposal of batch) {
    const record = records.get(proposal.index);
    if (isMeasured(record, proposal)) ended.set(proposal.index, record.trial as SearchTrial);
  }
  const waiting = batch.filter(({ index }) => !ended.has(index));
  const tell = progressOf(task, context.table.rows, earlier, ended);
  tell();
  const work = async (): Promise<void> => {
    for (let asked = waiting[0]; asked !== undefined && context.budget.allows(asked.share); asked = waiting[0]) {
      waiting.shift();
      const { index, share } = asked;
      const before = records.get(index);
      const started = clock();
      const { trial, folds } = await runTrial(services, task, context, earlier, asked, (part) => tell(index, part));
      const took = clock() - started;
      context.budget.took(took, share);
      const durationMilliseconds = (before?.durationMilliseconds ?? 0) + took;
      const { state } = trial;
      const first = before?.started ?? started;
      registry.trials.add(task.executionKey, { index, state, trial, folds, started: first, durationMilliseconds });
      ended.set(index, trial);
      tell(index, 0);
    }
  };
  // All must settle before the first fault is told: nothing may be written after the step has ended.
  const ends = await Promise.allSettled(Array.from({ length: compute.size }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return batch.flatMap(({ index }) => ended.get(index) ?? []);
}

/** A trial of a halving is known again and again, each time from more rows. */
const isMeasured = (record: TrialRecord | undefined, { rung }: Proposal): record is TrialRecord => {
  if (record === undefined) return false;
  const { state, rungs } = record.trial as SearchTrial;
  return state === "failed" || rungs === undefined || rungs.length > rung;
};

/** Tells how far the whole search is: what has ended, and the share done of each trial that runs. */
function progressOf(
  { step, progress }: StepTask<"search-model">,
  rows: number,
  earlier: readonly SearchTrial[],
  ended: ReadonlyMap<number, SearchTrial>,
): (index?: number, fraction?: number) => void {
  const { search } = step.config;
  const running = new Map<number, number>();
  return (index, fraction = 0) => {
    if (index !== undefined) running.set(index, fraction);
    const all = [...earlier.filter((trial) => !ended.has(trial.index)), ...ended.values()];
    const { done, of, unit } = searchProgress(search, all, rows);
    const parts = [...running.values()].reduce((sum, share) => sum + share, 0);
    progress(Math.min(1, (done + parts) / of), `${done} of ${of} ${unit}${bestText(search, all)}`);
  };
}
