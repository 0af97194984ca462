import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { OutsideLearners } from "@mlopsc/learn";
import { OnnxThread } from "../onnx/onnx-thread.ts";
import { type OnnxWatchData, watchOnnx } from "../onnx/onnx-watch.ts";
import { type OnnxWorkerData, serveOnnx } from "../onnx/onnx-worker.ts";
import { blockOn } from "../outside/block-on.ts";
import { outsideLearners } from "../outside/outside-learners.ts";
import type { TrainerAnswer, TrainerFault } from "../outside/trainer-ask.ts";
import type { ComputeWorkerData, TaskReply, TaskRequest } from "./compute.ts";
import type { TaskProgress } from "./task-progress.ts";
import { runTask } from "./tasks.ts";
import { type LedTeam, leadTeam } from "./team/member.ts";
import { standBy } from "./team/stand-by.ts";
import { ThreadEnded } from "./thread-ended.ts";

/**
 * The thread's side of `WorkerPool`: one calculation at a time, in and out by messages. Its helpers run this file
 * too: those that stand by for a fit, the one that holds the ONNX runtime, and the one that watches it.
 */
if (parentPort === null) throw new Error("compute-worker runs in a worker thread");
type Role = ComputeWorkerData | OnnxWorkerData | OnnxWatchData | { readonly standsBy: true } | null;
takeRole(parentPort, workerData as Role);

function takeRole(port: MessagePort, given: Role): void {
  if (given !== null && "standsBy" in given) standBy(port);
  else if (given?.role === "onnx") serveOnnx(port, given);
  else if (given?.role === "onnx-watch") watchOnnx(port, given, new URL(import.meta.url));
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
      const ended = failure instanceof ThreadEnded ? failure.reason : undefined;
      reply({ id, type: "failed", message, stack, ended });
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
