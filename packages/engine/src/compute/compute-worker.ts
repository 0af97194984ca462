import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { OutsideLearners } from "@mlopsc/learn";
import { OnnxThread } from "../onnx/onnx-thread.ts";
import { type OnnxWorkerData, serveOnnx } from "../onnx/onnx-worker.ts";
import { blockOn } from "../outside/block-on.ts";
import { outsideLearners } from "../outside/outside-learners.ts";
import type { TrainerAnswer, TrainerFault } from "../outside/trainer-ask.ts";
import type { ComputeWorkerData, TaskReply, TaskRequest } from "./compute.ts";
import type { TaskProgress } from "./task-progress.ts";
import { runTask } from "./tasks.ts";
import { type LedTeam, leadTeam } from "./team/member.ts";
import { standBy } from "./team/stand-by.ts";

/**
 * The thread's side of `WorkerPool`: one calculation at a time, in and out by messages. Its helpers run this file
 * too: those that stand by for a fit, and the one that holds the ONNX runtime.
 */
if (parentPort === null) throw new Error("compute-worker runs in a worker thread");
takeRole(parentPort, workerData as ComputeWorkerData | OnnxWorkerData | { readonly standsBy: true } | null);

function takeRole(port: MessagePort, given: ComputeWorkerData | OnnxWorkerData | { standsBy: true } | null): void {
  if (given !== null && "standsBy" in given) standBy(port);
  else if (given?.role === "onnx") serveOnnx(port, given);
  else serveTasks(port, given?.projectFolder);
}

function serveTasks(port: MessagePort, projectFolder: string | undefined): void {
  const startOnnx = lazily(() => new OnnxThread(new URL(import.meta.url), projectFolder));
  port.on("message", ({ id, name, input, threads }: TaskRequest) => {
    const reply = (message: TaskReply) => port.postMessage(message);
    let led: LedTeam | undefined;
    const summon = () => {
      led = leadTeam(threads);
      const summons: TaskReply = { id, type: "summon", others: led.others };
      port.postMessage(
        summons,
        led.others.flatMap(({ lines }) => lines),
      );
      return led.team;
    };
    const means = { outside: learnersOf(port, id, startOnnx), ...(threads > 1 ? { summon } : {}) };
    const progress = seldom((fraction, message) => reply({ id, type: "progress", fraction, message }));
    try {
      reply({ id, type: "done", output: runTask(name, input, progress, means) });
    } catch (failure) {
      led?.dismiss();
      const { message, stack } = failure instanceof Error ? failure : new Error(String(failure));
      reply({ id, type: "failed", message, stack });
    }
  });
}

/** Programs are asked of the main thread, which answers while this one stands still. */
function learnersOf(port: MessagePort, id: number, onnx: () => OnnxThread): OutsideLearners {
  return outsideLearners({
    onnx,
    ask: (ask) => {
      const answer = blockOn<TrainerAnswer | TrainerFault>((channel, transfer) =>
        port.postMessage({ id, type: "ask", ask, channel } satisfies TaskReply, transfer),
      );
      if ("fault" in answer) throw new Error(answer.fault);
      return answer;
    },
  });
}

const mostMessagesASecond = 20;

function seldom(tell: TaskProgress): TaskProgress {
  let last = Number.NEGATIVE_INFINITY;
  return (fraction, message) => {
    const now = performance.now();
    if (now - last < 1000 / mostMessagesASecond) return;
    last = now;
    tell(fraction, message);
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
