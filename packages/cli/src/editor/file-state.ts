import { statSync } from "node:fs";

/** Another text when the file is another one; null where there is none. */
export function fileState(path: string): string | null {
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.isFile() ? `${file.size} ${file.mtimeMs} ${file.ino}` : null;
}
