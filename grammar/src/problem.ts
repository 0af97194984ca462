import { type CodeEntry, report, type Span } from "@mlopsc/diagnostics";
import type { SyntaxProblem } from "./syntax-tree.ts";

export interface ProblemEdit {
  readonly title: string;
  readonly span: Span;
  readonly newText: string;
}

/** A diagnostic of the code table at a span that does not know its file yet, with at most one fix of one edit. */
export function problem<P>(entry: CodeEntry<P>, parameters: P, span: Span, fix?: ProblemEdit): SyntaxProblem {
  const { fixes: _none, place: _nowhere, ...diagnostic } = report(entry, parameters);
  return {
    span,
    diagnostic,
    fixes: fix ? [{ title: fix.title, edits: [{ span: fix.span, newText: fix.newText }] }] : [],
  };
}
