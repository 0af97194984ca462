import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { codes } from "@mlopsc/diagnostics";
import type { DataStore } from "@mlopsc/engine";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { UsageError } from "../exit-code.ts";
import { Stopped } from "../stopped.ts";

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
 * The source with its columns as their values show them. A CSV file that is not UTF-8 is read as latin-1, which older
 * programs write; one with decimal commas (`3,5` between semicolons) with these.
 */
export async function describeSource(store: DataStore, source: SourceDefinition): Promise<DescribedSource> {
  const first = await store.inferSchema(source, "/");
  if (source.format !== "csv") return { source, columns: orStopped(first) };
  const isOtherText = first.failed?.some(({ code }) => code === codes.textNotUtf8.code) === true;
  const readable = isOtherText ? { ...source, encoding: "latin-1" } : source;
  const columns = orStopped(isOtherText ? await store.inferSchema(readable, "/") : first);
  if (columns.some(({ type }) => type.kind === "number") || !leavesCommas(source.path))
    return { source: readable, columns };
  const withComma = { ...readable, decimal: "," };
  const other = orStopped(await store.inferSchema(withComma, "/"));
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

function orStopped(found: Awaited<ReturnType<DataStore["inferSchema"]>>): readonly Column[] {
  if (found.failed) throw new Stopped(found.failed);
  return found.value;
}
