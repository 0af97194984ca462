import type { Compute, ComputeOptions, TaskInput, TaskName, TaskOutput } from "./compute.ts";
import type { TaskProgress } from "./task-progress.ts";
import { tasks } from "./tasks.ts";

/** Calculates on the calling thread, which stands still meanwhile: for tests, and where no worker file is at hand. */
export class InlineCompute implements Compute {
  readonly size = 1;

  async run<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    { signal, onProgress }: ComputeOptions = {},
  ): Promise<TaskOutput<Name>> {
    // One turn of the event loop, so that an abort is heard between two calculations.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    const task = tasks[name] as (input: TaskInput<Name>, progress: TaskProgress) => TaskOutput<Name>;
    return task(input, (fraction, message) => onProgress?.(fraction, message));
  }

  async close(): Promise<void> {}
}
