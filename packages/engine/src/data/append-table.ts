import type { DuckDBConnection } from "@duckdb/node-api";
import { isText, type Table, type TableColumn } from "@mlopsc/learn";
import { quoteIdentifier } from "../sql/quote.ts";
import { storedSql } from "../sql/storage.ts";

const chunkRows = 2048;

/**
 * Puts a table into DuckDB as the temporary view `name`, its columns in their stored form, in row order.
 * Numbers travel as doubles, texts as codes with their dictionary beside: no value is handled one by one in SQL.
 */
export async function appendTable(connection: DuckDBConnection, name: string, table: Table): Promise<void> {
  const raw = `${name} values`;
  const types = table.columns.map(
    (column) => `${quoteIdentifier(column.name)} ${isText(column) ? "INTEGER" : "DOUBLE"}`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(raw)} ("#row" DOUBLE${types.map((t) => `, ${t}`).join("")})`,
  );
  await appendValues(connection, raw, table);
  const columns: string[] = [];
  const joins: string[] = [];
  for (const [at, column] of table.columns.entries()) {
    const source = `"v".${quoteIdentifier(column.name)}`;
    if (isText(column)) {
      const dictionary = `${name} dictionary ${at}`;
      await appendDictionary(connection, dictionary, column.dictionary);
      joins.push(`LEFT JOIN ${quoteIdentifier(dictionary)} AS "d${at}" ON ${source} = "d${at}"."code"`);
      columns.push(`"d${at}"."text" AS ${quoteIdentifier(column.name)}`);
    } else columns.push(`${storedColumn(source, column)} AS ${quoteIdentifier(column.name)}`);
  }
  const selected = columns.length === 0 ? `"v"."#row"` : columns.join(", ");
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW ${quoteIdentifier(name)} AS SELECT ${selected} FROM ${quoteIdentifier(raw)} AS "v" ${joins.join(" ")} ORDER BY "v"."#row"`,
  );
}

/** Takes away what {@link appendTable} made. */
export async function dropAppended(connection: DuckDBConnection, name: string, columns: number): Promise<void> {
  await connection.run(`DROP VIEW IF EXISTS ${quoteIdentifier(name)}`);
  await connection.run(`DROP TABLE IF EXISTS ${quoteIdentifier(`${name} values`)}`);
  for (let at = 0; at < columns; at++) {
    await connection.run(`DROP TABLE IF EXISTS ${quoteIdentifier(`${name} dictionary ${at}`)}`);
  }
}

const storedColumn = (source: string, column: TableColumn): string =>
  storedSql({ sql: source, kind: "number" }, column.kind);

async function appendValues(connection: DuckDBConnection, name: string, table: Table): Promise<void> {
  const { DOUBLE, DuckDBDataChunk, INTEGER } = await import("@duckdb/node-api");
  const appender = await connection.createAppender(name);
  const types = [DOUBLE, ...table.columns.map((column) => (isText(column) ? INTEGER : DOUBLE))];
  for (let start = 0; start < table.rows; start += chunkRows) {
    const rows = Math.min(chunkRows, table.rows - start);
    const chunk = DuckDBDataChunk.create(types, rows);
    chunk.setColumnValues(
      0,
      Array.from({ length: rows }, (_, row) => start + row),
    );
    for (const [at, column] of table.columns.entries()) chunk.setColumnValues(at + 1, valuesOf(column, start, rows));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function valuesOf(column: TableColumn, start: number, rows: number): (number | null)[] {
  const values = isText(column) ? column.codes : column.values;
  return Array.from({ length: rows }, (_, row) => {
    const value = values[start + row]!;
    return Number.isNaN(value) || (isText(column) && value < 0) ? null : value;
  });
}

async function appendDictionary(
  connection: DuckDBConnection,
  name: string,
  dictionary: readonly string[],
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(name)} ("code" INTEGER, "text" VARCHAR)`);
  const { DuckDBDataChunk, INTEGER, VARCHAR } = await import("@duckdb/node-api");
  const appender = await connection.createAppender(name);
  for (let start = 0; start < dictionary.length; start += chunkRows) {
    const texts = dictionary.slice(start, start + chunkRows);
    const chunk = DuckDBDataChunk.create([INTEGER, VARCHAR], texts.length);
    chunk.setColumnValues(
      0,
      texts.map((_, at) => start + at),
    );
    chunk.setColumnValues(1, texts);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
