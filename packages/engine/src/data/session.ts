import { availableParallelism } from "node:os";
import type { DuckDBConnection, DuckDBInstance, DuckDBMaterializedResult, DuckDBResult } from "@duckdb/node-api";

export interface SessionOptions {
  /** Threads of the database; as many as the machine has by default. No result depends on it. */
  readonly threads?: number;
  /** As DuckDB writes it: "2GB". */
  readonly memoryLimit?: string;
  /** A folder for what does not fit in memory. */
  readonly temporaryFolder?: string;
}

/** One in-memory DuckDB with a connection for each piece of work. */
export class Session {
  readonly #options: SessionOptions;
  #instance: Promise<DuckDBInstance> | undefined;

  constructor(options: SessionOptions = {}) {
    this.#options = options;
  }

  /** Runs the work on a connection of its own, which an abort of the signal interrupts. */
  async use<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#instance ??= openInstance(this.#options);
    const connection = await (await this.#instance).connect();
    const interrupt = (): void => connection.interrupt();
    try {
      await connection.run("SET TimeZone = 'UTC'");
      if (signal?.aborted) throw new Error("interrupted");
      signal?.addEventListener("abort", interrupt);
      return await work(connection);
    } catch (failure) {
      if (signal?.aborted) throw new Error("interrupted", { cause: failure });
      throw failure;
    } finally {
      signal?.removeEventListener("abort", interrupt);
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    const opened = this.#instance;
    this.#instance = undefined;
    (await opened)?.closeSync();
  }
}

/** Loads the database only now: most commands never ask it anything. */
async function openInstance({ threads, memoryLimit, temporaryFolder }: SessionOptions): Promise<DuckDBInstance> {
  const duckdb = await import("@duckdb/node-api");
  return duckdb.DuckDBInstance.create(":memory:", {
    threads: String(threads ?? availableParallelism()),
    // Never a download: what is not built in does not exist.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "true",
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
    ...(temporaryFolder === undefined ? {} : { temp_directory: temporaryFolder }),
  });
}

/** The rows of a query as plain objects; whole numbers of 64 bits come as bigint. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  const result: DuckDBMaterializedResult | DuckDBResult = await connection.run(sql);
  return (await result.getRowObjectsJS()) as Record<string, unknown>[];
}

/** The single row of a query. */
export async function rowOf(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>> {
  const [row] = await rowsOf(connection, sql);
  if (row === undefined) throw new Error("a query that must give a row gave none");
  return row;
}
