import type { RelationalStep, RowStep } from "@mlopsc/vocabulary";
import {
  alias,
  columnSql,
  type HiddenNames,
  named,
  type OrderTerm,
  type Relation,
  type SourceRelation,
} from "./relation.ts";

/** What every step of one transform is rendered with. */
export interface Building {
  readonly seed: number;
  readonly today: number;
  readonly resolve: (input: string) => SourceRelation;
  readonly names: HiddenNames;
}

export type StepOf<Kind> = Extract<RelationalStep | RowStep, { readonly kind: Kind }>;

/** A table with its rows numbered. */
export function source({ sql, rowNumber, columns }: SourceRelation, { names }: Building): Relation {
  const row: OrderTerm = { name: names.next(), descending: false, rowNumber: true };
  const selected = columns.map(({ name }) => columnSql(name));
  return {
    sql: `SELECT ${[...selected, named(rowNumber ?? "row_number() OVER ()", row.name)].join(", ")} FROM ${sql} AS ${alias}`,
    kinds: new Map(columns.map(({ name, type }) => [name, type.kind])),
    order: [row],
  };
}
