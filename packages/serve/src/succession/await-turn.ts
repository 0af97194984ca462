import { readFileSync, rmSync } from "node:fs";
import { announcePresence, watchPresence } from "./presence.ts";

export interface Turn {
  /** The log folder of this server. */
  readonly folder: string;
  /** Names the log folders of the servers that must have ended first, one a line. Nobody, where there is no such file. */
  readonly afterFile: string;
  readonly signal: AbortSignal;
}

/**
 * Lets a server begin only once others have ended: then the memory of one of them is enough, and whoever arranged it need
 * not be there any more. The file goes once the turn has come, so that a later start waits for nobody. Gives whether it
 * came: not where the signal was first.
 */
export async function awaitTurn({ folder, afterFile, signal }: Turn): Promise<boolean> {
  const watched = foldersIn(afterFile).map((each) => watchPresence(each, patienceMilliseconds));
  await Promise.all(watched.map(({ found }) => found));
  // Whoever sees this server from here on may end the others.
  await announcePresence(folder);
  const stopped = new Promise<void>((settle) => {
    if (signal.aborted) settle();
    signal.addEventListener("abort", () => settle(), { once: true });
  });
  await Promise.race([Promise.all(watched.map(({ ended }) => ended)), stopped]);
  if (signal.aborted) return false;
  rmSync(afterFile, { force: true });
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
