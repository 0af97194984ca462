import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname, join } from "node:path";

/** An apply writes step after step; so long after the last of it there is something to look at. */
const pauseMilliseconds = 1000;
/** Not every file system tells of changes, and before the first apply there is no folder. */
const lookMilliseconds = 3000;

/** Calls back when something was done in a project, by whomever, until what it gives is called. */
export function watchRegistry(project: string, changed: () => void): () => void {
  const file = join(project, ".mlopsc", "registry.db");
  // Who only reads leaves an empty journal for a moment.
  const stateNow = (): string => `${contentOf(file)} ${contentOf(`${file}-wal`)}`;
  let state = stateNow();
  let waiting: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  const check = (): void => {
    const now = stateNow();
    if (now === state) return;
    state = now;
    changed();
  };
  const soon = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(check, pauseMilliseconds);
  };
  const look = (): void => {
    watcher ??= watchFolder(dirname(file), soon);
    if (stateNow() !== state) soon();
  };
  const looking = setInterval(look, lookMilliseconds);
  look();
  return () => {
    clearInterval(looking);
    clearTimeout(waiting);
    watcher?.close();
  };
}

/** Another text when a file has another content; empty where it has none. */
function contentOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  return file === undefined || file.size === 0 ? "" : `${file.size} ${file.mtimeMs}`;
}

function watchFolder(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, changed);
    // The folder went away: what looks now and then is left.
    return watcher.on("error", () => watcher.close());
  } catch {
    return undefined;
  }
}
