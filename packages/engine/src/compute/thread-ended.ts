/** A thread that calculated has ended before it was done, and not by an error that somebody could have caught. */
export class ThreadEnded extends Error {
  readonly reason: string;
  readonly lacksMemory: boolean;

  constructor(reason: string, lacksMemory = false) {
    super(`a thread ended: ${reason}`);
    this.reason = reason;
    this.lacksMemory = lacksMemory;
  }
}

/** What the event `error` of a worker means: Node ends one that needs too much memory, and tells that as an error. */
export const endedBy = (failure: unknown): unknown =>
  (failure as { readonly code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? new ThreadEnded("it needed more memory than a thread may have", true)
    : failure;

export const endedWith = (code: number): ThreadEnded => new ThreadEnded(`it stopped with exit code ${code}`);
