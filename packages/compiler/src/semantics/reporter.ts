import { type CodeEntry, type Diagnostic, report as diagnosticOf, type Place, type Span } from "@mlopsc/diagnostics";
import type { Declaration } from "./program.ts";
import type { Resolution, Target } from "./resolution.ts";

/** What spans are added to. */
export type Where = Pick<Declaration, "file" | "offset">;

/** An edit inside a block; `declaration` where it is not the block that the diagnostic is about. */
export interface LocalEdit {
  readonly declaration?: Where;
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
    readonly declaration: Where;
    readonly span: Span;
    readonly message: string;
  }[];
}

/** Takes what checks find; they speak in block-relative spans. */
export interface Reporter {
  report<P>(where: Where, span: Span, entry: CodeEntry<P>, parameters: P, options?: LocalOptions): void;
  /** For what has no place in a file. */
  reportNowhere<P>(entry: CodeEntry<P>, parameters: P): void;
  /** Notes down what a name stands for. */
  resolved(where: Where, span: Span, target: Target): void;
  /** How many errors there are so far. */
  errors(): number;
}

/** What was found, in blocks that may move. */
export interface Report {
  /** With places as they are now: the same object as long as no block that it speaks of has moved. */
  diagnostic(): Diagnostic;
}

export const placeOf = (where: Where, span: Span): Place => ({
  file: where.file,
  span: { start: where.offset + span.start, end: where.offset + span.end },
});

/** All that is found in a piece of work. */
export interface Findings {
  readonly reports: Report[];
  readonly resolutions: Resolution[];
}

export const noFindings = (): Findings => ({ reports: [], resolutions: [] });

/** Puts what is reported into `reports`, and what names stand for into `resolutions`. */
export function createReporter({ reports, resolutions }: Findings = noFindings()): Reporter {
  let errors = 0;
  return {
    errors: () => errors,
    resolved: (where, span, target) => void resolutions.push({ where, span, target }),
    reportNowhere(entry, parameters) {
      if (entry.severity === "error") errors++;
      const diagnostic = diagnosticOf(entry, parameters);
      reports.push({ diagnostic: () => diagnostic });
    },
    report(where, span, entry, parameters, options = {}) {
      if (entry.severity === "error") errors++;
      reports.push(localReport(diagnosticOf(entry, parameters), where, span, options));
    },
  };
}

function localReport(unplaced: Diagnostic, where: Where, span: Span, options: LocalOptions): Report {
  const others = [
    ...(options.fixes ?? []).flatMap(({ edits }) => edits.flatMap(({ declaration }) => declaration ?? [])),
    ...(options.related ?? []).map(({ declaration }) => declaration),
  ];
  let offset = -1;
  let otherOffsets: readonly number[] = [];
  let placed = unplaced;
  return {
    diagnostic() {
      if (where.offset === offset && others.every((other, index) => other.offset === otherOffsets[index]))
        return placed;
      offset = where.offset;
      otherOffsets = others.map((other) => other.offset);
      placed = place(unplaced, where, span, options);
      return placed;
    },
  };
}

function place(unplaced: Diagnostic, where: Where, span: Span, { fixes = [], related }: LocalOptions): Diagnostic {
  const { code, severity, message, help } = unplaced;
  return {
    code,
    severity,
    message,
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...placeOf(edit.declaration ?? where, edit.span), newText: edit.newText })),
    })),
    place: placeOf(where, span),
    ...(help === undefined ? {} : { help }),
    ...(related === undefined
      ? {}
      : {
          related: related.map((other) => ({ place: placeOf(other.declaration, other.span), message: other.message })),
        }),
  };
}
