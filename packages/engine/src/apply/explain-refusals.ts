import { isStepKind, type Plan, type PlannedStep } from "@mlopsc/plan";
import type { Registry } from "../registry/registry.ts";
import { type Handlers, handlerOf } from "../walk/handler.ts";

/**
 * The plan, in which a step that waits for a result with objections says so: a gate that did not hold at the last apply
 * and will not now, as nothing that it was measured on changes.
 */
export function explainRefusals(plan: Plan, handlers: Handlers, registry: Registry): Plan {
  const kept = new Map(plan.steps.filter(({ action }) => action === "reuse").map((step) => [step.address, step]));
  const refusals = ({ step }: PlannedStep): PlannedStep["causes"] =>
    Object.values(step?.inputs ?? {}).flatMap((input) => {
      const found = kept.get(input);
      return found === undefined ? [] : objectionsTo(found, handlers, registry);
    });
  const steps = plan.steps.map((step) => {
    const causes = step.action === "create" ? refusals(step) : [];
    return causes.length === 0 ? step : { ...step, causes };
  });
  return { ...plan, steps };
}

function objectionsTo(
  { address, kind, step }: PlannedStep,
  handlers: Handlers,
  registry: Registry,
): PlannedStep["causes"] {
  const current = registry.steps.current(address);
  if (step === undefined || current === undefined || !isStepKind(kind)) return [];
  const objections = handlerOf(handlers, kind).objections?.(step, current.outcome) ?? [];
  return objections.map(({ message }) => ({ address, change: message }));
}
