import { evaluate, type Table, type TableColumn } from "@mlopsc/learn";
import type { Expression } from "@mlopsc/vocabulary";
import type { Lowered, Lowering, Numbers, Texts } from "../lower/lowered.ts";

/** The columns that an expression may read. */
export interface Scope {
  readonly lowering: Lowering;
  readonly columns: ReadonlyMap<string, Lowered>;
  /** The same columns without rows: what says of which kind they are. */
  readonly shape: Table;
}

export type Call = Extract<Expression, { readonly kind: "call" }>;

/** The kind that an expression's values have. */
export const kindOf = (expression: Expression, { shape }: Scope): TableColumn["kind"] =>
  evaluate(expression, shape, { today: 0 }).kind;

/** Missing constants are of any kind. */
export const saysText = (value: Numbers | Texts): value is Texts => value.type === "texts" && value.constant !== null;

export const asNumbers = (lowering: Lowering, value: Numbers | Texts): Numbers["values"] =>
  value.type === "numbers" ? value.values : lowering.number(Number.NaN);
