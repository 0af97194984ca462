import { Worker } from "node:worker_threads";
import { endedBy, endedWith } from "../thread-ended.ts";
import type { Membership } from "./member.ts";

/**
 * Threads that stand by to help another one with a calculation. They belong to the main thread, which is free to hear that
 * one has ended: who leads a team stands still while it waits for the others.
 */
export interface Crew {
  /** Has a thread each take part. `lost` is told when one ends before its crew is closed: the team waits for it in vain. */
  enlist(others: readonly Membership[], lost: (failure: unknown) => void): void;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** `file` is one whose worker calls `standBy`; threads start when they are first needed. */
export function createCrew(file: URL): Crew {
  const workers: Worker[] = [];
  let tell: (failure: unknown) => void = () => {};
  const start = (): Worker => {
    const worker = new Worker(file, { workerData: { standsBy: true }, stdout: true });
    worker.unref();
    worker.once("error", (failure) => tell(endedBy(failure)));
    worker.once("exit", (code) => tell(endedWith(code)));
    return worker;
  };
  return {
    enlist(others, lost) {
      tell = lost;
      for (const [at, membership] of others.entries()) {
        workers[at] ??= start();
        workers[at].postMessage(membership, [...membership.lines]);
      }
    },
    async close() {
      tell = () => {};
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
