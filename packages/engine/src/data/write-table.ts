import type { DuckDBConnection } from "@duckdb/node-api";
import { isMissingAt, type Table } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { quoteIdentifier } from "../sql/quote.ts";
import { appendTable, dropAppended } from "./append-table.ts";
import { refuseTwins, writeParquet } from "./parquet-table.ts";

/** Writes a table of `learn` as Parquet. Without column types given, a column is nullable where it has a missing value. */
export async function writeParquetTable(
  connection: DuckDBConnection,
  table: Table,
  path: string,
  columns: readonly Column[] = typesOf(table),
): Promise<void> {
  refuseTwins(columns);
  const name = "written table";
  await appendTable(connection, name, table);
  try {
    await writeParquet(connection, `SELECT * FROM ${quoteIdentifier(name)}`, columns, path);
  } finally {
    await dropAppended(connection, name, table.columns.length);
  }
}

const typesOf = (table: Table): readonly Column[] =>
  table.columns.map((column) => {
    let nullable = false;
    for (let row = 0; row < table.rows && !nullable; row++) nullable = isMissingAt(column, row);
    return { name: column.name, type: { kind: column.kind, nullable } };
  });
