import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { DataResult } from "../../src/data/data-problem.ts";
import { DataStore, type DataStoreOptions } from "../../src/data/data-store.ts";

/** A folder that goes away with the run of the tests. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-data-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function dataStore(options: DataStoreOptions = { threads: 2 }): DataStore {
  const store = new DataStore(options);
  onTestFinished(() => store.close());
  return store;
}

export function unwrap<T>(result: DataResult<T>): T {
  if (result.failed) throw new Error(result.failed.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return result.value;
}

export const failuresOf = (result: DataResult<unknown>): string[] =>
  (result.failed ?? []).map(({ code, message }) => `${code} ${message}`);
