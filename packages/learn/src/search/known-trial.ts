import type { Assignment } from "./sample-space.ts";

/** A trial as a search knows it. */
export interface KnownTrial {
  readonly assignment: Assignment;
  /** `running`: asked for already, but not ended. */
  readonly state: "complete" | "pruned" | "failed" | "running";
  /** The metric to optimise; null unless complete. */
  readonly score: number | null;
  /** The metric by fold, as far as the trial went. */
  readonly foldScores: readonly number[];
  /** Of a halving: the mean over the folds on each share of the rows so far, the smallest share first. */
  readonly rungs?: readonly number[];
}

/** What to measure next. */
export interface Proposal {
  /** Place in the order of asking; one that is known already goes on with more rows. */
  readonly index: number;
  readonly assignment: Assignment;
  /** How often it was measured before, on fewer rows. */
  readonly rung: number;
  /** The share of the training rows to learn from. */
  readonly share: number;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
