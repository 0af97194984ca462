import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { Clock } from "../clock.ts";
import type { FingerprintCache } from "../fingerprint-cache.ts";
import type { Registry } from "../registry.ts";
import { applyRecords } from "./apply-records.ts";
import { type Database, openDatabase, readDatabase } from "./database.ts";
import { decisionRecords } from "./decision-records.ts";
import { migrations } from "./migrations.ts";
import { monitorRecords } from "./monitor-records.ts";
import { outboxRecords } from "./outbox-records.ts";
import { releaseRecords } from "./release-records.ts";
import { serialOf, snapshotOf, stepRecords } from "./step-records.ts";
import { trialRecords } from "./trial-records.ts";
import { datasetVersions, modelVersions } from "./version-records.ts";
import { writerLock } from "./writer-lock.ts";

export interface SqliteRegistry extends Registry {
  /** For `registryContent` and for tests of the file itself. */
  readonly database: Database;
}

export type OpenedRegistry =
  | { readonly registry: SqliteRegistry; readonly problem?: never }
  | { readonly registry?: never; readonly problem: Diagnostic };

/** A registry on a file (made where it is absent), or in memory with `:memory:`. */
export function openRegistry(file: string, clock: Clock): OpenedRegistry {
  let database: Database | undefined;
  try {
    database = openDatabase(file);
    const found = migrate(database);
    if (found <= migrations.length) return { registry: registryOn(database, clock) };
    database.close();
    return { problem: report(codes.registryTooNew, { file, found, known: migrations.length }) };
  } catch (failure) {
    database?.close();
    return { problem: report(codes.registryUnreadable, { file, detail: (failure as Error).message }) };
  }
}

/**
 * The registry of a file that is there, to look at it: nothing is made or written, and an apply is neither waited for nor
 * held up. One of another format is a problem, an older one too: the next command that may write brings it up to date.
 */
export function readRegistry(file: string, clock: Clock): OpenedRegistry {
  let database: Database | undefined;
  try {
    database = readDatabase(file);
    const found = formatOf(database);
    if (found === migrations.length) return { registry: registryOn(database, clock) };
    database.close();
    if (found > migrations.length) {
      return { problem: report(codes.registryTooNew, { file, found, known: migrations.length }) };
    }
    return { problem: report(codes.registryUnreadable, { file, detail: `its format is ${found}, an older one` }) };
  } catch (failure) {
    database?.close();
    return { problem: report(codes.registryUnreadable, { file, detail: (failure as Error).message }) };
  }
}

const formatOf = (database: Database): number =>
  database.get<{ user_version: number }>("pragma user_version")!.user_version;

/** Gives the format found, which is newer than known where nothing could be done. */
function migrate(database: Database): number {
  if (formatOf(database) >= migrations.length) return formatOf(database);
  return database.write(() => {
    // Asked again inside the transaction: another process may have done it meanwhile.
    const found = formatOf(database);
    for (const migration of migrations.slice(found)) database.exec(migration);
    database.exec(`pragma user_version = ${Math.max(found, migrations.length)}`);
    return Math.max(found, migrations.length);
  });
}

const registryOn = (database: Database, clock: Clock): SqliteRegistry => ({
  database,
  serial: () => serialOf(database),
  snapshot: () => snapshotOf(database),
  steps: stepRecords(database, clock),
  datasets: datasetVersions(database),
  models: modelVersions(database),
  trials: trialRecords(database),
  applies: applyRecords(database, clock),
  outbox: outboxRecords(database),
  releases: releaseRecords(database, clock),
  decisions: decisionRecords(database, clock),
  monitors: monitorRecords(database),
  together: (work) => database.write(work),
  lock: writerLock(database, clock),
  fingerprints: fingerprintCache(database),
  referencedObjects: ({ history }) => referencedObjects(database, history),
  close: () => database.close(),
});

const fingerprintCache = (database: Database): FingerprintCache => ({
  get: (key) =>
    database.get<{ digest: string }>("select digest from fingerprints where path = ? and key = ?", pathOf(key), key)
      ?.digest,
  set: (key, digest) => {
    try {
      database.run("insert or replace into fingerprints values (?, ?, ?)", pathOf(key), key, digest);
    } catch {
      // A cache that cannot be written (a full disk, a long write of somebody else) only costs the next reader time.
    }
  },
});

const pathOf = (key: string): string => key.split("\n", 1)[0]!;

function referencedObjects(database: Database, history: boolean): ReadonlySet<string> {
  const rows = database.all<{ object: string }>(`
    select object from execution_objects ${history ? "" : "where key in (select execution from steps)"}
    union select object from dataset_versions union select object from model_versions`);
  return new Set(rows.map((row) => row.object));
}
