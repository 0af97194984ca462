import type { OutsideLearners, Team } from "@mlopsc/learn";

/** What a task may be helped by; it gives the same without, where it can do without. */
export interface TaskMeans {
  /** Calls other threads to help with a fit. */
  readonly summon?: () => Team;
  /** Absent on a thread that cannot wait for others: learners that are not ours are then out of reach. */
  readonly outside?: OutsideLearners;
}
