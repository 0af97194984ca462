import type { Span } from "@mlopsc/diagnostics";
import type { Declaration } from "./program.ts";
import type { Where } from "./reporter.ts";

/** What a name in a block was found to stand for, where it was looked up. */
export interface Resolution {
  /** The block in which the name stands: its file, and what the span is added to. */
  readonly where: Where;
  /** Of the word as written, backticks included; block-relative. */
  readonly span: Span;
  readonly target: Target;
}

export type Target = {
  /** A block; of `param`, the parameter. */
  readonly kind: "block";
  readonly declaration: Declaration;
};
