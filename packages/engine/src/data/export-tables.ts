import { copyFile, rename, rm } from "node:fs/promises";
import { extname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "@mlopsc/vocabulary";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { columnSql } from "../sql/relation.ts";
import { parquetRelation, refuseTwins, writeParquet } from "./parquet-table.ts";

/** Endings of files that tables are exported to. JSON is one array; JSONL and NDJSON hold a record a line. */
export const exportEndings: readonly string[] = [".csv", ".json", ".jsonl", ".ndjson", ".parquet"];

export interface ExportOptions {
  /** Only the first rows. */
  readonly rows?: number;
  /** Columns of text that hold JSON: in a JSON file they stand as what they say. */
  readonly json?: readonly string[];
}

let written = 0;

/**
 * Writes Parquet tables of equally many rows side by side into one file of the form that its name ends in, in row order.
 * The file is there whole or not at all. Doubles are written so that reading them gives the same double, times as ISO 8601.
 */
export async function exportTables(
  connection: DuckDBConnection,
  tables: readonly string[],
  outPath: string,
  { rows, json = [] }: ExportOptions = {},
): Promise<void> {
  const [only, ...others] = tables;
  const ending = extname(outPath).toLowerCase();
  const isParquet = ending === ".parquet";
  if (only !== undefined && others.length === 0 && isParquet && rows === undefined) return copyWhole(only, outPath);
  const { from, columns } = await sideBySide(connection, tables);
  refuseTwins(columns.map(({ column }) => column));
  const limit = rows === undefined ? "" : ` LIMIT ${rows}`;
  const selected = columns.map(({ column: { name, type }, sql }) => {
    const asJson = json.includes(name) && isJson(ending) && type.kind === "text";
    const value = type.kind === "timestamp" && !isParquet ? isoTimestamp(sql) : asJson ? `CAST(${sql} AS JSON)` : sql;
    return `${value} AS ${quoteIdentifier(name)}`;
  });
  const query = `SELECT ${selected.join(", ")} FROM ${from} ORDER BY "t0"."#row"${limit}`;
  if (isParquet) {
    await writeParquet(
      connection,
      query,
      columns.map(({ column }) => column),
      outPath,
    );
    return;
  }
  const layout = layoutOf(ending);
  await whole(outPath, (partial) => connection.run(`COPY (${query}) TO ${quoteLiteral(partial)} (${layout})`));
}

const copyWhole = (path: string, outPath: string): Promise<void> =>
  whole(outPath, (partial) => copyFile(path, partial));

async function whole(outPath: string, write: (partial: string) => Promise<unknown>): Promise<void> {
  const partial = `${outPath}.${process.pid}-${++written}.partial`;
  try {
    await write(partial);
    await rename(partial, outPath);
  } catch (failure) {
    await rm(partial, { force: true });
    throw failure;
  }
}

interface SideBySide {
  readonly from: string;
  readonly columns: readonly { readonly column: Column; readonly sql: string }[];
}

async function sideBySide(connection: DuckDBConnection, tables: readonly string[]): Promise<SideBySide> {
  const parts: string[] = [];
  const columns: { column: Column; sql: string }[] = [];
  for (const [at, path] of tables.entries()) {
    const relation = await parquetRelation(connection, path);
    const name = `"t${at}"`;
    const number = relation.rowNumber ?? "row_number() OVER () - 1";
    const part = `(SELECT *, ${number} AS "#row" FROM ${relation.sql} AS "t") AS ${name}`;
    parts.push(at === 0 ? part : `JOIN ${part} ON ${name}."#row" = "t0"."#row"`);
    for (const column of relation.columns) columns.push({ column, sql: columnSql(column.name, `t${at}`) });
  }
  return { from: parts.join(" "), columns };
}

const isJson = (ending: string): boolean => ending !== ".csv" && ending !== ".parquet";

function layoutOf(ending: string): string {
  switch (ending) {
    case ".csv":
      return "FORMAT csv, HEADER true";
    case ".json":
      return "FORMAT json, ARRAY true";
    case ".jsonl":
    case ".ndjson":
      return "FORMAT json, ARRAY false";
    default:
      throw new Error(`a table cannot be written to a file that ends in "${ending}"`);
  }
}

/** With as many decimals of the second as it has: none, or six. */
const isoTimestamp = (sql: string): string =>
  `CASE WHEN date_trunc('second', ${sql}) = ${sql} THEN strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ') ELSE strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%fZ') END`;
