import { readFileSync, rmSync } from "node:fs";
import { errorFields, type Log } from "../server/log.ts";
import { announcePresence, watchPresence } from "./presence.ts";

export interface Turn {
  /** The log folder of this server. */
  readonly folder: string;
  /** Names the log folders of the servers that must have ended first, one a line. Nobody, where there is no such file. */
  readonly afterFile: string | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Lets a server begin only once others have ended: then the memory of one of them is enough, and whoever arranged it need
 * not be there any more. The file goes once the turn has come, so that a later start waits for nobody. Gives whether it
 * came: not where the signal was first.
 */
export async function awaitTurn({ folder, afterFile, signal, log }: Turn): Promise<boolean> {
  const watched = (afterFile === undefined ? [] : foldersIn(afterFile)).map((each) =>
    watchPresence(each, patienceMilliseconds),
  );
  await Promise.all(watched.map(({ found }) => found));
  // Whoever sees this server from here on may end the others.
  await announcePresence(folder).catch((error: unknown) =>
    log({ level: "error", message: "no server after this one can see that it runs", ...errorFields(error) }),
  );
  const stopped = new Promise<void>((settle) => {
    if (signal.aborted) settle();
    signal.addEventListener("abort", () => settle(), { once: true });
  });
  await Promise.race([Promise.all(watched.map(({ ended }) => ended)), stopped]);
  if (signal.aborted) return false;
  if (afterFile !== undefined) rmSync(afterFile, { force: true });
  return true;
}

const patienceMilliseconds = 3000;

function foldersIn(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
