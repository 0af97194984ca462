import { copyFile, rename } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Expectation, ValidateDataset } from "@mlopsc/plan";
import { type Column, columnsOf } from "@mlopsc/vocabulary";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { columnSql } from "../sql/relation.ts";
import type { SqlContext } from "../sql/rendering.ts";
import { sqlOf } from "../sql/sql-of.ts";
import { measureSql } from "./measure-sql.ts";
import { parquetRelation, writeParquet } from "./parquet-table.ts";
import { rowOf, rowsOf } from "./session.ts";

export interface ExpectationResult {
  readonly source: string;
  readonly otherwise: Expectation["otherwise"];
  readonly holds: boolean;
  /** The figure of a `measure` (null where there is nothing to measure); of the others the number of rows that fail. */
  readonly value: number | null;
  /** Rows that fail, where the expectation is about rows. */
  readonly failing: number | null;
  readonly examples: readonly FailingRow[];
}

export interface FailingRow {
  /** From 1. */
  readonly row: number;
  /** The columns that the expectation reads; personal data is hidden. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ValidationReport {
  readonly results: readonly ExpectationResult[];
  readonly rows: number;
  readonly dropped: number;
}

export interface ValidationPaths {
  readonly input: string;
  /** The rows that stay. */
  readonly clean: string;
  /** The rows put aside, with the column `reason`. */
  readonly aside: string;
}

const mostExamples = 5;

/**
 * Checks expectations. Rows that an `else drop` refuses are put aside first; everything else looks at the rows that
 * stay, because those are what is used.
 */
export async function validateParquet(
  connection: DuckDBConnection,
  { expectations }: ValidateDataset,
  paths: ValidationPaths,
  today: number,
): Promise<ValidationReport> {
  const { sql, rowNumber, columns } = await parquetRelation(connection, paths.input);
  const kinds = new Map(columns.map(({ name, type }) => [name, type.kind]));
  const context: SqlContext = { today, kindOf: (name) => kinds.get(name)! };
  const selected = columns.map(({ name }) => columnSql(name)).join(", ");
  const numbered = `(SELECT ${selected}, ${rowNumber ?? "row_number() OVER () - 1"} AS "#row" FROM ${sql} AS "t")`;
  const drops = expectations.filter(isDrop);
  const marked = drops.length === 0 ? undefined : markedSql(drops, numbered, context);
  const rest = marked === undefined ? numbered : `(SELECT * FROM ${marked} WHERE "#reason" IS NULL)`;
  const results: ExpectationResult[] = [];
  for (const expectation of expectations) {
    const from = isDrop(expectation) ? numbered : rest;
    results.push(await check(connection, expectation, { from, columns, context }));
  }
  const stays = await rowOf(connection, `SELECT count(*) AS n FROM ${rest}`);
  const all = await rowOf(connection, `SELECT count(*) AS n FROM ${numbered}`);
  const dropped = Number(all["n"]) - Number(stays["n"]);
  await writeParts(connection, paths, columns, marked ?? numbered, dropped);
  return { results, rows: Number(stays["n"]), dropped };
}

const isDrop = (expectation: Expectation): boolean =>
  expectation.otherwise === "drop" && expectation.test !== "measure";

/** The rows with the first expectation that each fails. Of repeated keys the first among the rows that stay is kept. */
function markedSql(drops: readonly Expectation[], numbered: string, context: SqlContext): string {
  const reasons = drops.flatMap((drop) =>
    drop.test === "row"
      ? [`WHEN NOT (${sqlOf(drop.condition, context, "bool")}) THEN ${quoteLiteral(drop.source)}`]
      : [],
  );
  const first = reasons.length === 0 ? "NULL::VARCHAR" : `CASE ${reasons.join(" ")} END`;
  let sql = `(SELECT *, ${first} AS "#reason" FROM ${numbered})`;
  for (const drop of drops) {
    if (drop.test !== "unique") continue;
    const keys = drop.columns.map((name) => quoteIdentifier(name));
    const there = keys.map((key) => `${key} IS NOT NULL`).join(" AND ");
    const repeats = `row_number() OVER (PARTITION BY "#reason" IS NULL, ${keys.join(", ")} ORDER BY "#row") > 1`;
    const reason = `CASE WHEN "#reason" IS NULL AND ${there} AND ${repeats} THEN ${quoteLiteral(drop.source)} ELSE "#reason" END`;
    sql = `(SELECT * REPLACE (${reason} AS "#reason") FROM ${sql})`;
  }
  return sql;
}

