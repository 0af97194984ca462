/** What was decided of all that runs, in the order of deciding. */
export interface DecisionRecords {
  add(decision: Omit<Decision, "time"> & { readonly time?: number }): void;
  /** Oldest first; of a subject and what is below it (`deploy.churn_api`), or of all. */
  list(options?: { readonly subject?: string; readonly until?: number }): readonly Decision[];
}

/** What was decided, by whom or what, and why: the chronicle of what runs. */
export interface Decision {
  readonly time: number;
  /** An address: `deploy.churn_api/production`, `alert.drifted`, `model.churn`. */
  readonly subject: string;
  /** `promoted`, `refused`, `fired`, `retrained`, … */
  readonly event: string;
  /** In a sentence, with its reasons. */
  readonly message: string;
  /** Plain JSON: the figures behind it. */
  readonly detail: unknown;
}
