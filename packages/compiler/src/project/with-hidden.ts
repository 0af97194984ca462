import { codes, type Diagnostic, type Place, type TextEdit } from "@mlopsc/diagnostics";
import { apart, edited, identityOf } from "./mended-text.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";

type File = { readonly path: string; readonly text: string };

/**
 * What was found, and what a block of misspelt kind hides: it is read as the kind that was most probably meant, so that
 * its own errors are told in the same run; what is only doubtful waits until the word is mended. `check` finds what is wrong with changed files.
 */
export function withHidden(
  found: readonly Diagnostic[],
  files: readonly File[],
  check: (files: readonly File[]) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const misspelt = found.filter(({ code, fixes }) => code === codes.unknownBlockKind.code && fixes.length > 0);
  if (misspelt.length === 0) return found;
  const edits = apart(misspelt.flatMap(({ fixes }) => fixes[0]?.edits ?? []));
  const mended = check(files.map((file) => ({ ...file, text: edited(file, edits) })));
  const known = new Set(found.map((diagnostic) => identityOf(diagnostic, edits)));
  const hidden = mended.filter(
    (diagnostic) => diagnostic.severity === "error" && !known.has(identityOf(diagnostic, [])),
  );
  return sortDiagnostics([...found, ...hidden.map((diagnostic) => movedBack(diagnostic, edits))]);
}

/** The same of the text as it was before the edits. */
function movedBack(diagnostic: Diagnostic, edits: readonly TextEdit[]): Diagnostic {
  const back = <Located extends Place>(place: Located): Located => ({
    ...place,
    span: { start: originOf(place.span.start, place.file, edits), end: originOf(place.span.end, place.file, edits) },
  });
  const { place, related, fixes } = diagnostic;
  return {
    ...diagnostic,
    ...(place === undefined ? {} : { place: back(place) }),
    ...(related === undefined ? {} : { related: related.map((other) => ({ ...other, place: back(other.place) })) }),
    fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(back) })),
  };
}

/** Of what stands inside a new text, the start of what it took the place of. */
function originOf(offset: number, path: string, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { file, span, newText } of edits) {
    if (file !== path || offset <= span.start + shift) continue;
    const end = span.start + shift + newText.length;
    if (offset < end) return span.start;
    shift += newText.length - (span.end - span.start);
  }
  return offset - shift;
}
