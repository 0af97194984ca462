import type { DuckDBConnection } from "@duckdb/node-api";
import { type ColumnProfile, enlarged, mostSquared, profileTable, shrink } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { exactSum } from "../sql/aggregate-sql.ts";
import { doubleSql, isTextKind, numberSql } from "../sql/fragment.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { columnFragment } from "../sql/sql-of.ts";
import { columnsOfParquet } from "./parquet-table.ts";
import { readParquetTable } from "./read-table.ts";
import { rowOf, rowsOf } from "./session.ts";

const shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
const mostBins = 20;
const mostCategories = 20;

type Numbers = NonNullable<ColumnProfile["numbers"]>;

/** Sorting so many numbers in memory, a column at a time, is several times faster than having DuckDB do it. */
const mostInMemory = 4_000_000;

/** What `profileTable` of `learn` gives, without holding the table in memory. Of pii columns only the counts. */
export async function profileParquet(
  connection: DuckDBConnection,
  path: string,
  inMemory: number = mostInMemory,
): Promise<readonly ColumnProfile[]> {
  const from = `read_parquet(${quoteLiteral(path)})`;
  const columns = await columnsOfParquet(connection, path);
  const { rows } = await rowOf(
    connection,
    `SELECT sum(num_rows) AS rows FROM parquet_file_metadata(${quoteLiteral(path)})`,
  );
  const profiles: ColumnProfile[] = [];
  for (const column of columns) {
    const { kind, pii } = column.type;
    if (isTextKind(kind) || pii || Number(rows) > inMemory)
      profiles.push(await profileColumn(connection, from, column));
    else profiles.push(...profileTable(await readParquetTable(connection, path, [column.name])));
  }
  return profiles;
}

async function profileColumn(connection: DuckDBConnection, from: string, column: Column): Promise<ColumnProfile> {
  const { name, type } = column;
  const stored = quoteIdentifier(name);
  const isNumbers = !isTextKind(type.kind) && !type.pii;
  const whole = isTextKind(type.kind) ? "" : numberSql(columnFragment(name, { today: 0, kindOf: () => type.kind }));
  const figuresOf = (x: string): Promise<Record<string, unknown>> =>
    rowOf(
      connection,
      `SELECT count(*) AS n, count(${stored}) AS present, count(DISTINCT ${stored}) AS "distinct"${
        isNumbers
          ? `, min(${x}) AS low, max(${x}) AS high, ${exactSum(x)} / count(${x}) AS mean, quantile_cont(${x}, [${shares}]) AS quantiles`
          : ""
      } FROM ${from}`,
    );
  const plain = await figuresOf(whole);
  const isHuge = isNumbers && Math.max(-Number(plain["low"]), Number(plain["high"])) > mostSquared;
  const x = isHuge ? `(${whole} / ${doubleSql(shrink)})` : whole;
  const figures = isHuge ? await figuresOf(x) : plain;
  const count = Number(figures["n"]);
  const present = Number(figures["present"]);
  const heading = { name, kind: type.kind, count, missing: count - present, distinct: Number(figures["distinct"]) };
  if (type.pii) return heading;
  if (!isNumbers) return { ...heading, categories: await categoriesOf(connection, from, stored) };
  if (present === 0) return heading;
  const numbers = await numbersOf(connection, from, x, figures, heading.distinct);
  if (isHuge) return enlarged({ ...heading, numbers });
  if (type.kind !== "bool") return { ...heading, numbers };
  return { ...heading, numbers, categories: await flagsOf(connection, from, stored) };
}

async function numbersOf(
  connection: DuckDBConnection,
  from: string,
  x: string,
  figures: Record<string, unknown>,
  distinct: number,
): Promise<Numbers> {
  const [low, high, mean] = [Number(figures["low"]) + 0, Number(figures["high"]) + 0, Number(figures["mean"])];
  const bins = Math.min(mostBins, distinct);
  const edge = (at: number): number => (at === bins ? high : low + ((high - low) / bins) * at);
  const square = exactSum(`pow(${x} - ${doubleSql(mean)}, 2e0)`);
  const second = await rowOf(connection, `SELECT sqrt(${square} / count(${x})) AS deviation FROM ${from}`);
  const below = Array.from({ length: bins - 1 }, (_, at) => `WHEN ${x} < ${doubleSql(edge(at + 1))} THEN ${at}`);
  const bin = below.length === 0 ? "0" : `CASE ${below.join(" ")} ELSE ${bins - 1} END`;
  const filled = await rowsOf(
    connection,
    `SELECT ${bin} AS bin, count(*) AS n FROM ${from} WHERE ${x} IS NOT NULL GROUP BY 1`,
  );
  const counts = new Map(filled.map(({ bin: at, n }) => [Number(at), Number(n)]));
  const quantiles = (figures["quantiles"] as number[]).map((value, at) => ({ share: shares[at]!, value: value + 0 }));
  return {
    min: low,
    max: high,
    mean,
    deviation: Number(second["deviation"]),
    quantiles,
    histogram: Array.from({ length: bins }, (_, at) => ({
      low: edge(at),
      high: edge(at + 1),
      count: counts.get(at) ?? 0,
    })),
  };
}

type Categories = NonNullable<ColumnProfile["categories"]>;

async function categoriesOf(connection: DuckDBConnection, from: string, stored: string): Promise<Categories> {
  const found = await rowsOf(
    connection,
    `SELECT ${stored} AS value, count(*) AS n FROM ${from} WHERE ${stored} IS NOT NULL
     GROUP BY ${stored} ORDER BY n DESC, value LIMIT ${mostCategories}`,
  );
  return found.map(({ value, n }) => ({ value: String(value), count: Number(n) }));
}

/** True first, whatever is more frequent. */
async function flagsOf(connection: DuckDBConnection, from: string, stored: string): Promise<Categories> {
  const found = await rowsOf(
    connection,
    `SELECT ${stored} AS value, count(*) AS n FROM ${from} WHERE ${stored} IS NOT NULL GROUP BY ${stored} ORDER BY value DESC`,
  );
  return found.map(({ value, n }) => ({ value: String(value), count: Number(n) }));
}
