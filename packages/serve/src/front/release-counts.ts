/** `counts[i]` requests took at most `bounds[i]` milliseconds and more than the bound before; the last count is of all above. */
export interface LatencyHistogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  /** All times together, in milliseconds. */
  readonly sum: number;
}

/** Requests to /predict that went to a release, by the time in which they were answered. */
export interface ReleaseCounts {
  readonly release: string;
  readonly requests: number;
  /** Answered with 500 and above, by the release or, where no backend answered, by the front. */
  readonly errors: number;
  /** Answered with 400 to 499. */
  readonly rejected: number;
  /** Times that a backend of the release did not answer and another was tried. */
  readonly retries: number;
  readonly latency: LatencyHistogram;
}

const bounds: readonly number[] = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** Counts of one release that go on. */
export interface RunningCounts {
  answered(status: number, milliseconds: number): void;
  retried(): void;
  now(): ReleaseCounts;
}

export function runningCounts(release: string): RunningCounts {
  let [requests, errors, rejected, retries, sum] = [0, 0, 0, 0, 0];
  const counts = new Array<number>(bounds.length + 1).fill(0);
  return {
    answered: (status, milliseconds) => {
      requests++;
      if (status >= 500) errors++;
      else if (status >= 400) rejected++;
      sum += milliseconds;
      let place = 0;
      while (place < bounds.length && milliseconds > bounds[place]!) place++;
      counts[place]!++;
    },
    retried: () => {
      retries++;
    },
    now: () => ({ release, requests, errors, rejected, retries, latency: { bounds, counts: [...counts], sum } }),
  };
}

/** What was counted from one moment to a later one, of two counts of the same release. */
export function countsBetween(earlier: ReleaseCounts | undefined, later: ReleaseCounts): ReleaseCounts {
  if (earlier === undefined) return later;
  const { release, latency } = later;
  return {
    release,
    requests: later.requests - earlier.requests,
    errors: later.errors - earlier.errors,
    rejected: later.rejected - earlier.rejected,
    retries: later.retries - earlier.retries,
    latency: {
      bounds: latency.bounds,
      counts: latency.counts.map((count, place) => count - earlier.latency.counts[place]!),
      sum: latency.sum - earlier.latency.sum,
    },
  };
}
