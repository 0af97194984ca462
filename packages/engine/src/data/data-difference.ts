import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { ColumnProfile } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { quoteIdentifier } from "../sql/quote.ts";
import { columnSql, type SourceRelation } from "../sql/relation.ts";
import { storedType } from "../sql/storage.ts";
import { parquetRelation } from "./parquet-table.ts";
import { profileParquet } from "./profile-parquet.ts";
import { type SchemaDifference, schemaDifference } from "./schema-difference.ts";
import { rowOf, rowsOf } from "./session.ts";

type Cells = Readonly<Record<string, string | null>>;

/** What changed between two versions of a table. */
export interface DataDifference {
  readonly schema: SchemaDifference;
  readonly rows: { readonly before: number; readonly after: number };
  /** By key; absent without one. Samples hold five rows at most, personal data hidden. */
  readonly byKey?: {
    readonly added: { readonly count: number; readonly sample: readonly Cells[] };
    readonly removed: { readonly count: number; readonly sample: readonly Cells[] };
    readonly changed: {
      readonly count: number;
      readonly sample: readonly { readonly key: Cells; readonly before: Cells; readonly after: Cells }[];
      /** How many rows changed in each column, where any did. */
      readonly columns: Readonly<Record<string, number>>;
    };
  };
  readonly columns: readonly ColumnDrift[];
  readonly warnings: readonly Diagnostic[];
}

/** How the values of a column moved. */
export interface ColumnDrift {
  readonly name: string;
  readonly before: ColumnProfile;
  readonly after: ColumnProfile;
  /** Numbers: difference of the means, in standard deviations of before; null where that is 0. */
  readonly shift?: number | null;
  /** Categories: half the sum of the differences of shares (total variation, 0..1) among the most frequent values. */
  readonly variation?: number;
}

const mostRows = 5;

/** Compares two Parquet tables: their columns, their rows by key where there is one, and how each column moved. */
export async function parquetDifference(
  connection: DuckDBConnection,
  before: string,
  after: string,
  key: readonly string[],
): Promise<DataDifference> {
  const left = await parquetRelation(connection, before);
  const right = await parquetRelation(connection, after);
  const schema = schemaDifference(left.columns, right.columns);
  const drift = drifts(await profileParquet(connection, before), await profileParquet(connection, after));
  const rows = { before: await countRows(connection, left.sql), after: await countRows(connection, right.sql) };
  const known = (columns: readonly Column[]): boolean =>
    key.every((name) => columns.some((column) => column.name === name));
  if (key.length === 0 || !known(left.columns) || !known(right.columns)) {
    return { schema, rows, columns: drift, warnings: [] };
  }
  const warnings = await repeatedKeys(connection, [left.sql, right.sql], key);
  return {
    schema,
    rows,
    byKey: await rowsByKey(connection, concealed(left, right), concealed(right, left), key),
    columns: drift,
    warnings,
  };
}

async function countRows(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await rowOf(connection, `SELECT count(*) AS n FROM ${sql}`))["n"]);
}

async function repeatedKeys(
  connection: DuckDBConnection,
  tables: readonly string[],
  key: readonly string[],
): Promise<Diagnostic[]> {
  const names = key.map(quoteIdentifier).join(", ");
  let count = 0;
  for (const table of tables) {
    const found = await rowOf(
      connection,
      `SELECT coalesce(sum(n), 0) AS n FROM (SELECT count(*) AS n FROM ${table} GROUP BY ${names} HAVING count(*) > 1)`,
    );
    count += Number(found["n"]);
  }
  return count === 0 ? [] : [report(codes.keyNotUnique, { key: key.join(", "), count })];
}

type RowsByKey = NonNullable<DataDifference["byKey"]>;

