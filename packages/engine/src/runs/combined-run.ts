import type { CombineModels } from "@mlopsc/plan";
import type { CombineOutcome } from "../handlers/outcomes.ts";
import type { Registry } from "../registry/registry.ts";
import type { StepLink } from "../registry/step-records.ts";
import type { Run, RunValidation } from "./run.ts";
import { modelOf, runId, splitOf, unfinishedState } from "./run-origin.ts";
import { failureOf, type TrainingFacts, testOf } from "./trained-run.ts";

/** An ensemble: with what was measured of it, or how far it came. */
export function combinedRun(registry: Registry, link: StepLink, facts: TrainingFacts): Run {
  const config = JSON.parse(link.config) as CombineModels;
  const execution = registry.steps.execution(link.executionKey);
  const outcome = execution?.outcome as CombineOutcome | undefined;
  const state = outcome === undefined ? unfinishedState(registry, link) : "complete";
  const name = modelOf(link.address);
  const members = outcome?.members ?? config.members.map((member) => ({ name: member, share: null }));
  return {
    id: runId(link),
    model: name,
    address: link.address,
    kind: "final",
    trial: null,
    state,
    problem: state === "failed" ? failureOf(registry, link) : null,
    chosen: false,
    task: config.task,
    choice: null,
    ensemble: { weights: config.weights, members: members.map(({ name: member, share }) => ({ name: member, share })) },
    validation: outcome === undefined ? null : validationOf(outcome),
    ...testOf(link, facts),
    data: link.sources,
    split: splitOf(registry, link),
    seed: config.seed,
    started: execution?.started ?? null,
    durationMilliseconds: execution?.durationMilliseconds ?? null,
    apply: link.apply,
    spec: link.digest,
    version: outcome ? (registry.models.withObject(name, outcome.model)?.version ?? null) : null,
    current: link.current,
  };
}

function validationOf({ validation: { folds, means } }: CombineOutcome): RunValidation | null {
  return folds.length === 0 ? null : { folds: folds.map(({ metrics }) => metrics), means };
}
