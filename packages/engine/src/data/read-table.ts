import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, report } from "@mlopsc/diagnostics";
import type { Table, TableColumn, TextColumn } from "@mlopsc/learn";
import type { Column, ScalarKind } from "@mlopsc/vocabulary";
import { isTextKind, numberSql } from "../sql/fragment.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { columnFragment } from "../sql/sql-of.ts";
import { DataProblem } from "./data-problem.ts";
import { codesInto, fill, numbersInto, textsInto } from "./duckdb-columns.ts";
import { columnsOfParquet } from "./parquet-table.ts";
import { rowOf, rowsOf } from "./session.ts";

type Filling = ReturnType<typeof numbersInto>;
type NumericKind = Exclude<ScalarKind, TextColumn["kind"]>;

/** Beyond so many distinct texts a dictionary is built while reading, and not before. */
const mostEnumerated = 50_000;

/** A Parquet table in memory, all columns or those named (in that order), rows as they stand in the file. */
export async function readParquetTable(
  connection: DuckDBConnection,
  path: string,
  names?: readonly string[],
): Promise<Table> {
  const columns = chosen(await columnsOfParquet(connection, path), path, names);
  const file = quoteLiteral(path);
  const counted = await rowOf(connection, `SELECT sum(num_rows) AS rows FROM parquet_file_metadata(${file})`);
  const rows = Number(counted["rows"]);
  const from = `read_parquet(${file})`;
  const distinct = await distinctTexts(connection, from, columns);
  const readings: Reading[] = [];
  for (const [at, { name, type }] of columns.entries()) {
    if (!isTextKind(type.kind)) readings.push(numericReading(name, type.kind as NumericKind, rows));
    else {
      const kind = type.kind as TextColumn["kind"];
      readings.push(await textReading(connection, from, { name, kind }, rows, distinct[at]!));
    }
  }
  if (readings.length > 0) {
    const result = await connection.stream(`SELECT ${readings.map(({ sql }) => sql).join(", ")} FROM ${from}`);
    await fill(
      result,
      readings.map(({ filling }) => filling),
    );
  }
  return { rows, columns: readings.map(({ column }) => column) };
}

interface Reading {
  readonly sql: string;
  readonly filling: Filling;
  readonly column: TableColumn;
}

function chosen(columns: readonly Column[], path: string, names?: readonly string[]): readonly Column[] {
  if (names === undefined) return columns;
  return names.map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column !== undefined) return column;
    const found = columns.map((candidate) => `\`${candidate.name}\``).join(", ");
    throw new DataProblem(report(codes.columnNotInSource, { column: name, path, found }));
  });
}

async function distinctTexts(
  connection: DuckDBConnection,
  from: string,
  columns: readonly Column[],
): Promise<number[]> {
  const counts = columns.map(({ name, type }) =>
    isTextKind(type.kind) ? `approx_count_distinct(${quoteIdentifier(name)})` : "0",
  );
  if (counts.every((count) => count === "0")) return columns.map(() => 0);
  const named = counts.map((count, at) => `${count} AS f${at}`).join(", ");
  return Object.values(await rowOf(connection, `SELECT ${named} FROM ${from}`)).map(Number);
}

function numericReading(name: string, kind: NumericKind, rows: number): Reading {
  const values = new Float64Array(rows);
  const fragment = columnFragment(name, { today: 0, kindOf: () => kind });
  return {
    sql: `coalesce(${numberSql(fragment)}, 'nan'::DOUBLE)`,
    filling: numbersInto(values),
    column: { name, kind, values },
  };
}

/**
 * Few distinct texts become an ENUM, whose codes are read without touching a text. Texts are read behind a dot, because
 * the binding takes a U+FEFF at the start of one for a byte order mark, and drops it.
 */
async function textReading(
  connection: DuckDBConnection,
  from: string,
  { name, kind }: { readonly name: string; readonly kind: TextColumn["kind"] },
  rows: number,
  distinct: number,
): Promise<Reading> {
  const codes_ = new Int32Array(rows);
  const column = quoteIdentifier(name);
  const plain = (): Reading => {
    const dictionary: string[] = [];
    const filling = textsInto(codes_, dictionary);
    return { sql: `'.' || ${column}`, filling, column: { name, kind, codes: codes_, dictionary } };
  };
  if (distinct > mostEnumerated || distinct * 2 > rows) return plain();
  const found = await rowsOf(
    connection,
    `SELECT DISTINCT '.' || ${column} AS text FROM ${from} WHERE ${column} IS NOT NULL ORDER BY text`,
  );
  const dictionary = found.map(({ text }) => String(text).slice(1));
  // The text of a query ends at a zero character, so that no type can be named with one.
  if (dictionary.some((text) => text.includes("\0"))) return plain();
  const result: TextColumn = { name, kind, codes: codes_, dictionary };
  if (dictionary.length === 0) return { sql: "-1::INTEGER", filling: codesInto(codes_), column: result };
  const type = quoteIdentifier(`texts of ${name}`);
  await connection.run(`CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (${dictionary.map(quoteLiteral).join(", ")})`);
  return {
    sql: `coalesce(enum_code(${column}::${type})::INTEGER, -1)`,
    filling: codesInto(codes_),
    column: result,
  };
}
