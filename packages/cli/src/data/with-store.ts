import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataStore } from "@mlopsc/engine";

/** Does the work with a database and a scratch folder of its own, which are gone afterwards whatever happens. */
export async function withStore<Value>(work: (store: DataStore, scratch: string) => Promise<Value>): Promise<Value> {
  const scratch = mkdtempSync(join(tmpdir(), "mlopsc-"));
  const store = new DataStore({ temporaryFolder: scratch });
  try {
    return await work(store, scratch);
  } finally {
    await store.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
