import type { ChangeClass, Plan } from "./plan.ts";
import { weightOf } from "./step-work.ts";

export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly remove: number;
  /** Reused under their own address. */
  readonly reuse: number;
  /** Reused under another address than before. */
  readonly moved: number;
  /** Of those to be done, how many may turn out to be reused. */
  readonly provisional: number;
  /** Sum over the steps to be done; null where one of them has no history to go by. */
  readonly estimateMilliseconds: number | null;
  /** The heaviest thing to be done; null where there is nothing. */
  readonly class: ChangeClass | null;
  /** True where applying would change nothing at all. */
  readonly empty: boolean;
}

/** The figures that stand at a plan's end. */
export function planCounts(plan: Plan): PlanCounts {
  const counts = { create: 0, update: 0, replace: 0, remove: 0, reuse: 0, moved: 0, provisional: 0 };
  let estimate: number | null = 0;
  let heaviest: ChangeClass | null = null;
  for (const step of plan.steps) {
    counts[step.movedFrom === undefined ? step.action : "moved"] += 1;
    if (step.action === "reuse") continue;
    if (step.provisional) counts.provisional += 1;
    if (heaviest === null || weightOf(step.class) > weightOf(heaviest)) heaviest = step.class;
    if (step.action === "remove" || estimate === null) continue;
    estimate = step.estimateMilliseconds === undefined ? null : estimate + step.estimateMilliseconds;
  }
  const empty = counts.create + counts.update + counts.replace + counts.remove + counts.moved === 0;
  return { ...counts, estimateMilliseconds: estimate, class: heaviest, empty };
}
