import type { DuckDBConnection } from "@duckdb/node-api";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column, ColumnType, ScalarKind } from "@mlopsc/vocabulary";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { csvLayout, readCsv } from "./csv-layout.ts";
import { kindOfType } from "./parquet-table.ts";
import { rowOf, rowsOf } from "./session.ts";
import { shownPath, sourceFiles, utf8Files } from "./source-files.ts";

/** A text column of at most so many distinct values … */
const mostCategories = 50;
/** … that fill at least so many rows each, on average, is a category. */
const rowsEach = 5;
/** A category of at most so many levels is declared with them. */
const mostLevels = 12;

/**
 * The columns of a source as its values show them: all rows of its first file are looked at. A column may be missing
 * where it was seen missing. Yes/No is a category, not a flag; a time of day is text.
 */
export async function inferColumns(
  connection: DuckDBConnection,
  source: SourceDefinition,
  projectFolder: string,
  temporaryFolder?: string,
): Promise<readonly Column[]> {
  const [file] = await sourceFiles(connection, source, projectFolder);
  const encoding = source.format === "csv" ? source.encoding : undefined;
  const readable = await utf8Files([file!], encoding, temporaryFolder);
  try {
    const from = await typedReader(connection, source, readable.files[0]!, shownPath(file!, projectFolder));
    return await columnsOf(connection, from);
  } finally {
    await readable.dispose();
  }
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
  const tests = layout.names.map((name) => kindTests(name, source.decimal));
  const figures = await rowOf(connection, `SELECT ${tests.flat().join(", ")} FROM ${from}`);
  return { from, columns: layout.names.map((name, at) => ({ name, kind: narrowest(figures, name, at) })) };
}

const kindsTested = ["bool", "int", "number", "date", "timestamp"] as const;

/** For each kind, whether every field that is not blank is of it. */
function kindTests(name: string, decimal = "."): string[] {
  const field = `nullif(trim(${quoteIdentifier(name)}, ' '), '')`;
  const number = decimal === "." ? field : `replace(${field}, ${quoteLiteral(decimal)}, '.')`;
  const isNumber = `regexp_full_match(${number}, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?')`;
  const tests: Record<(typeof kindsTested)[number], string> = {
    bool: `lower(${field}) IN ('true', 'false')`,
    int: `regexp_full_match(${field}, '[+-]?[0-9]{1,18}') AND NOT regexp_matches(${field}, '^[+-]?0[0-9]')`,
    number: `${isNumber} AND NOT regexp_matches(${field}, '^[+-]?0[0-9]')`,
    date: `regexp_full_match(${field}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${field} AS DATE) IS NOT NULL`,
    timestamp: `regexp_matches(${field}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${field} AS TIMESTAMP WITH TIME ZONE) IS NOT NULL`,
  };
  return [
    `count(${field}) AS ${quoteIdentifier(`some ${name}`)}`,
    ...kindsTested.map((kind) => `bool_and(${tests[kind]}) AS ${quoteIdentifier(`${kind} ${name}`)}`),
  ];
}

/** Figures come in the order of the tests, because names may repeat when capitals are disregarded. */
function narrowest(figures: Record<string, unknown>, _name: string, at: number): ScalarKind {
  const values = Object.values(figures);
  const start = at * (kindsTested.length + 1);
  if (Number(values[start]) === 0) return "text";
  return kindsTested.find((_, test) => values[start + 1 + test] === true) ?? "text";
}

async function columnsOf(connection: DuckDBConnection, { from, columns }: TypedReader): Promise<readonly Column[]> {
  if (columns.length === 0) return [];
  const figures = columns.flatMap(({ name, kind }) => {
    const column = quoteIdentifier(name);
    const value = kind === "text" ? column : `nullif(trim(${column}::VARCHAR, ' '), '')`;
    return [`count(${value})`, kind === "text" ? `count(DISTINCT ${column})` : "0"];
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
  return inferred;
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
