import { type CodeEntry, type Diagnostic, report as diagnosticOf, type Place, type Span } from "@mlopsc/diagnostics";
import type { Declaration } from "./program.ts";

/** An edit inside a block; `declaration` where it is not the block that the diagnostic is about. */
export interface LocalEdit {
  readonly declaration?: Pick<Declaration, "file" | "offset">;
  readonly span: Span;
  readonly newText: string;
}

export interface LocalFix {
  readonly title: string;
  readonly edits: readonly LocalEdit[];
}

export interface LocalOptions {
  readonly fixes?: readonly LocalFix[];
  readonly related?: readonly {
    readonly declaration: Pick<Declaration, "file" | "offset">;
    readonly span: Span;
    readonly message: string;
  }[];
}

/** Collects what checks find; they speak in block-relative spans, it gives absolute places. */
export interface Reporter {
  report<P>(
    where: Pick<Declaration, "file" | "offset">,
    span: Span,
    entry: CodeEntry<P>,
    parameters: P,
    options?: LocalOptions,
  ): void;
  /** For what has no place in a file. */
  reportNowhere<P>(entry: CodeEntry<P>, parameters: P): void;
  readonly diagnostics: readonly Diagnostic[];
  /** How many errors there are so far. */
  errors(): number;
}

export const placeOf = (where: Pick<Declaration, "file" | "offset">, span: Span): Place => ({
  file: where.file,
  span: { start: where.offset + span.start, end: where.offset + span.end },
});

export function createReporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  let errors = 0;
  return {
    diagnostics,
    errors: () => errors,
    reportNowhere(entry, parameters) {
      if (entry.severity === "error") errors++;
      diagnostics.push(diagnosticOf(entry, parameters));
    },
    report(where, span, entry, parameters, options = {}) {
      if (entry.severity === "error") errors++;
      const fixes = (options.fixes ?? []).map((fix) => ({
        title: fix.title,
        edits: fix.edits.map((edit) => {
          const place = placeOf(edit.declaration ?? where, edit.span);
          return { file: place.file, span: place.span, newText: edit.newText };
        }),
      }));
      const related = options.related?.map((other) => ({
        place: placeOf(other.declaration, other.span),
        message: other.message,
      }));
      diagnostics.push(
        diagnosticOf(entry, parameters, { place: placeOf(where, span), fixes, ...(related ? { related } : {}) }),
      );
    },
  };
}
