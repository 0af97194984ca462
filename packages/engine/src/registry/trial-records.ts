/** Trials of searches by the execution that they are a part of, whether or not that ever ended. */
export interface TrialRecords {
  add(executionKey: string, trial: TrialRecord): void;
  /** By index. */
  of(executionKey: string): readonly TrialRecord[];
}

export interface TrialRecord {
  /** 0, 1, … in the order in which the search asked. */
  readonly index: number;
  readonly state: "complete" | "pruned" | "failed";
  /** Plain JSON: what was tried and what came of it. */
  readonly trial: unknown;
  readonly durationMilliseconds: number;
  /** Milliseconds since 1970-01-01 UTC; unknown of trials before format 2, as is what follows. */
  readonly started?: number;
  /** Of each fold that was measured: metric → value. */
  readonly folds?: readonly Readonly<Record<string, number>>[];
}
