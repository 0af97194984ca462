import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, report } from "@mlopsc/diagnostics";
import type { SourceDefinition } from "@mlopsc/plan";
import { quoteIdentifier, quoteList, quoteLiteral } from "../sql/quote.ts";
import { type CellConversion, convertCell, type DeclaredColumn, parsedType } from "./cell-conversion.ts";
import { type CsvLayout, csvLayout, readCsv } from "./csv-layout.ts";
import { DataProblem } from "./data-problem.ts";
import { rowsOf } from "./session.ts";

/** A source as SQL: what to select from, and how each declared column is made of it. */
export interface SourceQuery {
  /** Table functions, one for each file or group of files, in order. */
  readonly parts: readonly { readonly from: string; readonly shown: string }[];
  readonly cells: readonly { readonly column: DeclaredColumn; readonly raw: string; readonly cell: CellConversion }[];
}

/** Opened source files: what was asked for, with how they are called in messages. */
export interface OpenedSource {
  readonly source: SourceDefinition;
  /** Readable as UTF-8. */
  readonly files: readonly string[];
  readonly shown: readonly string[];
}

/**
 * The query that reads declared columns. `careful` parses text field by field, so that bad fields can be told;
 * otherwise a CSV file is parsed in its columns' types at once, which is faster and stops at the first bad field.
 */
export async function sourceQuery(
  connection: DuckDBConnection,
  opened: OpenedSource,
  columns: readonly DeclaredColumn[],
  careful: boolean,
): Promise<SourceQuery> {
  const { source } = opened;
  if (source.format === "csv") return csvQuery(connection, opened, columns, careful);
  const reader = source.format === "parquet" ? "read_parquet" : "read_json_auto";
  const from = `${reader}(${quoteList(opened.files)}, union_by_name = true)`;
  const described = await rowsOf(connection, `DESCRIBE SELECT * FROM ${from}`);
  const types = new Map(described.map((row) => [String(row["column_name"]), String(row["column_type"])]));
  const [shown] = opened.shown;
  requireColumns(columns, [...types.keys()], shown!);
  const cells = columns.map((column) => {
    const raw = quoteIdentifier(column.name);
    return { column, raw, cell: convertCell(raw, types.get(column.name)!, column) };
  });
  const one = opened.files.length === 1 || !careful;
  const parts = one
    ? [{ from, shown: opened.files.length === 1 ? shown! : source.path }]
    : opened.files.map((file, at) => ({
        from: `${reader}(${quoteList([file])}, union_by_name = true)`,
        shown: opened.shown[at]!,
      }));
  return { parts, cells };
}

async function csvQuery(
  connection: DuckDBConnection,
  { source, files, shown }: OpenedSource,
  columns: readonly DeclaredColumn[],
  careful: boolean,
): Promise<SourceQuery> {
  if (source.format !== "csv") throw new Error("not a CSV source");
  const declared = columns.map(({ name }) => name);
  const layouts: CsvLayout[] = [];
  for (const [at, file] of files.entries()) {
    const layout = await csvLayout(connection, source, file, shown[at]!, declared);
    requireColumns(columns, layout.names, shown[at]!);
    layouts.push(layout);
  }
  const byName = new Map(columns.map((column) => [column.name, column]));
  const typeOf = (name: string): string => {
    const column = byName.get(name);
    return careful || column === undefined ? "VARCHAR" : parsedType(column);
  };
  const cells = columns.map((column) => {
    const raw = quoteIdentifier(column.name);
    return { column, raw, cell: convertCell(raw, typeOf(column.name), column, source.decimal) };
  });
  const groups = careful ? layouts.map((_, at) => [at]) : alike(layouts);
  const parts = groups.map((group) => ({
    from: readCsv(
      source,
      layouts[group[0]!]!,
      group.map((at) => files[at]!),
      typeOf,
    ),
    shown: group.length === 1 ? shown[group[0]!]! : source.path,
  }));
  return { parts, cells };
}

