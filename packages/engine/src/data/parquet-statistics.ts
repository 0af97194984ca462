import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteLiteral } from "../sql/quote.ts";
import { rowsOf } from "./session.ts";

export interface ColumnStatistics {
  readonly missing: number;
  /** Whether each row group tells a finite least and greatest value: for NaN and infinities there is none. */
  readonly finite: boolean;
}

/** What the footer of a Parquet file tells of its columns, in their order. (The figures that COPY returns forget NaN.) */
export async function parquetStatistics(
  connection: DuckDBConnection,
  path: string,
): Promise<readonly ColumnStatistics[]> {
  const hasFinite = (end: string): string => `coalesce(NOT regexp_matches(${end}, '^-?(inf|nan)'), false)`;
  const columns = await rowsOf(
    connection,
    `SELECT sum(stats_null_count) AS missing,
       bool_and(stats_null_count = num_values OR ${hasFinite("stats_min_value")} AND ${hasFinite("stats_max_value")}) AS finite
     FROM parquet_metadata(${quoteLiteral(path)}) GROUP BY column_id ORDER BY column_id`,
  );
  return columns.map(({ missing, finite }) => ({ missing: Number(missing), finite: Boolean(finite) }));
}
