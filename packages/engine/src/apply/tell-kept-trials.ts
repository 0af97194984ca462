import {
  executionKey,
  type Plan,
  type PlannedStep,
  type SearchModel,
  type SearchProgress,
  type StepOf,
} from "@mlopsc/plan";
import type { SearchTrial, SplitOutcome } from "../handlers/outcomes.ts";
import { searchProgress } from "../handlers/search-progress.ts";
import type { Registry } from "../registry/registry.ts";
import type { CurrentStep } from "../registry/step-records.ts";
import { type Handlers, handlerOf } from "../walk/handler.ts";

/**
 * The plan, in which a search that was stopped says how far it came, and is expected to take what is left of its time.
 * Only one whose inputs are up to date: which trials count for it depends on what comes out of them.
 */
export function tellKeptTrials(plan: Plan, handlers: Handlers, registry: Registry): Plan {
  const reused = new Map(plan.steps.filter(({ action }) => action === "reuse").map((step) => [step.address, step]));
  const steps = plan.steps.map((planned): PlannedStep => {
    const { action, step } = planned;
    if (step?.kind !== "search-model" || action === "reuse") return planned;
    const inputs: Record<string, CurrentStep> = {};
    for (const [role, address] of Object.entries(step.inputs)) {
      const input = reused.get(address);
      const current = input && registry.steps.current(input.movedFrom ?? address);
      if (current === undefined) return planned;
      inputs[role] = current;
    }
    const outputs = Object.fromEntries(Object.entries(inputs).map(([role, { output }]) => [role, output]));
    const key = executionKey(step, outputs, handlerOf(handlers, step.kind).version, plan.fingerprints[step.address]);
    return withProgress(planned, progressOf(step, inputs, key, registry));
  });
  return { ...plan, steps };
}

/** Undefined where none was begun, or where it has ended: then there is nothing to go on with. */
function progressOf(
  { config: { search } }: StepOf<"search-model", SearchModel>,
  inputs: Readonly<Record<string, CurrentStep>>,
  key: string,
  { steps, trials }: Registry,
): SearchProgress | undefined {
  const known = trials.of(key).map(({ trial }) => trial as SearchTrial);
  if (known.length === 0 || steps.execution(key) !== undefined) return undefined;
  return searchProgress(search, known, (inputs["split"]!.outcome as SplitOutcome).rows.train);
}

function withProgress(planned: PlannedStep, progress: SearchProgress | undefined): PlannedStep {
  if (progress === undefined) return planned;
  const { estimateMilliseconds } = planned;
  if (estimateMilliseconds === undefined) return { ...planned, kept: progress };
  const left = Math.max(0, 1 - progress.done / progress.of);
  return { ...planned, kept: progress, estimateMilliseconds: estimateMilliseconds * left };
}
