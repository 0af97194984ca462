import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/** Puts the text, or bytes, in the place of a file's, if there is one: it is there whole at every moment and keeps its mode. */
export function replaceFile(path: string, text: string | Uint8Array): void {
  const partial = `${path}.${process.pid}.new`;
  try {
    writeFileSync(partial, text, { mode: statSync(path, { throwIfNoEntry: false })?.mode ?? 0o666 });
    renameSync(partial, path);
  } catch (failure) {
    rmSync(partial, { force: true });
    throw failure;
  }
}
