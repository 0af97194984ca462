import type { RemainingTime } from "./walk-event.ts";

export interface PendingStep {
  readonly address: string;
  /** Addresses that it waits for and that are not done. */
  readonly waitsFor: readonly string[];
  /** What it will still take; undefined where nothing like it was done before. */
  readonly milliseconds: number | undefined;
}

/**
 * The time until all is done when `concurrency` steps run at once: the longer of the longest chain and of the work
 * spread evenly, which no schedule can beat. Steps in an order in which inputs come first.
 */
export function remainingTime(pending: readonly PendingStep[], concurrency: number): RemainingTime {
  const ends = new Map<string, number>();
  let sum = 0;
  let chain = 0;
  for (const { address, waitsFor, milliseconds = 0 } of pending) {
    const end = Math.max(0, ...waitsFor.map((input) => ends.get(input) ?? 0)) + milliseconds;
    ends.set(address, end);
    sum += milliseconds;
    chain = Math.max(chain, end);
  }
  return {
    remainingMilliseconds: Math.max(chain, sum / concurrency),
    complete: pending.every((step) => step.milliseconds !== undefined),
  };
}

/**
 * What a running step will still take. Its own progress weighs the more the further it is; history fills the rest.
 */
export function remainingOfRunning(
  elapsed: number,
  fraction: number | null,
  expected: number | undefined,
): number | undefined {
  const fromHistory = expected === undefined ? undefined : Math.max(0, expected - elapsed);
  if (fraction === null || fraction <= 0) return fromHistory;
  const fromProgress = (elapsed * (1 - fraction)) / fraction;
  if (fromHistory === undefined) return fromProgress;
  return fraction * fromProgress + (1 - fraction) * fromHistory;
}
