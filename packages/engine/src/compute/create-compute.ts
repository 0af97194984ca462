import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Compute } from "./compute.ts";
import { InlineCompute } from "./inline-compute.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface CreateComputeOptions {
  /** Of a worker: `compute-worker.js` beside this file, or beside the bundle that it went into, unless given. */
  readonly workerFile?: URL;
  /** Threads; as many as cores unless given. */
  readonly size?: number;
  /** Where the ONNX runtime may be installed besides. */
  readonly projectFolder?: string;
}

export const computeWorkerFile: URL = new URL("./compute-worker.js", import.meta.url);

/** Worker threads where their file is at hand, as in every build; else (sources run as they are) the calling thread. */
export function createCompute(options: CreateComputeOptions = {}): Compute {
  const { workerFile: file = computeWorkerFile, size = availableParallelism(), projectFolder } = options;
  return existsSync(fileURLToPath(file)) ? new WorkerPool(file, size, projectFolder) : new InlineCompute();
}
