import { parentPort } from "node:worker_threads";
import type { TaskReply, TaskRequest } from "./compute.ts";
import type { TaskProgress } from "./task-progress.ts";
import { tasks } from "./tasks.ts";

/** The thread's side of `WorkerPool`: one calculation at a time, in and out by messages. */
const port = parentPort;
if (port === null) throw new Error("compute-worker runs in a worker thread");

const mostMessagesASecond = 20;

port.on("message", ({ id, name, input }: TaskRequest) => {
  const reply = (message: TaskReply) => port.postMessage(message);
  const task = tasks[name] as (input: unknown, progress: TaskProgress) => unknown;
  let last = Number.NEGATIVE_INFINITY;
  const progress: TaskProgress = (fraction, message) => {
    const now = performance.now();
    if (now - last < 1000 / mostMessagesASecond) return;
    last = now;
    reply({ id, type: "progress", fraction, message });
  };
  try {
    reply({ id, type: "done", output: task(input, progress) });
  } catch (failure) {
    const { message, stack } = failure instanceof Error ? failure : new Error(String(failure));
    reply({ id, type: "failed", message, stack });
  }
});
