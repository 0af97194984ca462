import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { codes } from "@mlopsc/diagnostics";
import type { DataStore } from "@mlopsc/engine";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { UsageError } from "../exit-code.ts";
import { valueOrStop } from "./value-or-stop.ts";

const formats: Readonly<Record<string, SourceDefinition["format"]>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  parquet: "parquet",
  json: "json",
  jsonl: "json",
  ndjson: "json",
};

/** A data file as a source, by the ending of its name: `.csv`, `.parquet`, `.json`, also compressed. */
export function sourceOfFile(path: string, given: string = path): SourceDefinition {
  if (!existsSync(path)) throw new UsageError(`There is no file "${given}".`);
  const ending = /\.([^./\\]+?)(?:\.(?:gz|zst))?$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = formats[ending];
  if (format === undefined)
    throw new UsageError(
      `"${given}" ends in none of ${Object.keys(formats)
        .map((each) => `.${each}`)
        .join(", ")}.`,
    );
  return { format, path };
}

export interface DescribedSource {
  readonly source: SourceDefinition;
  readonly columns: readonly Column[];
}

/**
 * The source with its columns as their values show them; those in `known` as they are known. A CSV file that is not
 * UTF-8 is read as latin-1, which older programs write; one with decimal commas (`3,5` between semicolons) with these.
 */
export async function describeSource(
  store: DataStore,
  source: SourceDefinition,
  known: readonly Column[] = [],
): Promise<DescribedSource> {
  if (source.format !== "csv")
    return { source, columns: valueOrStop(await store.inferSchema(source, "/", undefined, known)) };
  const mayHoldCommas = leavesCommas(source.path);
  const skipped = mayHoldCommas ? [] : known;
  const first = await store.inferSchema(source, "/", undefined, skipped);
  const isOtherText = first.failed?.some(({ code }) => code === codes.textNotUtf8.code) === true;
  const readable = isOtherText ? { ...source, encoding: "latin-1" } : source;
  const columns = valueOrStop(isOtherText ? await store.inferSchema(readable, "/", undefined, skipped) : first);
  if (!mayHoldCommas || columns.some(({ type }) => type.kind === "number")) return { source: readable, columns };
  const withComma = { ...readable, decimal: "," };
  const other = valueOrStop(await store.inferSchema(withComma, "/"));
  return other.some(({ type }) => type.kind === "number")
    ? { source: withComma, columns: other }
    : { source: readable, columns };
}

/** Between commas, `1,234` may be a thousand; between semicolons or tabs it is not. */
function leavesCommas(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(65_536);
    const [line = ""] = start.subarray(0, readSync(file, start)).toString("latin1").split("\n");
    return /[;\t]/.test(line);
  } finally {
    closeSync(file);
  }
}
