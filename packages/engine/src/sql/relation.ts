import type { Column, ScalarKind } from "@mlopsc/vocabulary";
import { quoteIdentifier } from "./quote.ts";
import type { SqlContext } from "./rendering.ts";

/** A table that a transform may read. */
export interface SourceRelation {
  /** What may stand after FROM. */
  readonly sql: string;
  /** SQL of the row's number in the table, if there is a cheap one. */
  readonly rowNumber?: string;
  readonly columns: readonly Column[];
}

/**
 * A query under construction: what to select from, the kinds of its columns, and the hidden columns that give its rows
 * their one order. A set of rows has no order in SQL, so the order is carried along as data.
 */
export interface Relation {
  readonly sql: string;
  readonly kinds: ReadonlyMap<string, ScalarKind>;
  readonly order: readonly OrderTerm[];
}

export interface OrderTerm {
  /** A hidden column. */
  readonly name: string;
  readonly descending: boolean;
  /** Counts rows by itself. */
  readonly rowNumber?: true;
}

/** How the relation that a step reads is called in the step's SELECT. */
export const alias = `"t"`;

export const columnSql = (name: string, table: string = alias): string => `${table}.${quoteIdentifier(name)}`;

/** ORDER BY terms for the order of rows; missing values last in either direction. */
export const orderSql = (order: readonly OrderTerm[], table: string = alias): string =>
  order.map(({ name, descending }) => `${columnSql(name, table)} ${descending ? "DESC" : "ASC"} NULLS LAST`).join(", ");

export function contextOf(relation: Relation, today: number): SqlContext {
  return {
    today,
    qualifier: `${alias}.`,
    kindOf: (name) => {
      const kind = relation.kinds.get(name);
      if (kind === undefined) throw new Error(`no column ${name} among ${[...relation.kinds.keys()].join(", ")}`);
      return kind;
    },
  };
}

/** The columns of the relation as a SELECT list, and its hidden ones. */
export const allColumns = (relation: Relation): string[] => [
  ...[...relation.kinds.keys()].map((name) => columnSql(name)),
  ...relation.order.map(({ name }) => columnSql(name)),
];

export const selectFrom = (relation: Relation, columns: readonly string[], rest = ""): string =>
  `SELECT ${columns.length === 0 ? "1" : columns.join(", ")} FROM ${relation.sql} AS ${alias} ${rest}`;

/** Gives out names for hidden columns, which no author can write. */
export interface HiddenNames {
  next(): string;
}

export function hiddenNames(): HiddenNames {
  let count = 0;
  return {
    next: () => {
      count++;
      return `#${count}`;
    },
  };
}

export const named = (sql: string, name: string): string => `${sql} AS ${quoteIdentifier(name)}`;

/** A number for each row in order; the table's own where there is one. */
export function rowNumberSql(relation: Relation): string {
  const [first] = relation.order;
  if (relation.order.length === 1 && first?.rowNumber) return columnSql(first.name);
  return relation.order.length === 0 ? "0" : `row_number() OVER (ORDER BY ${orderSql(relation.order)})`;
}
