import { parentPort, workerData } from "node:worker_threads";
import type { TaskReply, TaskRequest } from "./compute.ts";
import type { TaskProgress } from "./task-progress.ts";
import { type Summon, tasks } from "./tasks.ts";
import { type Crew, createCrew } from "./team/crew.ts";
import { standBy } from "./team/stand-by.ts";

/** The thread's side of `WorkerPool`: one calculation at a time, in and out by messages. Its own helpers run this file too. */
const port = parentPort;
if (port === null) throw new Error("compute-worker runs in a worker thread");

const mostMessagesASecond = 20;

if ((workerData as { standsBy?: boolean } | null)?.standsBy) standBy(port);
else port.on("message", carryOut);

let crew: Crew | undefined;

function carryOut({ id, name, input, threads }: TaskRequest): void {
  const reply = (message: TaskReply) => port!.postMessage(message);
  const task = tasks[name] as (input: unknown, progress: TaskProgress, summon: Summon | undefined) => unknown;
  let last = Number.NEGATIVE_INFINITY;
  const progress: TaskProgress = (fraction, message) => {
    const now = performance.now();
    if (now - last < 1000 / mostMessagesASecond) return;
    last = now;
    reply({ id, type: "progress", fraction, message });
  };
  const summon = (): ReturnType<Summon> => {
    crew ??= createCrew(new URL(import.meta.url), threads);
    return crew.summon();
  };
  try {
    reply({ id, type: "done", output: task(input, progress, threads > 1 ? summon : undefined) });
  } catch (failure) {
    crew?.dismiss();
    const { message, stack } = failure instanceof Error ? failure : new Error(String(failure));
    reply({ id, type: "failed", message, stack });
  }
}
