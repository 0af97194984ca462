import type { SearchDefinition } from "@mlopsc/vocabulary";
import type { TrialRecord } from "../registry/trial-records.ts";
import type { SearchTrial } from "./outcomes.ts";

/** The time that a search has; also what earlier, stopped runs of it took is spent. */
export interface SearchBudget {
  /** Whether a trial on this share of the rows is expected to end within it. */
  allows(share: number): boolean;
  /** Tells how long a measurement took, so that the next can be expected. */
  took(milliseconds: number, share: number): void;
  /** Milliseconds: what a trial on all rows is expected to take, and what is left. */
  forecast(): { readonly expected: number; readonly left: number };
}

export function searchBudget(
  { budgetMilliseconds = Number.POSITIVE_INFINITY, factor }: SearchDefinition,
  known: readonly TrialRecord[],
  clock: () => number,
): SearchBudget {
  const begun = clock();
  const before = busyTime(known);
  let milliseconds = 0;
  let work = 0;
  const took = (duration: number, share: number): void => {
    milliseconds += duration;
    work += share;
  };
  for (const { durationMilliseconds, trial } of known) took(durationMilliseconds, workOf(trial as SearchTrial, factor));
  const forecast = (): { readonly expected: number; readonly left: number } => ({
    expected: work > 0 ? milliseconds / work : 0,
    left: budgetMilliseconds - before - (clock() - begun),
  });
  return {
    took,
    forecast,
    allows: (share) => {
      const { expected, left } = forecast();
      return left > 0 && expected * share <= left;
    },
  };
}

/** How long at least one trial ran: those that ran side by side count once. Where the start is unknown, one after another. */
function busyTime(records: readonly TrialRecord[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  const spans = records.map(({ started, durationMilliseconds }) => ({ from: started ?? null, durationMilliseconds }));
  for (const { from, durationMilliseconds } of spans.sort((a, b) => (a.from ?? 0) - (b.from ?? 0))) {
    const end = (from ?? 0) + durationMilliseconds;
    total += from === null ? durationMilliseconds : Math.max(0, end - Math.max(from, until));
    if (from !== null) until = Math.max(until, end);
  }
  return total;
}

/** In trials on all rows: a halving learned from shares of them before, each `factor` times the one before it. */
const workOf = ({ share = 1, rungs = [] }: SearchTrial, factor = 3): number =>
  rungs.reduce((sum, _, rung) => sum + share / factor ** rung, rungs.length === 0 ? share : 0);
