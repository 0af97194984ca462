import type { Span } from "@mlopsc/diagnostics";

/** What an item stands for: an editor shows it as an icon. */
export type CompletionKind =
  | "block"
  | "snippet"
  | "attribute"
  | "section"
  | "step"
  | "word"
  | "reference"
  | "column"
  | "function"
  | "algorithm"
  | "parameter"
  | "metric"
  | "figure"
  | "choice"
  | "type"
  | "unit"
  | "value"
  | "file"
  | "folder"
  | "variable";

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Lower comes first; those of one rank stay in the order in which they are given. */
  readonly rank: number;
  /** Right behind the label: the parameters of a function. */
  readonly note?: string;
  /** At the other end of the line: a type, where it comes from. */
  readonly origin?: string;
  /** What is inserted, with places to fill in; the label when absent. */
  readonly snippet?: string;
  /** What the editor compares with what is typed; the label when absent. */
  readonly filter?: string;
  /** Where that is not what the list takes the place of. */
  readonly replace?: Span;
  /** What is inserted asks for something right behind it. */
  readonly opensNext?: boolean;
  /** Made only when an item is looked at. */
  readonly documentation?: () => string;
}

export interface CompletionList {
  /** What an item takes the place of: of one line, and around the cursor. */
  readonly replace: Span;
  /** The best first. */
  readonly items: readonly CompletionItem[];
}
