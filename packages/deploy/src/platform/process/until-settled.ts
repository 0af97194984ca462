import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { runningProcess } from "./own-process.ts";

/** A replica that is not ready by then does not become so. */
const startMilliseconds = 30_000;

/** Looks until it is as it should be: as often as a person would not notice. Gives `ready`, or what became of it. */
export async function untilSettled(
  signal: AbortSignal | undefined,
  ended: () => string | undefined,
  isSettled: () => Promise<boolean>,
): Promise<string> {
  const limit = Date.now() + startMilliseconds;
  while (Date.now() < limit) {
    if (signal?.aborted) return "stopped";
    const how = ended();
    if (how !== undefined) return how;
    if (await isSettled()) return "ready";
    await delay(10);
  }
  return `was not ready after ${startMilliseconds / 1000} s`;
}

/** That it ended, once it has. */
export const endOfProcess = (recordFile: string): string | undefined =>
  runningProcess(recordFile) === undefined ? "ended" : undefined;

/** Tells how it ended, once it has. */
export function endOfChild(child: ChildProcess): () => string | undefined {
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = `could not be started: ${error.message}`;
  });
  child.once("exit", (code, name) => {
    ended = code === null ? `was ended by ${name}` : `ended with exit code ${code}`;
  });
  return () => ended;
}
