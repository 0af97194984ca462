import { Worker } from "node:worker_threads";
import { answerTo } from "../outside/block-on.ts";
import type { TrainerFault } from "../outside/trainer-ask.ts";
import type {
  Compute,
  ComputeOptions,
  ComputeWorkerData,
  TaskInput,
  TaskName,
  TaskOutput,
  TaskReply,
  TaskRequest,
} from "./compute.ts";

import { type Crew, createCrew } from "./team/crew.ts";
import { endedBy, endedWith, ThreadEnded } from "./thread-ended.ts";

interface Job {
  readonly request: Omit<TaskRequest, "threads">;
  readonly options: ComputeOptions;
  readonly resolve: (output: never) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Calculates in worker threads, started as they are needed. An abort ends the thread, so it is immediate; the next
 * calculation gets a new one. Idle threads do not keep the process alive.
 */
export class WorkerPool implements Compute {
  readonly size: number;
  readonly #file: URL;
  readonly #projectFolder: string | undefined;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  readonly #queue: Job[] = [];
  #next = 0;
  /** Threads that help, and the worker that called them last. */
  #crew: Crew | undefined;
  #leader: Worker | undefined;

  constructor(file: URL, size: number, projectFolder?: string) {
    this.#file = file;
    this.#projectFolder = projectFolder;
    this.size = Math.max(1, size);
  }

  run<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    options: ComputeOptions = {},
  ): Promise<TaskOutput<Name>> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const job: Job = {
        request: { id: this.#next++, name, input },
        options,
        resolve: settled(resolve),
        reject: settled(reject),
      };
      const abort = () => this.#abort(job);
      function settled<Argument>(settle: (argument: Argument) => void): (argument: Argument) => void {
        return (argument) => {
          signal?.removeEventListener("abort", abort);
          settle(argument);
        };
      }
      signal?.addEventListener("abort", abort);
      this.#queue.push(job);
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    const closed = new Error("the pool was closed");
    for (const job of this.#queue.splice(0)) job.reject(closed);
    const workers: { terminate(): Promise<unknown> }[] = [...this.#idle.splice(0), ...this.#busy.keys()];
    const crew = this.#crew;
    if (crew !== undefined) workers.push({ terminate: () => crew.close() });
    for (const job of this.#busy.values()) job.reject(closed);
    this.#busy.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #startNext(): void {
    while (this.#queue.length > 0 && this.#busy.size < this.size) {
      const job = this.#queue.shift()!;
      const worker = this.#idle.pop() ?? this.#startWorker();
      this.#busy.set(worker, job);
      worker.ref();
      // Who works alone may call threads to help; results are the same without.
      const threads = this.#busy.size === 1 && this.#queue.length === 0 ? this.size : 1;
      const request: TaskRequest = { ...job.request, threads };
      worker.postMessage(request);
    }
  }

  #startWorker(): Worker {
    // Standard output stays with the main thread: what a calculation has to say, it says by progress.
    const workerData: ComputeWorkerData = { role: "compute", projectFolder: this.#projectFolder };
    const worker = new Worker(this.#file, { workerData, stdout: true });
    worker.on("message", (reply: TaskReply) => this.#hear(worker, reply));
    worker.on("error", (failure) => this.#lose(worker, endedBy(failure)));
    worker.on("exit", (code) => this.#lose(worker, endedWith(code)));
    return worker;
  }

  #hear(worker: Worker, reply: TaskReply): void {
    const job = this.#busy.get(worker);
    if (job === undefined || job.request.id !== reply.id) return;
    if (reply.type === "progress") {
      job.options.onProgress?.(reply.fraction, reply.message);
      return;
    }
    if (reply.type === "summon") {
      this.#crew ??= createCrew(this.#file);
      this.#leader = worker;
      this.#crew.enlist(reply.others, (failure) => {
        if (this.#busy.get(worker) === job) this.#stop(worker, failure);
        else this.#disband(worker);
      });
      return;
    }
    if (reply.type === "ask") {
      void answerAsk(reply, job);
      return;
    }
    this.#busy.delete(worker);
    worker.unref();
    this.#idle.push(worker);
    if (reply.type === "done") job.resolve(reply.output as never);
    else if (reply.ended !== undefined) job.reject(new ThreadEnded(reply.ended));
    else job.reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
    this.#startNext();
  }

  /** A thread that ended takes its job with it, and nothing else. */
  #lose(worker: Worker, failure: unknown): void {
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    const job = this.#busy.get(worker);
    this.#busy.delete(worker);
    this.#disband(worker);
    job?.reject(failure);
    this.#startNext();
  }

  /** A thread in the middle of a calculation, which would wait for ever for what is not to come. */
  #stop(worker: Worker, failure: unknown): void {
    this.#lose(worker, failure);
    void worker.terminate();
  }

  /** Helpers of a thread that ended wait for it, or go on with what nobody needs. */
  #disband(worker: Worker): void {
    if (this.#leader !== worker) return;
    void this.#crew?.close();
    this.#crew = undefined;
    this.#leader = undefined;
  }

  #abort(job: Job): void {
    const reason: unknown = job.options.signal?.reason;
    const at = this.#queue.indexOf(job);
    if (at >= 0) this.#queue.splice(at, 1);
    job.reject(reason);
    for (const [worker, running] of this.#busy) {
      if (running !== job) continue;
      this.#stop(worker, reason);
    }
    this.#startNext();
  }
}

/** An answer that never comes would let the thread stand still for ever: a fault is one too. */
async function answerAsk({ ask, channel }: Extract<TaskReply, { type: "ask" }>, { options }: Job): Promise<void> {
  try {
    if (options.answer === undefined) throw new Error("nobody answers for programs here");
    answerTo(channel, await options.answer(ask));
  } catch (failure) {
    const fault: TrainerFault = { fault: failure instanceof Error ? failure.message : String(failure) };
    answerTo(channel, fault);
  }
}
