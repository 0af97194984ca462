import type { DuckDBConnection } from "@duckdb/node-api";
import type { Place } from "@mlopsc/diagnostics";
import type { ColumnProfile, Table } from "@mlopsc/learn";
import type { IngestDataset, SourceDefinition, TransformData, ValidateDataset } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { quoteLiteral } from "../sql/quote.ts";
import { type DataDifference, parquetDifference } from "./data-difference.ts";
import { type DataResult, resultOf } from "./data-problem.ts";
import { type ExportOptions, exportTables } from "./export-tables.ts";
import { inferColumns } from "./infer-schema.ts";
import { type Ingested, ingestSource } from "./ingest.ts";
import { columnsOfParquet } from "./parquet-table.ts";
import { profileParquet } from "./profile-parquet.ts";
import { readParquetTable } from "./read-table.ts";
import { rowOf, Session, type SessionOptions } from "./session.ts";
import { type FileDigestCache, filesFingerprint, sourceFiles } from "./source-files.ts";
import { transformParquet } from "./transform.ts";
import { type ValidationPaths, type ValidationReport, validateParquet } from "./validate.ts";
import { writeParquetTable } from "./write-table.ts";

export interface DataStoreOptions extends SessionOptions {
  /** Given each source file's digest to keep, so that an unchanged file is not read again. */
  readonly digests?: FileDigestCache;
}

/**
 * Relational work over files, done by one DuckDB in memory; tables are Parquet files that are there whole or not at
 * all. Each call has a connection of its own, so calls may run at the same time. What the user must mend comes as
 * `failed`. The same input gives the same bytes, whatever the number of threads. An aborted signal stops the work.
 */
export class DataStore {
  readonly #session: Session;
  readonly #options: DataStoreOptions;

  constructor(options: DataStoreOptions = {}) {
    this.#options = options;
    this.#session = new Session(options);
  }

  /** The columns of a source as its values show them; those in `known` as they are known, without a look. */
  inferSchema(
    source: SourceDefinition,
    projectFolder: string,
    signal?: AbortSignal,
    known?: readonly Column[],
  ): Promise<DataResult<readonly Column[]>> {
    const { temporaryFolder } = this.#options;
    return this.#run(source.path, signal, (connection) =>
      inferColumns(connection, source, projectFolder, { temporaryFolder, known, signal }),
    );
  }

  /** SHA-256 (hex) over the names and contents of the source's files. */
  fingerprint(source: SourceDefinition, projectFolder: string, signal?: AbortSignal): Promise<DataResult<string>> {
    return this.#run(source.path, signal, async (connection) =>
      filesFingerprint(await sourceFiles(connection, source, projectFolder), projectFolder, this.#options.digests),
    );
  }

  /** Takes a source in, as a Parquet table with exactly the declared columns. */
  ingest(
    config: IngestDataset,
    projectFolder: string,
    outPath: string,
    signal?: AbortSignal,
    places?: readonly Place[],
  ): Promise<DataResult<Ingested>> {
    const { temporaryFolder } = this.#options;
    return this.#run(config.source.path, signal, (connection) =>
      ingestSource(connection, config, projectFolder, outPath, { temporaryFolder, places, signal }),
    );
  }

  /** Checks expectations, and writes the rows that stay and those put aside. */
  validate(
    config: ValidateDataset,
    paths: ValidationPaths,
    { today }: { readonly today: number },
    signal?: AbortSignal,
  ): Promise<DataResult<ValidationReport>> {
    return this.#run("The check of expectations", signal, (connection) =>
      validateParquet(connection, config, paths, today),
    );
  }

  /** Runs the steps of a transform. `inputs`: `dataset.X` or `transform.Y` → the Parquet file that holds it. */
  transform(
    config: TransformData,
    inputs: Readonly<Record<string, string>>,
    outPath: string,
    { today }: { readonly today: number },
    signal?: AbortSignal,
  ): Promise<DataResult<{ readonly rows: number }>> {
    return this.#run("The transform", signal, async (connection) => {
      await transformParquet(connection, config, inputs, outPath, today);
      return { rows: await countRows(connection, outPath) };
    });
  }

  /** A Parquet table in memory, all columns or those named. */
  readTable(path: string, columns?: readonly string[], signal?: AbortSignal): Promise<DataResult<Table>> {
    return this.#run(path, signal, (connection) => readParquetTable(connection, path, columns));
  }

  /** Writes a table as Parquet, under the column types given or those that its values show. */
  writeTable(table: Table, path: string, columns?: readonly Column[]): Promise<DataResult<null>> {
    return this.#run(path, undefined, async (connection) => {
      await writeParquetTable(connection, table, path, columns);
      return null;
    });
  }

  /** Writes Parquet tables of equally many rows side by side as Parquet, CSV or JSON, by the ending of the file's name. */
  export(tables: readonly string[], outPath: string, options: ExportOptions = {}): Promise<DataResult<null>> {
    return this.#run(outPath, undefined, async (connection) => {
      await exportTables(connection, tables, outPath, options);
      return null;
    });
  }

  columns(path: string): Promise<DataResult<readonly Column[]>> {
    return this.#run(path, undefined, (connection) => columnsOfParquet(connection, path));
  }

  rowCount(path: string): Promise<DataResult<number>> {
    return this.#run(path, undefined, (connection) => countRows(connection, path));
  }

  /** What each column holds. */
  profile(path: string, signal?: AbortSignal): Promise<DataResult<readonly ColumnProfile[]>> {
    return this.#run(path, signal, (connection) => profileParquet(connection, path));
  }

  /** What changed between two tables; rows are compared where there is a key. */
  difference(
    before: string,
    after: string,
    key: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<DataResult<DataDifference>> {
    return this.#run("The comparison", signal, (connection) => parquetDifference(connection, before, after, key));
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #run<T>(
    what: string,
    signal: AbortSignal | undefined,
    work: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<DataResult<T>> {
    return resultOf(what, () => this.#session.use(work, signal));
  }
}

async function countRows(connection: DuckDBConnection, path: string): Promise<number> {
  const { rows } = await rowOf(
    connection,
    `SELECT sum(num_rows) AS rows FROM parquet_file_metadata(${quoteLiteral(path)})`,
  );
  return Number(rows);
}
