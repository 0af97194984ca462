import { type MessagePort, Worker } from "node:worker_threads";
import type { AnswerChannel } from "../outside/block-on.ts";
import type { OnnxRequest } from "./onnx-messages.ts";
import { type OnnxWorkerData, threadState } from "./onnx-worker.ts";

/** What the thread that watches is started with. */
export interface OnnxWatchData extends Omit<OnnxWorkerData, "role"> {
  readonly role: "onnx-watch";
}

/**
 * Keeps the thread that holds the ONNX runtime, and hands requests on. Who asks stands still until the answer, and a thread that
 * lacks memory ends without a word: so a third one, which has nothing else to do, says that no answer can come any more.
 */
export function watchOnnx(port: MessagePort, { folder, state }: OnnxWatchData, file: URL): void {
  const workerData: OnnxWorkerData = { role: "onnx", folder, state };
  const worker = new Worker(file, { workerData, stdout: true, stderr: true });
  // Told by its end, which follows.
  worker.on("error", () => {});
  worker.on("exit", () => Atomics.store(state, 0, threadState.dead));
  port.on("message", (asked: { readonly request: OnnxRequest; readonly channel: AnswerChannel }) =>
    worker.postMessage(asked, [asked.channel.port]),
  );
}
