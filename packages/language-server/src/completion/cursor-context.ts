import type { BlockKind, FigureEntry, ValueKind } from "@mlopsc/vocabulary";
import type { Level } from "../cursor/nesting.ts";
import type { Token } from "../cursor/token.ts";
import type { CallParameters } from "./call-parameters.ts";
import type { CompletionKind } from "./completion-item.ts";

/** What may stand at a cursor. Found from the text and the vocabulary alone; what there is to offer, the program says. */
export type CursorContext =
  /** Between blocks. */
  | { readonly at: "file" }
  /** The name of a block. */
  | { readonly at: "name"; readonly kind: string }
  /** Behind a block's name. */
  | { readonly at: "brace"; readonly kind: string }
  | { readonly at: "attributes"; readonly kind: BlockKind }
  | { readonly at: "verbs"; readonly begun: Token | null }
  | { readonly at: "tables"; readonly verb: string }
  | { readonly at: "columns"; readonly of: ColumnSource; readonly sorts: boolean; readonly written: readonly string[] }
  | ExpressionContext
  | FigureContext
  | ValueContext
  /** Names of a call's parameters. */
  | {
      readonly at: "parameters";
      readonly of: CallParameters;
      readonly written: readonly string[];
      readonly callee: string;
    }
  | { readonly at: "words"; readonly words: readonly WordEntry[]; readonly kind: CompletionKind }
  /** The lines of a schema whose data are known. */
  | { readonly at: "fields" }
  | { readonly at: "bounds"; readonly type: string }
  | { readonly at: "dimensions" }
  /** `written`: the items before, in a list. */
  | { readonly at: "dimensionValues"; readonly name: string; readonly written: readonly string[] | null }
  /** Behind `if`; `left` is what is compared. */
  | { readonly at: "dimensionConditions"; readonly left: Token | null }
  /** The names of lines, or what stands behind `of =`; in its parentheses where `written` tells the names before. */
  | { readonly at: "costs"; readonly of: string | null; readonly written: readonly string[] | null }
  | { readonly at: "units"; readonly units: Readonly<Record<string, string>> }
  | TextContext
  /** Behind the last entry of a block whose brace is missing. */
  | { readonly at: "closing" }
  /** What may stand where a text is that cannot. */
  | { readonly at: "instead"; readonly of: readonly CursorContext[] };

export interface WordEntry {
  readonly word: string;
  readonly documentation: string;
  /** What is inserted, where it is more than the word. */
  readonly snippet?: string;
  readonly required?: boolean;
  readonly opensNext?: boolean;
}

/** Of which table columns are meant. */
export type ColumnSource =
  /** The table right before the step. */
  | { readonly table: "step" }
  /** What the step's table and the one that is joined both have. */
  | { readonly table: "joined"; readonly name: string }
  | { readonly table: "named"; readonly name: string }
  /** What the block's attribute chooses from. */
  | { readonly table: "attribute"; readonly name: string; readonly split: boolean; readonly many: boolean }
  | { readonly table: "dataset" };

export interface ExpressionContext {
  readonly at: "expression";
  readonly of: ColumnSource;
  /** Which functions there are besides those of a row. */
  readonly grammar: "row" | "aggregate" | "expectation";
  readonly levels: readonly [Level, ...Level[]];
  /** A whole condition, rather than a value. */
  readonly condition: boolean;
}

export interface FigureContext {
  readonly at: "figures";
  readonly scope: "gate" | "alert" | Readonly<Record<string, FigureEntry>>;
  readonly levels: readonly [Level, ...Level[]];
}

export interface ValueContext {
  readonly at: "value";
  readonly value: ValueKind;
  /** The attribute or parameter whose value it is. */
  readonly name: string;
  readonly default: string | null;
  /** What is called, where it is an argument. */
  readonly callee: string | null;
  /** Items of the list before it. */
  readonly items: readonly string[];
  readonly inList: boolean;
}

/** Inside quotes. */
export interface TextContext {
  readonly at: "text";
  /** What the text is, where a text should stand there. */
  readonly value: ValueKind | null;
  /** What is called with it. */
  readonly callee: string | null;
  /** The expression that it is a part of. */
  readonly expression: ExpressionContext | null;
}