interface Checked {
  readonly from: string;
  readonly columns: readonly Column[];
  readonly context: SqlContext;
}

async function check(
  connection: DuckDBConnection,
  expectation: Expectation,
  checked: Checked,
): Promise<ExpectationResult> {
  const { source, otherwise } = expectation;
  if (expectation.test === "measure") {
    const { sql, holds } = measureSql(expectation, checked.context);
    const measured = await rowOf(connection, sql(checked.from));
    const value = measured["v"] === null ? null : Number(measured["v"]);
    const graver = otherwise === "drop" ? "fail" : otherwise; // A figure of the whole table has no rows to drop.
    return { source, otherwise: graver, holds: value !== null && holds(value), value, failing: null, examples: [] };
  }
  const [failing, read] = failingSql(expectation, checked);
  const { n } = await rowOf(connection, `SELECT count(*) AS n FROM ${failing}`);
  const count = Number(n);
  const examples = count === 0 ? [] : await examplesOf(connection, failing, read, checked.columns);
  return { source, otherwise, holds: count === 0, value: count, failing: count, examples };
}

/** The failing rows, and the columns that tell why. */
function failingSql(
  expectation: Exclude<Expectation, { readonly test: "measure" }>,
  { from, context }: Checked,
): readonly [string, readonly string[]] {
  if (expectation.test === "row") {
    const condition = sqlOf(expectation.condition, context, "bool");
    return [`(SELECT * FROM ${from} WHERE NOT (${condition}))`, columnsOf(expectation.condition)];
  }
  const keys = expectation.columns.map((name) => quoteIdentifier(name));
  const there = keys.map((key) => `${key} IS NOT NULL`).join(" AND ");
  const repeats = `row_number() OVER (PARTITION BY ${keys.join(", ")} ORDER BY "#row") > 1`;
  return [`(SELECT * FROM ${from} WHERE ${there} QUALIFY ${repeats})`, expectation.columns];
}

async function examplesOf(
  connection: DuckDBConnection,
  failing: string,
  names: readonly string[],
  columns: readonly Column[],
): Promise<readonly FailingRow[]> {
  const selected = names.map((name, at) => {
    const hidden = columns.find((column) => column.name === name)?.type.pii === true;
    return `${hidden ? "'(hidden)'" : `${quoteIdentifier(name)}::VARCHAR`} AS f${at}`;
  });
  const found = await rowsOf(
    connection,
    `SELECT ${['"#row" AS row', ...selected].join(", ")} FROM ${failing} ORDER BY "#row" LIMIT ${mostExamples}`,
  );
  return found.map((example) => ({
    row: Number(example["row"]) + 1,
    values: Object.fromEntries(names.map((name, at) => [name, example[`f${at}`] as string | null])),
  }));
}

async function writeParts(
  connection: DuckDBConnection,
  paths: ValidationPaths,
  columns: readonly Column[],
  marked: string,
  dropped: number,
): Promise<void> {
  const selected = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  const reason: Column = { name: reasonName(columns), type: { kind: "category", nullable: false } };
  if (dropped === 0) {
    const partial = `${paths.clean}.${process.pid}.partial`;
    await copyFile(paths.input, partial);
    await rename(partial, paths.clean);
    const none = `SELECT ${selected}, NULL::VARCHAR AS ${quoteIdentifier(reason.name)} FROM ${marked} WHERE false`;
    await writeParquet(connection, none, [...columns, reason], paths.aside);
    return;
  }
  const keep = `SELECT ${selected} FROM ${marked} WHERE "#reason" IS NULL ORDER BY "#row"`;
  await writeParquet(connection, keep, columns, paths.clean);
  const put = `SELECT ${selected}, "#reason" AS ${quoteIdentifier(reason.name)} FROM ${marked} WHERE "#reason" IS NOT NULL ORDER BY "#row"`;
  await writeParquet(connection, put, [...columns, reason], paths.aside);
}

function reasonName(columns: readonly Column[]): string {
  let name = "reason";
  while (columns.some((column) => column.name.toLowerCase() === name)) name = `_${name}`;
  return name;
}
