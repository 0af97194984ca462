/** The compute worker, of whose helpers the first ends when it is asked: as those do that a machine has no memory for. */
import { existsSync, writeFileSync } from "node:fs";
import { parentPort, Worker, workerData } from "node:worker_threads";

const { way, marker } = JSON.parse(process.env["MLOPSC_TEST_FRAIL"] ?? "{}") as Record<"way" | "marker", string>;
const role = workerData as { readonly standsBy?: boolean; readonly role?: string } | null;

if ((role?.standsBy === true || role?.role === "onnx") && !existsSync(marker)) {
  writeFileSync(marker, "");
  parentPort!.once("message", end);
} else await import("../../src/compute/compute-worker.ts");

function end(): void {
  // Nobody in it is told, as of one that the machine ends.
  process.removeAllListeners("exit");
  if (way === "exits") process.exit(7);
  if (way === "throws later") setImmediate(() => failLater());
  else fillMemory();
}

function failLater(): never {
  throw new Error("by a callback");
}

/** As Node tells it of a thread with as little memory as this one's: the limit of a thread is set by who starts it. */
function fillMemory(): void {
  const hungry = new Worker("const all = []; for (;;) all.push(new Array(10_000).fill(all.length));", {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  hungry.once("error", (failure) => {
    throw failure;
  });
}
