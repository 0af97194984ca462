import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, type Diagnostic, type Place, report } from "@mlopsc/diagnostics";
import type { IngestDataset } from "@mlopsc/plan";
import { isTextKind } from "../sql/fragment.ts";
import { DataProblem, messageOf } from "./data-problem.ts";
import { explainByNul, findNul } from "./nul-bytes.ts";
import type { ColumnStatistics } from "./parquet-statistics.ts";
import { writeParquet } from "./parquet-table.ts";
import { rowOf } from "./session.ts";
import { shownPath, sourceFiles, utf8Files } from "./source-files.ts";
import {
  doubtsQuery,
  faultsQuery,
  hopefulQuery,
  type OpenedSource,
  type SourceQuery,
  sourceQuery,
  strictQuery,
} from "./source-query.ts";

export interface IngestOptions {
  readonly temporaryFolder?: string | undefined;
  /** Where each column is declared, in order: what is wrong with it is told there. */
  readonly places?: readonly Place[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Ingested {
  readonly rows: number;
  /** Warnings: infinities taken for missing, whole numbers beyond what a double tells apart, NUL bytes in texts. */
  readonly doubts: readonly Diagnostic[];
}

/**
 * Takes a source in: a Parquet file with exactly the declared columns, rows in the order of the files and of the rows
 * in them. Bad fields, missing values in columns that need one, and absent columns are told, one diagnostic a column.
 */
export async function ingestSource(
  connection: DuckDBConnection,
  config: IngestDataset,
  projectFolder: string,
  outPath: string,
  { temporaryFolder, places = [], signal }: IngestOptions = {},
): Promise<Ingested> {
  const { source } = config;
  const files = await sourceFiles(connection, source, projectFolder);
  const shown = files.map((file) => shownPath(file, projectFolder));
  const readable = await utf8Files(files, source.format === "csv" ? source.encoding : undefined, temporaryFolder);
  const opened: OpenedSource = { source, files: readable.files, shown };
  const written = () => write(connection, config, opened, outPath, places);
  try {
    return source.format === "csv" ? await mindingNul(written, opened, signal) : await written();
  } finally {
    await readable.dispose();
  }
}

/** Says of a file with a NUL byte so: as the cause where it could not be read, as a doubt where it could. */
async function mindingNul(
  written: () => Promise<Ingested>,
  opened: OpenedSource,
  signal: AbortSignal | undefined,
): Promise<Ingested> {
  let ingested: Ingested;
  try {
    ingested = await written();
  } catch (failure) {
    throw await explainByNul(failure, opened, signal);
  }
  const nul = await findNul(opened, signal);
  return nul === undefined ? ingested : { ...ingested, doubts: [...ingested.doubts, report(codes.nulByteInText, nul)] };
}

/** From here on a double is not every whole number. */
const inexactFrom = 2 ** 53;

/**
 * Most sources are as they were declared, so what could be wrong is looked for in the footer of the file written;
 * only if something is are fields looked at one by one.
 */
async function write(
  connection: DuckDBConnection,
  { columns }: IngestDataset,
  opened: OpenedSource,
  outPath: string,
  places: readonly Place[],
): Promise<Ingested> {
  const stored = columns.map(({ name, type }) => ({ name, type }));
  let inexact = false;
  // A table without rows has no figures, and no faults.
  const isSound = (written: readonly ColumnStatistics[]): boolean => {
    inexact = written.some(({ extreme }, at) => extreme >= inexactFrom && columns[at]!.type.kind === "int");
    return written.every(({ missing, finite }, at) => {
      const { kind, nullable } = columns[at]!.type;
      return (finite || isTextKind(kind)) && (nullable || missing === 0);
    });
  };
  const doubts = async (careful?: SourceQuery): Promise<readonly Diagnostic[]> =>
    doubtsOf(connection, careful ?? (await sourceQuery(connection, opened, columns, true)), places);
  try {
    const fast = await sourceQuery(connection, opened, columns, false);
    const { rows, accepted } = await writeParquet(connection, hopefulQuery(fast), stored, outPath, isSound);
    if (accepted) return { rows, doubts: inexact ? await doubts() : [] };
    const written = await writeParquet(connection, strictQuery(fast), stored, outPath);
    return { rows: written.rows, doubts: await doubts() };
  } catch (failure) {
    if (!isAboutValues(failure)) throw failure;
    const careful = await sourceQuery(connection, opened, columns, true);
    const faults = await faultsOf(connection, careful, places);
    if (faults.length > 0) throw new DataProblem(...faults);
    const { rows } = await writeParquet(connection, strictQuery(careful), stored, outPath);
    return { rows, doubts: await doubts(careful) };
  }
}

/** The fast way stops at the first field that does not fit; the careful way finds them all, or none. */
const isAboutValues = (failure: unknown): boolean =>
  /^(Conversion|Invalid Input|Out of Range|Mismatch Type) Error/.test(messageOf(failure)) &&
  !/not utf-8|Expected Number of Columns|unterminated|interrupted/i.test(messageOf(failure));

interface Found {
  readonly column: string;
  readonly count: number;
  readonly file: string;
  /** From 1. */
  readonly row: number;
  /** As it stands in the file; of personal data undefined. */
  readonly value: string | undefined;
}

/** What a query of findings gives, by kind and place of the column. */
async function findings(
  connection: DuckDBConnection,
  { cells }: SourceQuery,
  sql: string,
): Promise<(kind: string, at: number) => Found | undefined> {
  const figures = await rowOf(connection, sql);
  return (kind, at) => {
    const first = figures[`first ${kind} ${at}`] as { row: bigint; file: string; value: string | null } | null;
    if (first === null) return undefined;
    const { name, type } = cells[at]!.column;
    const value = type.pii ? undefined : shorten(first.value ?? "");
    return { column: name, count: Number(figures[`${kind} ${at}`]), file: first.file, row: Number(first.row), value };
  };
}

async function faultsOf(
  connection: DuckDBConnection,
  query: SourceQuery,
  places: readonly Place[],
): Promise<Diagnostic[]> {
  const found = await findings(connection, query, faultsQuery(query));
  return query.cells.flatMap(({ column }, at) => {
    const [bad, missing] = [found("bad", at), found("missing", at)];
    const options = places[at] === undefined ? {} : { place: places[at] };
    const { kind } = column.type;
    return [
      ...(bad ? [report(codes.valueNotOfKind, { ...bad, kind, value: quoted(bad) }, options)] : []),
      ...(missing ? [report(codes.valueMissing, missing, options)] : []),
    ];
  });
}

const quoted = ({ value }: Found): string => (value === undefined ? "a value that is not shown (pii)" : `\`${value}\``);

async function doubtsOf(
  connection: DuckDBConnection,
  query: SourceQuery,
  places: readonly Place[],
): Promise<Diagnostic[]> {
  const found = await findings(connection, query, doubtsQuery(query));
  return query.cells.flatMap((_, at) => {
    const options = places[at] === undefined ? {} : { place: places[at] };
    const doubt = (kind: string, code: typeof codes.valuesNotFinite): Diagnostic[] => {
      const first = found(kind, at);
      return first ? [report(code, { ...first, value: first.value ?? "…" }, options)] : [];
    };
    return [...doubt("unbounded", codes.valuesNotFinite), ...doubt("inexact", codes.numbersInexact)];
  });
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
