import {
  allRows,
  readModel,
  recordsFromTable,
  type StoredModel,
  seededRandom,
  type Table,
  tableFromRecords,
  takeRows,
} from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { modelParts } from "../handlers/model-inputs.ts";
import type { HandlerServices } from "../handlers/services.ts";
import type { ObjectStore } from "../registry/object-store.ts";
import type { StepOutput } from "../walk/handler.ts";

/** Rows as requests carry them, kept as an object: what a served model is asked, and what live requests are held against. */
export interface RecordedRequests {
  readonly columns: readonly Column[];
  readonly table: Table;
  /** By row: what it is called in messages. */
  readonly names: readonly string[];
  /** What `today()` meant when they were recorded. */
  readonly today: number;
}

/** Chooses rows of a table, rising. */
export type ChooseRows = (table: Table) => Int32Array;

/** Rows of a part, in row order; of the columns that a request to the model carries. */
export async function recordRequests(
  services: HandlerServices,
  inputs: Readonly<Record<string, StepOutput>>,
  model: StoredModel,
  part: "train" | "test",
  choose: ChooseRows,
): Promise<RecordedRequests> {
  const parts = await modelParts(services, inputs, [part]);
  const columns = requestColumns(model);
  const wanted = new Set(columns.map(({ name }) => name));
  const all = parts[part];
  const table = { rows: all.rows, columns: all.columns.filter(({ name }) => wanted.has(name)) };
  const rows = choose(table);
  const names = Array.from(rows, (row) => `row ${row + 1} of the ${part} part`);
  return { columns, table: takeRows(table, rows), names, today: parts.today };
}

/** At most so many, drawn by the seed. */
export const drawnRows =
  (most: number, seed: number): ChooseRows =>
  ({ rows }) => {
    const all = allRows(rows);
    return rows <= most ? all : seededRandom(seed, "recorded requests").shuffle(all).slice(0, most).sort();
  };

/** Those that are not for training only, and hold nothing personal. */
const requestColumns = ({ definition }: StoredModel): readonly Column[] =>
  definition.input.flatMap(({ trainingOnly, ...column }) => (trainingOnly || column.type.pii ? [] : [column]));

export async function keepRequests(
  objects: ObjectStore,
  { columns, table, names, today }: RecordedRequests,
): Promise<string> {
  const text = JSON.stringify({ columns, today, names, records: recordsFromTable(table) });
  return objects.write(new TextEncoder().encode(text));
}

export async function readRequests(objects: ObjectStore, object: string): Promise<RecordedRequests> {
  const { columns, today, names, records } = JSON.parse(new TextDecoder().decode(await objects.read(object)));
  return { columns, today, names, table: tableFromRecords(columns, records) };
}

/** Throws where the object is no model that this version reads: it was written by this registry's own training. */
export async function storedModel(objects: ObjectStore, object: string): Promise<StoredModel> {
  const read = readModel(new TextDecoder().decode(await objects.read(object)));
  if (!read.ok) throw new Error(`${object}: ${read.problem.kind}`);
  return read.value;
}
