import type { Span } from "@mlopsc/diagnostics";
import type { ColumnType } from "@mlopsc/vocabulary";
import type { Declaration } from "./program.ts";
import type { Where } from "./reporter.ts";
import type { ColumnName, ColumnOrigin } from "./table-schema.ts";

/** What a name in a block was found to stand for, where it was looked up. */
export interface Resolution {
  /** The block in which the name stands: its file, and what the span is added to. */
  readonly where: Where;
  /** Of the word as written, backticks included; block-relative. */
  readonly span: Span;
  readonly target: Target;
}

export type Target = BlockTarget | ColumnTarget | PartTarget | SameNameTarget;

export interface BlockTarget {
  /** A block; of `param`, the parameter. */
  readonly kind: "block";
  readonly declaration: Declaration;
}

export interface ColumnTarget {
  readonly kind: "column";
  readonly name: ColumnName;
  /** As it stands at this point; null where it is wrong. */
  readonly type: ColumnType | null;
  readonly origin: ColumnOrigin;
  /** One side of `on left == right`; `on both` has two resolutions, whose pairs are the same. */
  readonly pair?: { readonly span: Span; readonly side: "left" | "right" };
  /** A word in the text of a query, which may stand for the column. */
  readonly inQuery?: true;
}

/** A line of a block: `baseline` for the figures of the baseline. */
export interface PartTarget {
  readonly kind: "part";
  readonly declaration: Declaration;
  readonly span: Span;
}

/** No name: says of columns of several tables that they are one by their common name, as `union` has it. */
export interface SameNameTarget {
  readonly kind: "same name";
  readonly pairs: readonly (readonly [ColumnName, ColumnName])[];
}
