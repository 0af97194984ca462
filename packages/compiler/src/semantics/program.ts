import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, ExpressionSyntax, FileSyntax, ValueSyntax, Word } from "@mlopsc/grammar";
import type { BlockKind, ColumnType, LiteralValue } from "@mlopsc/vocabulary";

// What names mean across all files. Neighbours: `table-schema.ts` (columns and where they come from),
// `transform-analysis.ts` (what a transform does), `reporter.ts` (diagnostics), `expression/analyse-expression.ts`.

/**
 * A block of a known kind, with a name of its own, and where it stands. Identity: one object for all compilations of a
 * compiler in which the file has it; what is written in it, and where it stands, is as in the last one.
 */
export interface Declaration {
  readonly kind: BlockKind;
  readonly name: string;
  /** `dataset.customers`: how plans, states and messages call it. */
  readonly address: string;
  readonly file: string;
  /** Added to the block-relative spans in `block`, gives places in `file`. */
  readonly offset: number;
  readonly block: BlockSyntax;
  readonly documentation: string | null;
}

/** A `param` with the value that this compilation works with. */
export interface Parameter {
  readonly declaration: Declaration;
  readonly type: ColumnType;
  /** In the representation of `ColumnType`; undefined where it has no (valid) value, which was reported. */
  readonly value: LiteralValue | undefined;
}

export interface Program {
  readonly files: readonly FileSyntax[];
  /** The one `project` block; its name is empty where there is none (reported). */
  readonly project: {
    readonly declaration: Declaration | null;
    readonly name: string;
    readonly description: string | null;
    readonly seed: number;
  };
  /** All declarations, in the order of files and places; of two with one name the first. */
  readonly declarations: readonly Declaration[];
  readonly byKind: Readonly<Record<BlockKind, ReadonlyMap<string, Declaration>>>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Attributes read by the table of blocks: kinds, units, references and parameters are checked, and reported. */
  readonly bound: ReadonlyMap<Declaration, BoundBlock>;
}

export interface BoundBlock {
  readonly declaration: Declaration;
  /** By name; an attribute that is unknown, doubled or has a wrong value is absent (and was reported). */
  readonly attributes: ReadonlyMap<string, BoundAttribute>;
  /** Names of the attributes that are written, right or wrong: to ask whether one is missing without an echo. */
  readonly written: ReadonlySet<string>;
}

export interface BoundAttribute {
  readonly name: Word;
  readonly syntax: ValueSyntax;
  readonly span: Span;
  readonly value: Value;
  /** Clauses after the value, where the table has them: `on customer_id`, `for 2h`. */
  readonly clauses: ReadonlyMap<string, Value>;
}

/** The value of an attribute or of a call's parameter. `span` is block-relative. */
export type Value = { readonly span: Span } & (
  | { readonly kind: "text" | "name"; readonly value: string }
  /** int and number as written; percent as a fraction; duration in ms; bytes; rate in 1/s; date in days. */
  | {
      readonly kind: "int" | "number" | "percent" | "duration" | "bytes" | "rate" | "date";
      readonly value: number;
      /** `test: 20% by day`: the column whose groups stay together. Not looked up yet. */
      readonly by?: Word;
    }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "texts"; readonly texts: readonly WrittenText[] }
  | { readonly kind: "reference"; readonly to: readonly { readonly declaration: Declaration; readonly span: Span }[] }
  /** A word or call of the table; parameters by name, defaults not filled in. */
  | { readonly kind: "choice"; readonly choices: readonly ChoiceValue[] }
  /** Not looked up yet: which table they belong to depends on the block. */
  | { readonly kind: "columns"; readonly selection: ColumnSelection }
  | { readonly kind: "secret"; readonly name: string }
  | { readonly kind: "sample"; readonly table: Declaration; readonly where: ExpressionSyntax | null }
  /** algorithm, metric and condition: read by the checks of the block. */
  | { readonly kind: "syntax"; readonly value: ValueSyntax }
);

/** A text of the spec with parameters filled in, and where it stands. */
export interface WrittenText {
  readonly line: string;
  readonly span: Span;
}

export interface ChoiceValue {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Value>;
  readonly span: Span;
}

/** `age, spend`, `[age, spend]`, `all`, `numeric`, `all except id`. */
export interface ColumnSelection {
  readonly all: "numeric" | "category" | "any" | null;
  readonly names: readonly Word[];
  readonly except: readonly Word[];
}
