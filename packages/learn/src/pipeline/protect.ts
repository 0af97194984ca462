import type { FittedStep, RowStep } from "@mlopsc/vocabulary";
import type { FitContext, StepContext } from "./fit-context.ts";

/**
 * The context of each step. A `select` may rename on the way, so the target and the protected columns are followed to
 * what they are called at each step: forwards from the input and back from the output. What a training-only `derive`
 * makes is protected too, as no request carries it.
 */
export function stepContexts(steps: readonly (RowStep | FittedStep)[], context: FitContext): readonly StepContext[] {
  const forwards = namesForwards(steps, context.protectedColumns);
  const targets = context.target === undefined ? [] : [context.target];
  const backwards = namesBackwards(steps, [...context.protectedColumns, ...targets]);
  const target = namesBackwards(steps, targets);
  return steps.map((_, step) => ({
    ...context,
    step,
    protectedColumns: [...new Set([...forwards[step]!, ...backwards[step]!])],
    ...(target[step]?.[0] === undefined ? {} : { target: target[step][0] }),
  }));
}

function namesForwards(
  steps: readonly (RowStep | FittedStep)[],
  names: readonly string[],
): readonly (readonly string[])[] {
  let current = names;
  return steps.map((step) => {
    const before = current;
    if (step.kind === "derive" && step.trainingOnly) current = [...current, step.name];
    if (step.kind === "select") {
      current = step.columns.filter(({ from }) => before.includes(from)).map(({ to }) => to);
    }
    return before;
  });
}

function namesBackwards(
  steps: readonly (RowStep | FittedStep)[],
  names: readonly string[],
): readonly (readonly string[])[] {
  const before: (readonly string[])[] = [];
  let current = names;
  for (const step of [...steps].reverse()) {
    if (step.kind === "select") {
      current = current.map((name) => step.columns.find(({ to }) => to === name)?.from ?? name);
    }
    before.unshift(current);
  }
  return before;
}
