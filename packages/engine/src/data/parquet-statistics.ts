import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteLiteral } from "../sql/quote.ts";
import { rowsOf } from "./session.ts";

export interface ColumnStatistics {
  readonly missing: number;
  /** Whether each row group tells a finite least and greatest value: for NaN and infinities there is none. */
  readonly finite: boolean;
  /** The greatest distance from 0; 0 where the values are no numbers, or there are none. */
  readonly extreme: number;
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
       bool_and(stats_null_count = num_values OR ${hasFinite("stats_min_value")} AND ${hasFinite("stats_max_value")}) AS finite,
       max(greatest(abs(TRY_CAST(stats_min_value AS DOUBLE)), abs(TRY_CAST(stats_max_value AS DOUBLE)))) AS extreme
     FROM parquet_metadata(${quoteLiteral(path)}) GROUP BY column_id ORDER BY column_id`,
  );
  return columns.map(({ missing, finite, extreme }) => ({
    missing: Number(missing),
    finite: Boolean(finite),
    extreme: Number(extreme ?? 0),
  }));
}
