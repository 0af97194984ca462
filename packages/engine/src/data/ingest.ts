import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { IngestDataset } from "@mlopsc/plan";
import { isTextKind } from "../sql/fragment.ts";
import { DataProblem, messageOf } from "./data-problem.ts";
import type { ColumnStatistics } from "./parquet-statistics.ts";
import { writeParquet } from "./parquet-table.ts";
import { rowOf } from "./session.ts";
import { shownPath, sourceFiles, utf8Files } from "./source-files.ts";
import {
  faultsQuery,
  hopefulQuery,
  type OpenedSource,
  type SourceQuery,
  sourceQuery,
  strictQuery,
} from "./source-query.ts";

/**
 * Takes a source in: a Parquet file with exactly the declared columns, rows in the order of the files and of the rows
 * in them. Bad fields, missing values in columns that need one, and absent columns are told, one diagnostic a column.
 */
export async function ingestSource(
  connection: DuckDBConnection,
  config: IngestDataset,
  projectFolder: string,
  outPath: string,
  temporaryFolder?: string,
): Promise<{ readonly rows: number }> {
  const files = await sourceFiles(connection, config.source, projectFolder);
  const shown = files.map((file) => shownPath(file, projectFolder));
  const encoding = config.source.format === "csv" ? config.source.encoding : undefined;
  const readable = await utf8Files(files, encoding, temporaryFolder);
  try {
    const { rows } = await write(connection, config, { source: config.source, files: readable.files, shown }, outPath);
    return { rows };
  } finally {
    await readable.dispose();
  }
}

/**
 * Most sources are as they were declared, so what could be wrong is looked for in the footer of the file written;
 * only if something is are fields looked at one by one.
 */
async function write(
  connection: DuckDBConnection,
  { columns }: IngestDataset,
  opened: OpenedSource,
  outPath: string,
): Promise<{ readonly rows: number }> {
  const stored = columns.map(({ name, type }) => ({ name, type }));
  // A table without rows has no figures, and no faults.
  const isSound = (written: readonly ColumnStatistics[]): boolean =>
    written.every(({ missing, finite }, at) => {
      const { kind, nullable } = columns[at]!.type;
      return (finite || isTextKind(kind)) && (nullable || missing === 0);
    });
  try {
    const fast = await sourceQuery(connection, opened, columns, false);
    const written = await writeParquet(connection, hopefulQuery(fast), stored, outPath, isSound);
    if (written.accepted) return written;
    return await writeParquet(connection, strictQuery(fast), stored, outPath);
  } catch (failure) {
    if (!isAboutValues(failure)) throw failure;
    const careful = await sourceQuery(connection, opened, columns, true);
    const faults = await faultsOf(connection, careful);
    if (faults.length > 0) throw new DataProblem(...faults);
    return await writeParquet(connection, strictQuery(careful), stored, outPath);
  }
}

/** The fast way stops at the first field that does not fit; the careful way finds them all, or none. */
const isAboutValues = (failure: unknown): boolean =>
  /^(Conversion|Invalid Input|Out of Range|Mismatch Type) Error/.test(messageOf(failure)) &&
  !/not utf-8|Expected Number of Columns|unterminated|interrupted/i.test(messageOf(failure));

interface FaultPlace {
  readonly row: bigint;
  readonly file: string;
  readonly value: string | null;
}

async function faultsOf(connection: DuckDBConnection, query: SourceQuery): Promise<Diagnostic[]> {
  const figures = await rowOf(connection, faultsQuery(query));
  return query.cells.flatMap(({ column }, at) => {
    const found: Diagnostic[] = [];
    const bad = figures[`first bad ${at}`] as FaultPlace | null;
    const missing = figures[`first missing ${at}`] as FaultPlace | null;
    const place = ({ row, file }: FaultPlace): { row: number; file: string } => ({ row: Number(row), file });
    if (bad) {
      const value = column.type.pii ? "a value that is not shown (pii)" : `\`${shorten(bad.value ?? "")}\``;
      const count = Number(figures[`bad ${at}`]);
      found.push(
        report(codes.valueNotOfKind, { column: column.name, kind: column.type.kind, value, count, ...place(bad) }),
      );
    }
    if (missing) {
      const count = Number(figures[`missing ${at}`]);
      found.push(report(codes.valueMissing, { column: column.name, count, ...place(missing) }));
    }
    return found;
  });
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
