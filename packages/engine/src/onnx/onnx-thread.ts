import { Worker } from "node:worker_threads";
import type { OutsideFile, OutsideProblem } from "@mlopsc/learn";
import { blockOn } from "../outside/block-on.ts";
import type { OnnxDescription, OnnxReply, OnnxRequest, TensorData } from "./onnx-messages.ts";
import type { OnnxWatchData } from "./onnx-watch.ts";
import { threadState } from "./onnx-worker.ts";

export type OnnxAnswer<Value> =
  | { readonly value: Value; readonly problem?: never }
  | { readonly problem: OutsideProblem; readonly value?: never };

/** Milliseconds; a busy machine takes seconds to start a thread. */
const mostBirth = 120_000;

/** A thread that holds the ONNX runtime, asked as if it were a function. It keeps no process alive. */
export class OnnxThread {
  readonly #worker: Worker;
  readonly #state = new Int32Array(new SharedArrayBuffer(4));

  /** `file`: the compute worker's, which takes this role too. */
  constructor(file: URL, folder?: string) {
    const workerData: OnnxWatchData = { role: "onnx-watch", folder, state: this.#state };
    this.#worker = new Worker(file, { workerData, stdout: true, stderr: true });
    this.#worker.unref();
  }

  describe(model: OutsideFile): OnnxAnswer<OnnxDescription> {
    const reply = this.#ask({ sha256: model.sha256 }, model);
    if (reply.kind === "described") return { value: reply.description };
    return { problem: problemOf(reply, model) };
  }

  run(
    model: OutsideFile,
    feeds: Readonly<Record<string, TensorData>>,
    outputs: readonly string[],
  ): OnnxAnswer<Readonly<Record<string, TensorData>>> {
    const reply = this.#ask({ sha256: model.sha256, run: { feeds, outputs } }, model);
    if (reply.kind === "ran") return { value: reply.outputs };
    return { problem: problemOf(reply, model) };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(request: OnnxRequest, { content }: OutsideFile): OnnxReply {
    const reply = this.#post(request);
    if (reply.kind !== "unknownModel") return reply;
    return this.#post({ ...request, bytes: Uint8Array.from(Buffer.from(content, "base64")) });
  }

  #post(request: OnnxRequest): OnnxReply {
    const asked = performance.now();
    const isLost = (): boolean => {
      const state = Atomics.load(this.#state, 0);
      return state === threadState.dead || (state === threadState.unborn && performance.now() - asked > mostBirth);
    };
    return blockOn((channel, transfer) => this.#worker.postMessage({ request, channel }, transfer), isLost);
  }
}

function problemOf(reply: OnnxReply, { path }: OutsideFile): OutsideProblem {
  if (reply.kind === "runtimeMissing") return { kind: "runtimeMissing" };
  if (reply.kind === "failed") return { kind: "unreadableOnnx", file: path, reason: reply.reason };
  throw new Error(`the ONNX thread answered ${reply.kind}`);
}
