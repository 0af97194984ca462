import { join } from "node:path";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { DataStore } from "@mlopsc/engine";
import type { StoredModel, Table } from "@mlopsc/learn";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { describeSource } from "../data/source-of-file.ts";
import { valueOrStop } from "../data/value-or-stop.ts";
import { Stopped } from "../stopped.ts";
import { disallowedValues } from "./disallowed-values.ts";
import { predictionNames } from "./prediction-columns.ts";

/** The rows of a file that are to be predicted. */
export interface RequestRows {
  /** A Parquet file with all columns of the input. */
  readonly path: string;
  /** The columns that the model asks for. */
  readonly table: Table;
  readonly columns: readonly Column[];
  /** Columns of the input that would clash with those of the output. */
  readonly leftOut: readonly string[];
  /** Warnings: values that could be read, and are taken for missing. */
  readonly doubts: readonly Diagnostic[];
}

/**
 * Takes a file in as training takes in a dataset: the columns that the model asks for under their declared types, the
 * others as their values show them. What the server would refuse is told with its row and column. Problems name the file
 * as the user did. `added` are columns of the output beside the predictions.
 */
export async function readRequests(
  store: DataStore,
  source: SourceDefinition,
  model: StoredModel,
  scratch: string,
  shown: string,
  added: readonly string[] = [],
): Promise<RequestRows> {
  try {
    const requests = await read(store, source, model, scratch, shown, added);
    return { ...requests, doubts: requests.doubts.map(renamed(source.path, shown)) };
  } catch (problem) {
    throw problem instanceof Stopped ? new Stopped(problem.diagnostics.map(renamed(source.path, shown))) : problem;
  }
}

async function read(
  store: DataStore,
  source: SourceDefinition,
  model: StoredModel,
  scratch: string,
  shown: string,
  added: readonly string[],
): Promise<RequestRows> {
  const asked = model.definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  const described = await describeSource(store, source, asked);
  const absent = asked.filter(({ name }) => !described.columns.some((column) => column.name === name));
  if (absent.length > 0) {
    const found = described.columns.map(({ name }) => `\`${name}\``).join(", ");
    throw new Stopped([
      report(codes.requestColumnsMissing, { file: shown, columns: absent.map(({ name }) => name), found }),
    ]);
  }
  const { columns, leftOut } = inputColumns(described.columns, asked, [...predictionNames(model), ...added]);
  const path = join(scratch, "input.parquet");
  const { doubts } = valueOrStop(await store.ingest({ source: described.source, columns, key: [] }, "/", path));
  const table = valueOrStop(
    await store.readTable(
      path,
      asked.map(({ name }) => name),
    ),
  );
  const disallowed = disallowedValues(table, asked, shown);
  if (disallowed.length > 0) throw new Stopped(disallowed);
  return { path, table, columns, leftOut, doubts };
}

const renamed = (path: string, shown: string) => {
  const bare = path.replace(/^\//, "");
  return (diagnostic: Diagnostic): Diagnostic => ({
    ...diagnostic,
    message: diagnostic.message.replaceAll(path, bare).replaceAll(bare, shown),
  });
};

/** In the order of the file. What would clash with a column of the output, or only by capitals with another, is left out. */
function inputColumns(
  found: readonly Column[],
  asked: readonly Column[],
  output: readonly string[],
): { readonly columns: readonly Column[]; readonly leftOut: readonly string[] } {
  const declared = new Map(asked.map(({ name, type }) => [name, type]));
  const taken = new Set([...output, ...asked.map(({ name }) => name)].map((name) => name.toLowerCase()));
  const leftOut: string[] = [];
  const columns = found.flatMap(({ name, type }): Column[] => {
    const wanted = declared.get(name);
    if (wanted !== undefined) return [{ name, type: wanted }];
    const folded = name.toLowerCase();
    if (taken.has(folded)) leftOut.push(name);
    else taken.add(folded);
    return leftOut.at(-1) === name ? [] : [{ name, type: { kind: type.kind, nullable: true } }];
  });
  return { columns, leftOut };
}
