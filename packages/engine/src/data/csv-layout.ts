import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, report } from "@mlopsc/diagnostics";
import type { SourceDefinition } from "@mlopsc/plan";
import { quoteList, quoteLiteral } from "../sql/quote.ts";
import { DataProblem, databaseDiagnostic } from "./data-problem.ts";
import { rowsOf } from "./session.ts";

/** An eighth of DuckDB's own: less memory, and less that the last thread has to do alone. No line may be longer. */
const bufferBytes = 4_000_000;

export type CsvSource = Extract<SourceDefinition, { readonly format: "csv" }>;

/** How one CSV file is laid out. */
export interface CsvLayout {
  readonly file: string;
  readonly delimiter: string;
  readonly names: readonly string[];
}

/** Reads the header of a file. `declared` names the columns of a file without one. */
export async function csvLayout(
  connection: DuckDBConnection,
  source: CsvSource,
  file: string,
  shown: string,
  declared: readonly string[] = [],
): Promise<CsvLayout> {
  const line = await firstLine(connection, file, shown);
  const delimiter = source.delimiter ?? likelyDelimiter(line);
  if (source.header === false) {
    const fields = await headerNames(connection, file, shown, delimiter, source.quote, line);
    return { file, delimiter, names: fields.map((_, at) => declared[at] ?? `column${at}`) };
  }
  if (line.trim() === "") throw new DataProblem(report(codes.sourceEmpty, { path: shown }));
  const names = await headerNames(connection, file, shown, delimiter, source.quote, line);
  if (names.some(isNumbered)) await refuseRepeated(connection, file, shown, delimiter, source.quote, declared);
  return { file, delimiter, names };
}

/** DuckDB calls a second `age` `age_1`. */
const isNumbered = (name: string, _: number, names: readonly string[]): boolean =>
  names.some((other) => name.toLowerCase().startsWith(`${other.toLowerCase()}_`) && /_\d+$/.test(name));

/** Throws where a name that is declared, or any where none is, stands twice in the header. */
async function refuseRepeated(
  connection: DuckDBConnection,
  file: string,
  shown: string,
  delimiter: string,
  quote: string | undefined,
  declared: readonly string[],
): Promise<void> {
  const sign = quoteLiteral(quote ?? '"');
  const options = `delim = ${quoteLiteral(delimiter)}, quote = ${sign}, escape = ${sign}, header = false, all_varchar = true, ignore_errors = true`;
  const [row] = await rowsOf(connection, `SELECT * FROM read_csv(${quoteLiteral(file)}, ${options}) LIMIT 1`);
  const places = new Map<string, number[]>();
  Object.values(row ?? {}).forEach((name, at) => {
    const folded = String(name ?? "").toLowerCase();
    places.set(folded, [...(places.get(folded) ?? []), at + 1]);
  });
  const wanted = new Set(declared.map((name) => name.toLowerCase()));
  const repeated = [...places].filter(([name, { length }]) => length > 1 && (wanted.size === 0 || wanted.has(name)));
  if (repeated.length === 0) return;
  throw new DataProblem(
    ...repeated.map(([name, columns]) => report(codes.headerRepeated, { path: shown, name, columns })),
  );
}

/** A table function that reads the files; `types` gives each column the type in which it is parsed. */
export function readCsv(
  source: CsvSource,
  layout: CsvLayout,
  files: readonly string[],
  types: (name: string) => string,
): string {
  const columns = layout.names.map((name) => `${quoteLiteral(name)}: ${quoteLiteral(types(name))}`).join(", ");
  const quote = quoteLiteral(source.quote ?? '"');
  const missing = source.missing === undefined ? [""] : ["", source.missing];
  return [
    `read_csv(${quoteList(files)}`,
    "auto_detect = false",
    `delim = ${quoteLiteral(layout.delimiter)}`,
    `quote = ${quote}`,
    `escape = ${quote}`,
    `header = ${source.header !== false}`,
    `nullstr = ${quoteList(missing)}`,
    `decimal_separator = ${quoteLiteral(source.decimal ?? ".")}`,
    `buffer_size = ${bufferBytes}`,
    `columns = {${columns}})`,
  ].join(", ");
}

/** The sign that stands most often in the header; a comma where none does. */
function likelyDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, "");
  let best = ",";
  for (const sign of [",", ";", "\t", "|"]) if (bare.split(sign).length > bare.split(best).length) best = sign;
  return best;
}

async function firstLine(connection: DuckDBConnection, file: string, shown: string): Promise<string> {
  const whole = `read_csv(${quoteLiteral(file)}, auto_detect = false, delim = chr(1), quote = '', escape = '', header = false, columns = {'line': 'VARCHAR'})`;
  try {
    const [row] = await rowsOf(connection, `SELECT line FROM ${whole} LIMIT 1`);
    return String(row?.["line"] ?? "").replace(/^\uFEFF/, "");
  } catch (failure) {
    throw problemOf(shown, failure);
  }
}

/**
 * DuckDB's own reading of the first line, so that quotes, spaces and repeated names are treated as when reading rows. It
 * must not look for a better header further down, as it does where rows are of unequal length.
 */
async function headerNames(
  connection: DuckDBConnection,
  file: string,
  shown: string,
  delimiter: string,
  quote: string | undefined,
  line: string,
): Promise<string[]> {
  const sign = quoteLiteral(quote ?? '"');
  const options = `delim = ${quoteLiteral(delimiter)}, quote = ${sign}, escape = ${sign}, header = true, all_varchar = true, skip = 0, ignore_errors = true`;
  try {
    const names = await rowsOf(connection, `DESCRIBE SELECT * FROM read_csv(${quoteLiteral(file)}, ${options})`);
    return names.map(({ column_name }) => String(column_name));
  } catch (failure) {
    const problem = problemOf(shown, failure);
    if (problem.diagnostics[0]?.code !== codes.queryFailed.code) throw problem;
    return line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  }
}

function problemOf(shown: string, failure: unknown): DataProblem {
  const diagnostic = databaseDiagnostic(shown, failure);
  if (diagnostic === undefined) throw failure;
  return new DataProblem(diagnostic);
}
