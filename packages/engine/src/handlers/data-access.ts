import { statSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Table } from "@mlopsc/learn";
import type { SourceDefinition } from "@mlopsc/plan";
import type { DataResult } from "../data/data-problem.ts";
import { DataStore } from "../data/data-store.ts";
import { filesFingerprint } from "../data/source-files.ts";
import { type ObjectStore, StoreFault } from "../registry/object-store.ts";
import type { Registry } from "../registry/registry.ts";

/** The tables that steps left as objects, and the database that makes them: it is loaded when first needed. */
export interface DataAccess {
  store(): Promise<DataStore>;
  /** SHA-256 (hex) over the names and contents of a source's files. Opens the database only to find files by a pattern. */
  fingerprint(source: SourceDefinition, projectFolder: string, signal?: AbortSignal): Promise<DataResult<string>>;
  /** A whole table in memory. Throws a {@link StoreFault} where the object is missing or damaged. */
  table(object: string): Promise<Table>;
  close(): Promise<void>;
}

/** Tables that are kept in memory because several steps read them. */
const mostTables = 3;

export function openDataAccess(objects: ObjectStore, registry: Registry): DataAccess {
  let opened: Promise<OpenedStore> | undefined;
  const tables = new Map<string, Promise<Table>>();
  const store = async (): Promise<DataStore> => {
    opened ??= openStore(objects, registry);
    return (await opened).store;
  };
  return {
    store,
    fingerprint: async (source, projectFolder, signal) => {
      const file = resolve(projectFolder, source.path);
      if (!statSync(file, { throwIfNoEntry: false })?.isFile())
        return (await store()).fingerprint(source, projectFolder, signal);
      return { value: await filesFingerprint([file], projectFolder, registry.fingerprints) };
    },
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
      if (closing === undefined) return;
      const { store: open, temporaryFolder } = await closing;
      await open.close();
      await rm(temporaryFolder, { recursive: true, force: true });
    },
  };
}

interface OpenedStore {
  readonly store: DataStore;
  readonly temporaryFolder: string;
}

async function openStore(objects: ObjectStore, registry: Registry): Promise<OpenedStore> {
  // What does not fit in memory goes where a later apply sweeps up what a killed one left.
  const temporaryFolder = await objects.scratchPath();
  await mkdir(temporaryFolder, { recursive: true });
  const store = new DataStore({ digests: registry.fingerprints, temporaryFolder });
  return { store, temporaryFolder };
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
