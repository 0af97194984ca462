import { performance } from "node:perf_hooks";

export interface OpenLoop {
  /** Requests a second. */
  readonly rate: number;
  readonly milliseconds: number;
  /** Sends the request with this number; whether it was answered well. Never rejects. */
  readonly send: (index: number) => Promise<boolean>;
  readonly signal: AbortSignal;
  readonly onProgress?: (sent: number, all: number) => void;
}

export interface LoadRecord {
  /** From due to answered, of each request that was sent, in the order in which they were due. */
  readonly latencies: Float64Array;
  readonly failures: number;
  /** How long after it was due each request left. */
  readonly lateness: Float64Array;
  /** Requests a second, as they really left. */
  readonly rate: number;
}

/**
 * Sends requests on schedule, whatever the answers do: a server that stalls finds the requests that came in meanwhile, as
 * it would in life. (A client that waits for an answer before it asks again leaves them out: coordinated omission.)
 * Ends before its time where this machine falls hopelessly behind. Rejects with the signal's reason where that is aborted.
 */
export async function runOpenLoop({ rate, milliseconds, send, signal, onProgress }: OpenLoop): Promise<LoadRecord> {
  const all = Math.max(1, Math.round((rate * milliseconds) / 1000));
  const latencies = new Float64Array(all);
  const lateness = new Float64Array(all);
  const open: Promise<void>[] = [];
  let failures = 0;
  const start = performance.now();
  const dueAt = (index: number): number => start + (index * 1000) / rate;
  const sendOne = async (index: number): Promise<void> => {
    const well = await send(index);
    latencies[index] = performance.now() - dueAt(index);
    if (!well) failures++;
  };
  let next = 0;
  let now = start;
  while (next < all && now - dueAt(next) < hopeless) {
    signal.throwIfAborted();
    for (let turn = 0; turn < turnSize && next < all && dueAt(next) <= now; turn++) {
      lateness[next] = now - dueAt(next);
      open.push(sendOne(next++));
      now = performance.now();
    }
    onProgress?.(next, all);
    if (next < all) await pause(dueAt(next) - now);
    now = performance.now();
  }
  const seconds = (next - 1) / rate + lateness[next - 1]! / 1000;
  await Promise.all(open);
  signal.throwIfAborted();
  return {
    latencies: latencies.subarray(0, next),
    lateness: lateness.subarray(0, next),
    failures,
    rate: next === 1 ? rate : (next - 1) / seconds,
  };
}

/** Who is behind by so many milliseconds does not catch up: no more is sent. */
const hopeless = 1000;
/** Answers are read between so many requests, however far behind the schedule is. */
const turnSize = 32;

/** Timers come a millisecond late or more: the last stretch is waited out turn by turn of the event loop. */
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    if (milliseconds > 2.5) setTimeout(resolve, milliseconds - 1.5);
    else setImmediate(resolve);
  });

/** The smallest value that so large a share of the values do not exceed (nearest rank). NaN of none. */
export function quantile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
