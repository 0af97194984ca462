import { quoteIdentifier } from "../sql/quote.ts";

/** What DuckDB knows of a Parquet file that it has just written: it gathers this on the way. */
export interface ParquetStatistics {
  readonly rows: number;
  of(column: string): ColumnStatistics;
}

export interface ColumnStatistics {
  readonly missing: number;
  /** Whether an infinite number, date or instant is among the values. Of NaN nothing is known. */
  readonly infinite: boolean;
}

interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
}

/** Reads the row that a COPY with `RETURN_STATS` gives. */
export function parquetStatistics(row: Readonly<Record<string, unknown>>): ParquetStatistics {
  const entries = row["column_statistics"] as readonly Entry<readonly Entry<string>[]>[];
  const columns = new Map(
    entries.map(({ key, value }) => [key, new Map(value.map((figure) => [figure.key, figure.value]))]),
  );
  return {
    rows: Number(row["count"]),
    of: (column) => {
      const figures = columns.get(quoteIdentifier(column));
      if (figures === undefined) throw new Error(`no figures of ${column} among those of ${[...columns.keys()]}`);
      const ends = [figures.get("min"), figures.get("max")];
      return {
        missing: Number(figures.get("null_count")),
        infinite: ends.some((end) => /^-?inf(inity)?$/.test(end ?? "")),
      };
    },
  };
}
