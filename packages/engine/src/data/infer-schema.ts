import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, report } from "@mlopsc/diagnostics";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column, ColumnType, ScalarKind } from "@mlopsc/vocabulary";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { csvLayout, readCsv } from "./csv-layout.ts";
import { DataProblem } from "./data-problem.ts";
import { explainByNul } from "./nul-bytes.ts";
import { kindOfType } from "./parquet-table.ts";
import { rowOf, rowsOf } from "./session.ts";
import { shownPath, sourceFiles, utf8Files } from "./source-files.ts";
import type { OpenedSource } from "./source-query.ts";

/** A text column of at most so many distinct values … */
const mostCategories = 50;
/** … that fill at least so many rows each, on average, is a category. */
const rowsEach = 5;
/** A category of at most so many levels is declared with them. */
const mostLevels = 12;

export interface InferOptions {
  readonly temporaryFolder?: string | undefined;
  /** Columns whose type is known: where the source has them, their values are not looked at. */
  readonly known?: readonly Column[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The columns of a source as its values show them: all rows of its first file are looked at. A column may be missing
 * where it was seen missing, and is a number where no value was seen. Yes/No is a category, not a flag; a time of day is
 * text. Throws a `DataProblem` where no type is known and there are no rows to look at.
 */
export async function inferColumns(
  connection: DuckDBConnection,
  source: SourceDefinition,
  projectFolder: string,
  { temporaryFolder, known = [], signal }: InferOptions = {},
): Promise<readonly Column[]> {
  const [file] = await sourceFiles(connection, source, projectFolder);
  const encoding = source.format === "csv" ? source.encoding : undefined;
  const readable = await utf8Files([file!], encoding, temporaryFolder);
  const opened: OpenedSource = { source, files: readable.files, shown: [shownPath(file!, projectFolder)] };
  try {
    return await columnsAsSeen(connection, opened, known);
  } catch (failure) {
    throw source.format === "csv" ? await explainByNul(failure, opened, signal) : failure;
  } finally {
    await readable.dispose();
  }
}

async function columnsAsSeen(
  connection: DuckDBConnection,
  { source, files, shown }: OpenedSource,
  known: readonly Column[],
): Promise<readonly Column[]> {
  const types = new Map(known.map(({ name, type }) => [name, type]));
  const reader = await typedReader(connection, source, files[0]!, shown[0]!, types);
  const unknown = reader.columns.filter(({ name }) => !types.has(name));
  const { rows, columns: inferred } = await columnsOf(connection, { ...reader, columns: unknown });
  // Where some types are known, as those that a model asks for, a file may well have nothing to tell today.
  if (rows === 0 && source.format === "csv" && unknown.length === reader.columns.length) {
    throw new DataProblem(report(codes.headerOnly, { path: shown[0]! }));
  }
  let at = 0;
  return reader.columns.map(({ name }) => {
    const type = types.get(name);
    return type === undefined ? inferred[at++]! : { name, type };
  });
}

interface TypedReader {
  readonly from: string;
  readonly columns: readonly { readonly name: string; readonly kind: ScalarKind }[];
}

async function typedReader(
  connection: DuckDBConnection,
  source: SourceDefinition,
  file: string,
  shown: string,
  known: ReadonlyMap<string, ColumnType>,
): Promise<TypedReader> {
  if (source.format !== "csv") {
    const from = `${source.format === "parquet" ? "read_parquet" : "read_json_auto"}(${quoteLiteral(file)})`;
    const described = await rowsOf(connection, `DESCRIBE SELECT * FROM ${from}`);
    const columns = described.map(({ column_name, column_type }) => ({
      name: String(column_name),
      kind: kindOfType(String(column_type)),
    }));
    return { from, columns };
  }
  const layout = await csvLayout(connection, source, file, shown);
  const from = readCsv(source, layout, [file], () => "VARCHAR");
  const looked = layout.names.filter((name) => !known.has(name));
  const kinds = looked.length === 0 ? [] : await kindsOfText(connection, from, looked, source.decimal);
  let at = 0;
  const columns = layout.names.map((name) => ({ name, kind: known.get(name)?.kind ?? kinds[at++]! }));
  return { from, columns };
}

const kindsTested = ["bool", "int", "id", "number", "date", "timestamp"] as const;
type TestedKind = (typeof kindsTested)[number];

/** The first rows rule most kinds out, so that few are tested on all rows. */
const firstRows = 10_000;

async function kindsOfText(
  connection: DuckDBConnection,
  from: string,
  names: readonly string[],
  decimal = ".",
): Promise<ScalarKind[]> {
  let possible: (readonly TestedKind[])[] = names.map(() => kindsTested);
  let present: boolean[] = [];
  for (const rows of [`(SELECT * FROM ${from} LIMIT ${firstRows})`, from]) {
    const tests = names.flatMap((name, at) => [
      `count(${fieldSql(name)})`,
      ...possible[at]!.map((kind) => `bool_and(${kindTest(kind, name, decimal)})`),
    ]);
    const named = tests.map((test, at) => `${test} AS f${at}`).join(", ");
    const figures = Object.values(await rowOf(connection, `SELECT ${named} FROM ${rows}`));
    let at = 0;
    present = [];
    possible = possible.map((kinds) => {
      present.push(Number(figures[at++]) > 0);
      return kinds.filter(() => figures[at++] !== false);
    });
  }
  return possible.map(([narrowest], at) => (present[at] ? (narrowest ?? "text") : "number"));
}

const fieldSql = (name: string): string => `nullif(trim(${quoteIdentifier(name)}, ' '), '')`;

/** What programs write for an infinity, or for what is no number: it makes no text of a column of numbers. */
const unbounded = (field: string): string => `regexp_full_match(lower(${field}), '[+-]?(inf|infinity|nan)')`;

/** Whether a field that is not blank is of the kind. Digits after a leading 0 are a name, not a number. */
function kindTest(kind: TestedKind, name: string, decimal: string): string {
  const field = fieldSql(name);
  const number = decimal === "." ? field : `replace(${field}, ${quoteLiteral(decimal)}, '.')`;
  const named = `regexp_matches(${field}, '^[+-]?0[0-9]')`;
  switch (kind) {
    case "bool":
      return `lower(${field}) IN ('true', 'false')`;
    case "int":
      return `(regexp_full_match(${field}, '[+-]?[0-9]{1,18}') AND NOT ${named} OR ${unbounded(field)})`;
    case "id":
      return `regexp_full_match(${field}, '[0-9]+') AND NOT ${named}`;
    case "number":
      return `(regexp_full_match(${number}, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') AND NOT ${named} OR ${unbounded(field)})`;
    case "date":
      return `regexp_full_match(${field}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${field} AS DATE) IS NOT NULL`;
    case "timestamp":
      return `regexp_matches(${field}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${field} AS TIMESTAMP WITH TIME ZONE) IS NOT NULL`;
  }
}

/** And how many rows were looked at; none but where some column is to be looked at. */
async function columnsOf(
  connection: DuckDBConnection,
  { from, columns }: TypedReader,
): Promise<{ readonly rows?: number; readonly columns: readonly Column[] }> {
  if (columns.length === 0) return { columns: [] };
  const figures = columns.flatMap(({ name, kind }) => {
    const column = quoteIdentifier(name);
    const value = `nullif(trim(${column}::VARCHAR, ' '), '')`;
    const there = kind === "int" || kind === "number" ? `CASE WHEN NOT ${unbounded(value)} THEN 1 END` : value;
    return [`count(${there})`, kind === "text" ? `count(DISTINCT ${value})` : "0"];
  });
  const named = figures.map((figure, at) => `${figure} AS f${at}`);
  const row = Object.values(await rowOf(connection, `SELECT count(*) AS rows, ${named.join(", ")} FROM ${from}`)).map(
    Number,
  );
  const [rows = 0] = row;
  const inferred: Column[] = [];
  for (const [at, { name, kind }] of columns.entries()) {
    const [present, distinct] = [row[1 + at * 2]!, row[2 + at * 2]!];
    const nullable = present < rows || rows === 0;
    const few = kind === "text" && distinct > 0 && distinct <= mostCategories && distinct * rowsEach <= present;
    const type: ColumnType = { kind: few ? "category" : kind, nullable };
    inferred.push({
      name,
      type: few && distinct <= mostLevels ? await withLevels(connection, from, name, type) : type,
    });
  }
  return { rows, columns: inferred };
}

async function withLevels(
  connection: DuckDBConnection,
  from: string,
  name: string,
  type: ColumnType,
): Promise<ColumnType> {
  const column = quoteIdentifier(name);
  const levels = await rowsOf(
    connection,
    `SELECT DISTINCT ${column}::VARCHAR AS level FROM ${from} WHERE ${column} IS NOT NULL ORDER BY 1`,
  );
  return { ...type, levels: levels.map(({ level }) => String(level)) };
}
