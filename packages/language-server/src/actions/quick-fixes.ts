import type { Fix, Span } from "@mlopsc/diagnostics";
import { diagnosticsByFile, type PlacedDiagnostic } from "../diagnostics/diagnostics-by-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** What mends a diagnostic. */
export interface QuickFix {
  readonly found: PlacedDiagnostic;
  readonly fix: Fix;
  /** It is the only one, so that an editor may take it without asking. */
  readonly isOnly: boolean;
}

/** The fixes of the diagnostics that a range of the file touches, in the order of their places. */
export function quickFixes({ project, path }: Snapshot, { start, end }: Span): readonly QuickFix[] {
  const found = diagnosticsByFile(project.compilation()).get(path) ?? [];
  return found
    .filter(({ place: { span } }) => span.start <= end && start <= span.end)
    .flatMap((each) => each.fixes.map((fix) => ({ found: each, fix, isOnly: each.fixes.length === 1 })));
}
