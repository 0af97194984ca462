import { join } from "node:path";
import type { DataStore } from "@mlopsc/engine";
import type { Table, TrainedModel } from "@mlopsc/learn";
import type { IngestDataset, SourceDefinition } from "@mlopsc/plan";
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
}

/**
 * Takes a file in as training takes in a dataset: the columns that the model asks for under their declared types, the
 * others as their values show them. What the server would refuse is told with its row and column.
 */
export async function readRequests(
  store: DataStore,
  source: SourceDefinition,
  model: TrainedModel,
  scratch: string,
  shown: string,
): Promise<RequestRows> {
  const described = await describeSource(store, source);
  const asked = model.definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  const { columns, leftOut } = inputColumns(described.columns, asked, model);
  const path = join(scratch, "input.parquet");
  const config: IngestDataset = { source: described.source, columns, key: [] };
  named(shown, source.path, await store.ingest(config, "/", path));
  const table = valueOrStop(
    await store.readTable(
      path,
      asked.map(({ name }) => name),
    ),
  );
  const disallowed = disallowedValues(table, asked, shown);
  if (disallowed.length > 0) throw new Stopped(disallowed);
  return { path, table, columns, leftOut };
}

/** In the order of the file; a column that is not in it is named too, so that taking it in says so. */
function inputColumns(
  found: readonly Column[],
  asked: readonly Column[],
  model: TrainedModel,
): { readonly columns: readonly Column[]; readonly leftOut: readonly string[] } {
  const declared = new Map(asked.map(({ name, type }) => [name, type]));
  const taken = new Set(
    [...predictionNames(model), ...asked.map(({ name }) => name)].map((name) => name.toLowerCase()),
  );
  const leftOut: string[] = [];
  const columns = found.flatMap(({ name, type }): Column[] => {
    const wanted = declared.get(name);
    if (wanted !== undefined) return [{ name, type: wanted }];
    const folded = name.toLowerCase();
    if (taken.has(folded)) leftOut.push(name);
    else taken.add(folded);
    return leftOut.at(-1) === name ? [] : [{ name, type: { kind: type.kind, nullable: true } }];
  });
  const absent = asked.filter(({ name }) => !found.some((column) => column.name === name));
  return { columns: [...columns, ...absent.map(({ name, type }) => ({ name, type }))], leftOut };
}

/** Problems name the file as the user did. */
function named(shown: string, path: string, result: Awaited<ReturnType<DataStore["ingest"]>>): void {
  if (!result.failed) return;
  const bare = path.replace(/^\//, "");
  throw new Stopped(
    result.failed.map((problem) => ({
      ...problem,
      message: problem.message.replaceAll(path, shown).replaceAll(bare, shown),
    })),
  );
}
