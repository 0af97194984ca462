import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What is used of `onnxruntime-web`, which is WebAssembly and needs neither a network nor native code. */
export type OnnxRuntime = typeof import("onnxruntime-web");
export type OnnxSession = import("onnxruntime-web").InferenceSession;

/**
 * The ONNX runtime beside mlopsc, or else the one that a folder (a project's) can import; undefined where neither is
 * installed. One thread, so that sums are the same on every machine.
 */
export async function loadOnnxRuntime(folder?: string): Promise<OnnxRuntime | undefined> {
  const runtime = (await importRuntime("onnxruntime-web")) ?? (folder && (await importRuntime(seenFrom(folder))));
  if (!runtime) return undefined;
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = "error";
  return runtime;
}

async function importRuntime(specifier: string | undefined): Promise<OnnxRuntime | undefined> {
  if (specifier === undefined) return undefined;
  try {
    return (await import(specifier)) as OnnxRuntime;
  } catch (failure) {
    if ((failure as { code?: unknown }).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw failure;
  }
}

function seenFrom(folder: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(folder, "package.json")).resolve("onnxruntime-web")).href;
  } catch {
    return undefined;
  }
}
