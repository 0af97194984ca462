import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { fileState } from "./file-state.ts";
import { registryFile } from "./registry-file.ts";

/** An apply writes often; so long after the last of it there is something to look at. */
const pauseMilliseconds = 200;
/** Not every file system tells of changes, and the folder may not be there yet. */
const lookMilliseconds = 3_000;

/** Calls back when a project's registry is another one than before, until what it gives is called. */
export function watchRegistry(project: string, changed: () => void): () => void {
  const file = registryFile(project);
  const stateNow = (): string => `${fileState(file)} ${fileState(`${file}-wal`)}`;
  let state = stateNow();
  let waiting: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  const check = (): void => {
    watcher ??= watchFolder(dirname(file), soon);
    const now = stateNow();
    if (now === state) return;
    state = now;
    changed();
  };
  const soon = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(check, pauseMilliseconds).unref();
  };
  const looking = setInterval(check, lookMilliseconds).unref();
  check();
  return () => {
    clearInterval(looking);
    clearTimeout(waiting);
    watcher?.close();
  };
}

function watchFolder(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    // The folder went away, or the system has no more watchers: what looks now and then is left.
    return watcher.on("error", () => watcher.close());
  } catch {
    return undefined;
  }
}
