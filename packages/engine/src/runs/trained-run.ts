import { canonicalJson, type SearchModel, type TrainModel, type ValidateModel } from "@mlopsc/plan";
import type { Metrics } from "../compute/tasks/evaluate-model-task.ts";
import type { EvaluateOutcome, SearchOutcome, TrainOutcome, ValidateModelOutcome } from "../handlers/outcomes.ts";
import type { Registry } from "../registry/registry.ts";
import type { StepLink } from "../registry/step-records.ts";
import type { Run, RunValidation } from "./run.ts";
import { modelOf, runId, splitOf, unfinishedState } from "./run-origin.ts";
import { trialValidation } from "./trial-runs.ts";

/** What other steps measured of trained models, by what they measured. */
export interface TrainingFacts {
  /** Address and execution of the training → metrics on the test part. */
  readonly tests: ReadonlyMap<string, Metrics>;
  readonly intervals: ReadonlyMap<string, EvaluateOutcome["intervals"]>;
  /** Definition, choice, seed and rows → metrics on folds. */
  readonly validations: ReadonlyMap<string, RunValidation>;
  readonly searches: ReadonlyMap<string, StepLink>;
}

export function trainingFacts(registry: Registry): TrainingFacts {
  const tests = new Map<string, Metrics>();
  const intervals = new Map<string, EvaluateOutcome["intervals"]>();
  for (const { inputs, executionKey } of registry.steps.links("evaluate-model")) {
    const outcome = registry.steps.execution(executionKey)?.outcome as EvaluateOutcome | undefined;
    const { model, baseline } = inputs;
    if (outcome !== undefined && model !== undefined) {
      tests.set(trainingKey(model), outcome.test);
      intervals.set(trainingKey(model), outcome.intervals);
    }
    if (outcome?.baseline && baseline !== undefined) tests.set(trainingKey(baseline), outcome.baseline);
  }
  const validations = new Map<string, RunValidation>();
  for (const link of registry.steps.links("validate-model")) {
    const outcome = registry.steps.execution(link.executionKey)?.outcome as ValidateModelOutcome | undefined;
    if (outcome === undefined) continue;
    const folds = outcome.folds.map(({ metrics }) => metrics);
    validations.set(rowsKey(link, JSON.parse(link.config) as ValidateModel), { folds, means: outcome.means });
  }
  const searches = new Map(registry.steps.links("search-model").map((link) => [link.executionKey, link]));
  return { tests, intervals, validations, searches };
}

/** What was measured of a training on the test part. */
export function testOf(
  { address, executionKey }: StepLink,
  { tests, intervals }: TrainingFacts,
): Pick<Run, "test" | "testIntervals"> {
  const key = trainingKey({ address, execution: executionKey });
  const testIntervals = intervals.get(key);
  return { test: tests.get(key) ?? null, ...(testIntervals === undefined ? {} : { testIntervals }) };
}

/** A final model or a baseline: with what was measured of it, or how far it came. */
export function trainedRun(registry: Registry, link: StepLink, facts: TrainingFacts): Run {
  const config = JSON.parse(link.config) as TrainModel;
  const execution = registry.steps.execution(link.executionKey);
  const outcome = execution?.outcome as TrainOutcome | undefined;
  const state = outcome === undefined ? unfinishedState(registry, link) : "complete";
  const kind = link.address.endsWith("/baseline") ? "baseline" : "final";
  const search = searchOf(registry, link);
  const name = modelOf(link.address);
  return {
    id: runId(link),
    model: name,
    address: link.address,
    kind,
    trial: null,
    state,
    problem: state === "failed" ? failureOf(registry, link) : null,
    chosen: false,
    task: config.definition.task,
    choice: outcome?.choice ?? config.choice ?? search?.best.choice ?? null,
    ...(outcome?.rounds === undefined ? {} : { rounds: outcome.rounds }),
    ensemble: null,
    validation: kind === "baseline" ? null : validationOf(registry, link, config, facts),
    ...testOf(link, facts),
    data: link.sources,
    split: splitOf(registry, link),
    seed: config.seed,
    started: execution?.started ?? null,
    durationMilliseconds: execution?.durationMilliseconds ?? null,
    apply: link.apply,
    spec: link.digest,
    version: kind === "final" && outcome ? (registry.models.withObject(name, outcome.model)?.version ?? null) : null,
    current: link.current,
  };
}

function validationOf(
  registry: Registry,
  link: StepLink,
  config: TrainModel,
  { searches, validations }: TrainingFacts,
): RunValidation | null {
  const search = link.inputs["search"];
  if (search === undefined) return validations.get(rowsKey(link, config)) ?? null;
  const searched = searches.get(search.execution);
  const best = searchOf(registry, link)?.best;
  if (searched === undefined || best === undefined) return null;
  const record = registry.trials.of(search.execution).find(({ index }) => index === best.index);
  return trialValidation(JSON.parse(searched.config) as SearchModel, best, record);
}

const searchOf = (registry: Registry, { inputs }: StepLink): SearchOutcome | undefined =>
  registry.steps.execution(inputs["search"]?.execution ?? "")?.outcome as SearchOutcome | undefined;

export const trainingKey = ({ address, execution }: { readonly address: string; readonly execution: string }): string =>
  `${execution} ${address}`;

/** Equal where the same learner was given the same rows. */
const rowsKey = ({ inputs }: StepLink, { definition, choice, seed }: TrainModel | ValidateModel): string =>
  canonicalJson({
    ...{ definition, choice, seed },
    rows: [inputs["data"]?.execution ?? null, inputs["split"]?.execution ?? null],
  });

export function failureOf(registry: Registry, { apply, address }: StepLink): string | null {
  const events = registry.applies.events(apply);
  return events.findLast((event) => event.address === address && event.event === "failed")?.message ?? null;
}
