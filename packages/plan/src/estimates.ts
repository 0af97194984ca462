import type { FinishedStep } from "./plan.ts";
import type { Step } from "./step.ts";

/** How long a step will take, from what it took before, or else the median of its kind; undefined without history. */
export function estimator(finished: Readonly<Record<string, FinishedStep>>): (step: Step) => number | undefined {
  const byKind = new Map<string, number[]>();
  for (const { kind, durationMilliseconds } of Object.values(finished)) {
    const durations = byKind.get(kind);
    if (durations) durations.push(durationMilliseconds);
    else byKind.set(kind, [durationMilliseconds]);
  }
  const medians = new Map([...byKind].map(([kind, durations]) => [kind, median(durations)]));
  return (step) => {
    const before = finished[step.address];
    return before?.kind === step.kind ? before.durationMilliseconds : medians.get(step.kind);
  };
}

/** The lower median, so that it is a duration that was measured. */
const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor((values.length - 1) / 2)] ?? 0;
