import type { SearchModel } from "@mlopsc/plan";
import { metricKey } from "@mlopsc/vocabulary";
import type { SearchOutcome, SearchTrial } from "../handlers/outcomes.ts";
import type { ApplyRecord } from "../registry/apply-records.ts";
import type { Registry } from "../registry/registry.ts";
import type { StepLink } from "../registry/step-records.ts";
import type { TrialRecord } from "../registry/trial-records.ts";
import type { Run, RunValidation } from "./run.ts";
import { modelOf, runId, splitOf } from "./run-origin.ts";

/** The trials of one search in their order, also of one that did not end. */
export function searchRuns(registry: Registry, link: StepLink): readonly Run[] {
  const config = JSON.parse(link.config) as SearchModel;
  const outcome = registry.steps.execution(link.executionKey)?.outcome as SearchOutcome | undefined;
  const records = new Map(registry.trials.of(link.executionKey).map((record) => [record.index, record]));
  const trials = outcome?.trials ?? [...records.values()].map(({ trial }) => trial as SearchTrial);
  const split = splitOf(registry, link);
  const applies = registry.applies.list(Number.MAX_SAFE_INTEGER);
  return trials.map((trial) => {
    const record = records.get(trial.index);
    return {
      id: `${runId(link)}-${trial.index + 1}`,
      model: modelOf(link.address),
      address: link.address,
      kind: "trial",
      trial: trial.index + 1,
      state: trial.state,
      problem: trial.problem ?? null,
      chosen: trial.index === outcome?.best.index,
      task: config.definition.task,
      choice: trial.choice,
      ensemble: null,
      validation: trialValidation(config, trial, record),
      ...(trial.share === undefined ? {} : { share: trial.share }),
      test: null,
      data: link.sources,
      split,
      seed: config.seed,
      started: record?.started ?? null,
      durationMilliseconds: record?.durationMilliseconds ?? null,
      apply: applyOf(applies, link, record),
      spec: link.digest,
      version: null,
      current: link.current,
    };
  });
}

/** Null where no fold was measured. */
export function trialValidation(
  { search }: SearchModel,
  { foldScores, means }: SearchTrial,
  record: TrialRecord | undefined,
): RunValidation | null {
  const key = metricKey(search.optimise);
  const folds = record?.folds ?? foldScores.map((score) => ({ [key]: score }));
  return folds.length === 0 && means === null ? null : { folds, means };
}

/** A search that was stopped goes on in a later apply: only one is at work at a time, so the time tells which. */
function applyOf(applies: readonly ApplyRecord[], link: StepLink, record: TrialRecord | undefined): number {
  const { started } = record ?? {};
  if (started === undefined) return link.apply;
  return applies.find((apply) => apply.id <= link.apply && apply.started <= started)?.id ?? link.apply;
}
