import { dirname } from "node:path";
import type { Table } from "@mlopsc/learn";
import type { DataStore } from "../data/data-store.ts";
import { type ObjectStore, StoreFault } from "../registry/object-store.ts";
import type { Registry } from "../registry/registry.ts";

/** The tables that steps left as objects, and the database that makes them: opened when first needed, for it is large. */
export interface DataAccess {
  store(): Promise<DataStore>;
  /** A whole table in memory. Throws a {@link StoreFault} where the object is missing or damaged. */
  table(object: string): Promise<Table>;
  close(): Promise<void>;
}

/** Tables that are kept in memory because several steps read them. */
const mostTables = 3;

export function openDataAccess(objects: ObjectStore, registry: Registry): DataAccess {
  let opened: Promise<DataStore> | undefined;
  const tables = new Map<string, Promise<Table>>();
  const store = (): Promise<DataStore> => {
    opened ??= openStore(objects, registry);
    return opened;
  };
  return {
    store,
    table: (object) => {
      const table = tables.get(object) ?? readTable(store, objects, object);
      tables.delete(object);
      tables.set(object, table);
      table.catch(() => tables.delete(object));
      for (const oldest of [...tables.keys()].slice(0, -mostTables)) tables.delete(oldest);
      return table;
    },
    close: async () => {
      tables.clear();
      const closing = opened;
      opened = undefined;
      await (await closing)?.close();
    },
  };
}

async function openStore(objects: ObjectStore, registry: Registry): Promise<DataStore> {
  const { DataStore: Store } = await import("../data/data-store.ts");
  // What does not fit in memory goes where a later apply sweeps up what a killed one left.
  const temporaryFolder = dirname(await objects.scratchPath());
  return new Store({ digests: registry.fingerprints, temporaryFolder });
}

async function readTable(store: () => Promise<DataStore>, objects: ObjectStore, object: string): Promise<Table> {
  const path = await soundPath(objects, object);
  const read = await (await store()).readTable(path);
  if (read.failed) throw new Error(read.failed.map(({ message }) => message).join("\n"));
  return read.value;
}

/** The file of an object, after its bytes were found to be what they should be. */
export async function soundPath(objects: ObjectStore, object: string): Promise<string> {
  const condition = await objects.verify(object);
  if (condition.condition !== "sound") throw new StoreFault(object, condition);
  return objects.pathOf(object);
}
