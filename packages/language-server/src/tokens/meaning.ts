import type { Span } from "@mlopsc/diagnostics";
import type { BlockKind } from "@mlopsc/vocabulary";
import type { TokenKind } from "./token-kinds.ts";

/** What a word is: known from the block alone, or a mention of what the rest of the program decides. */
export type Meaning = TokenKind | Mention;

/** A name that may be a block of one of these kinds, or else a `param`; a column, where it is neither. */
export interface Mention {
  readonly name: string;
  readonly to: readonly BlockKind[];
  readonly isColumn: boolean;
  /** Of a step of a transform its index: a column of this name goes before a `param`. */
  readonly step: number | null;
}

/** A word of a block and what it is; spans are the block's. */
export interface Mark {
  readonly span: Span;
  readonly meaning: Meaning;
  readonly declares: boolean;
}

export const mentionOf = (name: string, to: readonly BlockKind[] = []): Mention => ({
  name,
  to,
  isColumn: false,
  step: null,
});
