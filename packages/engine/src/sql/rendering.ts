import type { FunctionName, ScalarKind } from "@mlopsc/vocabulary";
import type { Fragment } from "./fragment.ts";

/** What an expression may read beside its row. */
export interface SqlContext {
  /** The value of `today()`, in days since 1970-01-01. */
  readonly today: number;
  /** The kind of a column: its stored type alone does not tell a duration from a number. */
  readonly kindOf: (column: string) => ScalarKind;
  /** Put before every column, as in `"left".`. */
  readonly qualifier?: string;
}

/** How one function is written in SQL. `nodes` are its arguments before rendering. */
export type Rendering = (fragments: readonly Fragment[], context: SqlContext) => Fragment;
export type Renderings<Name extends FunctionName> = Readonly<Record<Name, Rendering>>;
