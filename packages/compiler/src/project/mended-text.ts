import type { Diagnostic, TextEdit } from "@mlopsc/diagnostics";

/** Edits that do not touch each other, by place. */
export function apart(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  const kept: TextEdit[] = [];
  for (const edit of sorted) {
    const touches = kept.some(({ file, span }) => file === edit.file && edit.span.start < span.end);
    const doubled = kept.some(({ file, span }) => file === edit.file && edit.span.start === span.start);
    if (!touches && !doubled) kept.push(edit);
  }
  return kept;
}

/** The text of a file after edits, of which those of other files are left out. */
export function edited(
  { path, text }: { readonly path: string; readonly text: string },
  edits: readonly TextEdit[],
): string {
  let result = "";
  let from = 0;
  for (const { file, span, newText } of edits) {
    if (file !== path) continue;
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return result + text.slice(from);
}

/** Code and place; the place as it is after the edits. What has no place is known by its message. */
export function identityOf({ code, message, place }: Diagnostic, edits: readonly TextEdit[]): string {
  if (place === undefined) return `${code} ${message}`;
  const before = edits.filter(({ file, span }) => file === place.file && span.end <= place.span.start);
  const moved = before.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
  return `${code} ${place.file} ${place.span.start + moved}`;
}
