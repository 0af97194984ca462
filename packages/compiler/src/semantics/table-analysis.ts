import type { Span } from "@mlopsc/diagnostics";
import type { Expectation, SourceDefinition } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import type { Declaration } from "./program.ts";
import type { SchemaColumn, TableSchema } from "./table-schema.ts";
import type { Lag } from "./transform/step-context.ts";

/** What a step that reads a table knows of it. */
export interface TableFacts {
  readonly declaration: Declaration;
  readonly schema: TableSchema;
  /** The columns whose values together name a row; empty where none are known to. */
  readonly key: readonly string[];
  /** The column in whose order the rows stand for moments in time, where there is one. */
  readonly timeColumn: string | null;
  /** Whether it has exactly one row. */
  readonly oneRow: boolean;
  /** Columns that are lags of another one, by their names. */
  readonly lags?: ReadonlyMap<string, Lag>;
}

/** What a dataset block says, checked. Every dataset of the program has one, however broken. */
export interface DatasetAnalysis extends TableFacts {
  /** What others read of it. */
  readonly facts: TableFacts;
  /** Null where it is missing or wrong, which was reported. */
  readonly source: SourceDefinition | null;
  /** As declared, or inferred; empty where `schema.known` is false. */
  readonly columns: readonly (Column & { readonly format?: string })[];
  /** Those that the schema implies first. */
  readonly expectations: readonly Expectation[];
  /** Of each column its line in the schema; empty where the columns are inferred. */
  readonly columnSpans: readonly Span[];
  /** Of each expectation the part of the block that asks for it. */
  readonly expectationSpans: readonly Span[];
}

/** Whether whoever reads a dataset finds the same. */
export const isSameDataset = (one: TableFacts, other: TableFacts): boolean =>
  one.declaration === other.declaration &&
  one.timeColumn === other.timeColumn &&
  isSameList(one.key, other.key, (name, before) => name === before) &&
  one.schema.known === other.schema.known &&
  isSameList(one.schema.columns, other.schema.columns, isSameColumn);

const isSameColumn = (one: SchemaColumn, other: SchemaColumn): boolean =>
  one.naming === other.naming &&
  one.origin === other.origin &&
  (one.type === other.type || JSON.stringify(one.type) === JSON.stringify(other.type));

const isSameList = <Item>(
  one: readonly Item[],
  other: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): boolean => one.length === other.length && one.every((item, at) => isSame(item, other[at]!));

/** Columns that were found in the data of datasets without a schema, by the dataset's name. */
export type InferredColumns = ReadonlyMap<string, readonly Column[]>;