async function rowsByKey(
  connection: DuckDBConnection,
  left: SourceRelation,
  right: SourceRelation,
  key: readonly string[],
): Promise<RowsByKey> {
  const shared = right.columns.filter(
    ({ name }) => !key.includes(name) && left.columns.some((column) => column.name === name),
  );
  const on = key.map((name) => `${columnSql(name, "a")} IS NOT DISTINCT FROM ${columnSql(name, "b")}`).join(" AND ");
  const joined = (how: string): string =>
    `${firstOfKeys(left, key)} AS a ${how} JOIN ${firstOfKeys(right, key)} AS b ON ${on}`;
  const alone = async (table: "a" | "b", relation: SourceRelation): Promise<RowsByKey["added"]> => {
    const [mine, other] = table === "a" ? [left, right] : [right, left];
    const from = `${firstOfKeys(mine, key)} AS ${table} ANTI JOIN ${firstOfKeys(other, key)} AS ${table === "a" ? "b" : "a"} ON ${on}`;
    const { n } = await rowOf(connection, `SELECT count(*) AS n FROM ${from}`);
    const sample =
      Number(n) === 0
        ? []
        : await cellsOf(connection, relation.columns, table, `${from} ORDER BY ${table}."#row" LIMIT ${mostRows}`);
    return { count: Number(n), sample };
  };
  const differ = shared.map((column) => differs(column, left));
  const any = differ.length === 0 ? "false" : `(${differ.join(" OR ")})`;
  const figures = await rowOf(
    connection,
    `SELECT count(*) FILTER (${any}) AS n${differ.map((test, at) => `, count(*) FILTER (${test}) AS f${at}`).join("")} FROM ${joined("INNER")}`,
  );
  const count = Number(figures["n"]);
  const changedColumns = shared.filter((_, at) => Number(figures[`f${at}`]) > 0);
  const some = `${joined("INNER")} WHERE ${any} ORDER BY b."#row" LIMIT ${mostRows}`;
  const keys = right.columns.filter(({ name }) => key.includes(name));
  const sample = async (columns: readonly Column[], table: "a" | "b"): Promise<Cells[]> =>
    count === 0 ? [] : cellsOf(connection, columns, table, some);
  const [keyCells, old, fresh] = [
    await sample(keys, "b"),
    await sample(changedColumns, "a"),
    await sample(changedColumns, "b"),
  ];
  return {
    added: await alone("b", right),
    removed: await alone("a", left),
    changed: {
      count,
      sample: keyCells.map((cells, at) => ({ key: cells, before: old[at]!, after: fresh[at]! })),
      columns: Object.fromEntries(
        shared.flatMap(({ name }, at) => {
          const changed = Number(figures[`f${at}`]);
          return changed === 0 ? [] : [[name, changed]];
        }),
      ),
    },
  };
}

/** The table with its first row of each key. */
function firstOfKeys({ sql, rowNumber, columns }: SourceRelation, key: readonly string[]): string {
  const row = `${rowNumber ?? "row_number() OVER ()"} AS "#row"`;
  const numbered = `SELECT ${[...columns.map(({ name }) => columnSql(name)), row].join(", ")} FROM ${sql} AS "t"`;
  return `(SELECT * FROM (${numbered}) QUALIFY row_number() OVER (PARTITION BY ${key.map(quoteIdentifier).join(", ")} ORDER BY "#row") = 1)`;
}

/** Columns whose stored types differ are compared as numbers where both are, else as text. */
function differs({ name, type }: Column, left: SourceRelation): string {
  const was = left.columns.find((column) => column.name === name)!;
  const isNumber = ({ kind }: Column["type"]): boolean => kind === "int" || kind === "number";
  const common = isNumber(was.type) && isNumber(type) ? "::DOUBLE" : "::VARCHAR";
  const cast = storedType(was.type.kind) === storedType(type.kind) ? "" : common;
  return `${columnSql(name, "a")}${cast} IS DISTINCT FROM ${columnSql(name, "b")}${cast}`;
}

/** Personal data stays hidden where only one of the versions calls it so. */
function concealed(relation: SourceRelation, other: SourceRelation): SourceRelation {
  const columns = relation.columns.map((column) =>
    other.columns.some(({ name, type }) => name === column.name && type.pii === true)
      ? { ...column, type: { ...column.type, pii: true as const } }
      : column,
  );
  return { ...relation, columns };
}

async function cellsOf(
  connection: DuckDBConnection,
  columns: readonly Column[],
  table: string,
  rest: string,
): Promise<Cells[]> {
  const selected = columns.map(({ name, type }, at) =>
    type.pii ? `'(hidden)' AS f${at}` : `${columnSql(name, table)}::VARCHAR AS f${at}`,
  );
  const found = await rowsOf(connection, `SELECT ${selected.length === 0 ? "1" : selected.join(", ")} FROM ${rest}`);
  return found.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[`f${at}`] as string | null])));
}

function drifts(before: readonly ColumnProfile[], after: readonly ColumnProfile[]): ColumnDrift[] {
  return after.flatMap((profile) => {
    const was = before.find(({ name }) => name === profile.name);
    if (was === undefined) return [];
    const drift: ColumnDrift = { name: profile.name, before: was, after: profile };
    if (was.numbers && profile.numbers) {
      const { mean, deviation } = was.numbers;
      return [{ ...drift, shift: deviation > 0 ? (profile.numbers.mean - mean) / deviation : null }];
    }
    return was.categories && profile.categories ? [{ ...drift, variation: totalVariation(was, profile) }] : [drift];
  });
}

function totalVariation(before: ColumnProfile, after: ColumnProfile): number {
  const shares = (profile: ColumnProfile): Map<string, number> =>
    new Map(
      profile.categories?.map(({ value, count }) => [value, count / Math.max(1, profile.count - profile.missing)]),
    );
  const [old, fresh] = [shares(before), shares(after)];
  let sum = 0;
  for (const value of new Set([...old.keys(), ...fresh.keys()])) {
    sum += Math.abs((old.get(value) ?? 0) - (fresh.get(value) ?? 0));
  }
  return sum / 2;
}
