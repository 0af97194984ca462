import type { Diagnostic, Fix, TextEdit } from "./diagnostic.ts";

/**
 * The fixes that can be taken all at once without asking: each is the only one of its diagnostic, and none touches another.
 * Of those that touch each other the first is taken; the edits of a fix belong together.
 */
export function certainFixes(diagnostics: readonly Diagnostic[]): readonly Fix[] {
  const chosen: Fix[] = [];
  for (const { fixes } of diagnostics) {
    const [fix, second] = fixes;
    if (fix === undefined || second !== undefined) continue;
    if (!chosen.some((other) => meet(fix, other))) chosen.push(fix);
  }
  return chosen;
}

const meet = (left: Fix, right: Fix): boolean =>
  left.edits.some((edit) => right.edits.some((other) => touches(edit, other)));

const touches = (left: TextEdit, right: TextEdit): boolean =>
  left.file === right.file && left.span.start <= right.span.end && right.span.start <= left.span.end;