/** Neighbouring files of one layout are read together, in parallel. */
function alike(layouts: readonly CsvLayout[]): number[][] {
  const groups: number[][] = [];
  const keyOf = ({ delimiter, names }: CsvLayout): string => JSON.stringify([delimiter, names]);
  for (const [at, layout] of layouts.entries()) {
    const last = groups.at(-1);
    if (last !== undefined && keyOf(layouts[last[0]!]!) === keyOf(layout)) last.push(at);
    else groups.push([at]);
  }
  return groups;
}

function requireColumns(columns: readonly DeclaredColumn[], names: readonly string[], path: string): void {
  const known = new Set(names);
  const absent = columns.filter(({ name }) => !known.has(name));
  if (absent.length === 0) return;
  const found = names.map((name) => `\`${name}\``).join(", ");
  throw new DataProblem(...absent.map(({ name }) => report(codes.columnNotInSource, { column: name, path, found })));
}

/** The rows of the source with its declared columns in their stored form; a bad or missing field raises an error. */
export function strictQuery({ parts, cells }: SourceQuery): string {
  const columns = cells.map(({ column, cell }) => {
    const read = strictCell(cell);
    const there = column.type.nullable ? read : `coalesce(${read}, error('#missing'))`;
    return `${there} AS ${quoteIdentifier(column.name)}`;
  });
  return parts.map(({ from }) => `SELECT ${columns.join(", ")} FROM ${from}`).join(" UNION ALL ");
}

/** As {@link strictQuery} at less cost: a missing field stays missing, and what is not finite may stay infinite. */
export function hopefulQuery({ parts, cells }: SourceQuery): string {
  const columns = cells.map(
    ({ column, cell }) => `${cell.hopeful ?? strictCell(cell)} AS ${quoteIdentifier(column.name)}`,
  );
  return parts.map(({ from }) => `SELECT ${columns.join(", ")} FROM ${from}`).join(" UNION ALL ");
}

const strictCell = ({ bad, value }: CellConversion): string =>
  bad === "false" ? value : `CASE WHEN ${bad} THEN error('#bad') ELSE ${value} END`;

/** For each column: how many fields are bad or missing, and the first of each with its file and row. */
export const faultsQuery = (query: SourceQuery): string =>
  findingsQuery(query, ({ column, cell }) => ({
    bad: cell.bad,
    missing: column.type.nullable ? "false" : `(${cell.value}) IS NULL AND NOT coalesce(${cell.bad}, false)`,
  }));

/** The same of fields that are not finite, and of whole numbers too large to be exact. */
export const doubtsQuery = (query: SourceQuery): string =>
  findingsQuery(query, ({ cell: { unbounded = "false", inexact = "false" } }) => ({ unbounded, inexact }));

/** Columns `KIND n` and `first KIND n` for each kind of finding and the n-th column. */
function findingsQuery(
  { parts, cells }: SourceQuery,
  conditionsOf: (cell: SourceQuery["cells"][number]) => Readonly<Record<string, string>>,
): string {
  const rows = parts.map(
    ({ from, shown }, at) =>
      `SELECT *, row_number() OVER () AS "#row", ${at} AS "#part", ${quoteLiteral(shown)} AS "#file" FROM ${from}`,
  );
  const place = (raw: string): string => `{'part': "#part", 'row': "#row", 'file': "#file", 'value': ${raw}::VARCHAR}`;
  const figures = cells.flatMap((cell, at) =>
    Object.entries(conditionsOf(cell)).flatMap(([kind, condition]) => [
      `count(*) FILTER (${condition}) AS "${kind} ${at}"`,
      `min(${place(cell.raw)}) FILTER (${condition}) AS "first ${kind} ${at}"`,
    ]),
  );
  return `SELECT ${figures.join(", ")} FROM (${rows.join(" UNION ALL BY NAME ")})`;
}
