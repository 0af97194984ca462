import type { Compute, ComputeOptions, TaskInput, TaskName, TaskOutput } from "./compute.ts";
import { runTask } from "./tasks.ts";

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
    return runTask(name, input, (fraction, message) => onProgress?.(fraction, message), {});
  }

  async close(): Promise<void> {}
}
