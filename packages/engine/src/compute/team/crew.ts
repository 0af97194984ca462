import { MessageChannel, Worker } from "node:worker_threads";
import type { Team } from "@mlopsc/learn";
import { breakTeam, controlIntegers, joinTeam, type Membership } from "./member.ts";

/** Threads that stand by to help this one with a calculation. */
export interface Crew {
  /** Calls them; all then run the same program. To be called once a calculation. */
  summon(): Team;
  /** Lets go those who were called, after a failure. */
  dismiss(): void;
  /** Ends their threads. */
  close(): Promise<void>;
}

/** `file` is one whose worker calls `standBy`; the threads start when they are first called. */
export function createCrew(file: URL, size: number): Crew {
  let workers: readonly Worker[] = [];
  let control: Int32Array | undefined;
  return {
    summon() {
      while (workers.length < size - 1) {
        const worker = new Worker(file, { workerData: { standsBy: true }, stdout: true });
        worker.unref();
        // One that ended by itself, of whatever, is replaced when helpers are called next.
        worker.once("error", () => {});
        worker.once("exit", () => {
          workers = workers.filter((each) => each !== worker);
        });
        workers = [...workers, worker];
      }
      control = new Int32Array(new SharedArrayBuffer(4 * controlIntegers));
      const lines = workers.map((worker, index) => {
        const { port1, port2 } = new MessageChannel();
        const membership: Membership = { rank: index + 1, size, control: control!, lines: [port2] };
        worker.postMessage(membership, [port2]);
        return port1;
      });
      return joinTeam({ rank: 0, size, control, lines });
    },
    dismiss() {
      if (control !== undefined) breakTeam(control);
      control = undefined;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
