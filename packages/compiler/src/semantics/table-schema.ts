import type { Span } from "@mlopsc/diagnostics";
import type { ColumnType } from "@mlopsc/vocabulary";
import type { Declaration } from "./program.ts";

/** The columns of a table at one point of the program, and what became of those that are gone. */
export interface TableSchema {
  /** False where a source has no schema yet: every column name is then taken as it is, silently. */
  readonly known: boolean;
  /** In order. */
  readonly columns: readonly SchemaColumn[];
  /** Columns whose names only the data can tell: `segment=*` after one_hot. */
  readonly families: readonly ColumnFamily[];
  /** By former name; a column that came back is not in it. */
  readonly dropped: ReadonlyMap<string, DroppedColumn>;
  /**
   * By name, columns as they were before a step that learns from `numeric`, `category` or `all` of them: whoever predicts one
   * or weighs rows by it still has it so, for those words do not mean it then.
   */
  readonly apart?: ReadonlyMap<string, SchemaColumn>;
}

export interface SchemaColumn {
  readonly name: string;
  /** Null where the expression that makes it is wrong (reported): silent from here on. */
  readonly type: ColumnType | null;
  readonly origin: ColumnOrigin;
  readonly naming: ColumnName;
}

/**
 * Where a column got its name: one object for the column in whatever table it stands, whatever changes its values. Two
 * columns of one name have two of them, and so have a column and what it is renamed to.
 */
export interface ColumnName {
  readonly name: string;
  readonly declaration: Declaration;
  /** Of the word that names it, block-relative; null where the data or a step make the name. */
  readonly span: Span | null;
  /** The column whose name it begins with: `load` of `load_lag_48`. */
  readonly stem?: ColumnName;
  /** The name is that of the stem in snake_case. */
  readonly isCleaned?: true;
  /** The column of this name whose place it takes: `derive age = age + 1`. */
  readonly replaces?: ColumnName;
}

/** The dataset field or the step that made the column. */
export interface ColumnOrigin {
  readonly declaration: Declaration;
  /** Block-relative; null where the schema was inferred from the data. */
  readonly span: Span | null;
}

export interface ColumnFamily {
  /** Names start with this: `segment=`. */
  readonly prefix: string;
  /** The column that it was made from. */
  readonly from: string;
  readonly type: ColumnType;
  readonly origin: ColumnOrigin;
  /** Of all its columns: the prefix. */
  readonly naming: ColumnName;
}

export interface DroppedColumn {
  readonly declaration: Declaration;
  readonly span: Span;
  /** Verb as written: "drop", "select", "aggregate", "encode". */
  readonly verb: string;
  /** The new name, where it was renamed. */
  readonly renamedTo: string | null;
}

export const unknownSchema: TableSchema = { known: false, columns: [], families: [], dropped: new Map() };

/** The column of this name for whoever predicts it, or weighs rows by it. */
export const findApart = (schema: TableSchema, name: string): SchemaColumn | undefined =>
  schema.apart?.get(name) ?? findColumn(schema, name);

export const findColumn = (schema: TableSchema, name: string): SchemaColumn | undefined =>
  schema.columns.find((column) => column.name === name);
