import { codes, type Diagnostic, type Place } from "@mlopsc/diagnostics";
import { identityOf, type Mending, mended, mendingOf, placeBefore } from "./mended-text.ts";
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
  const mending = mendingOf(misspelt.flatMap(({ fixes }) => fixes[0]?.edits ?? []));
  const known = new Set(found.map((diagnostic) => identityOf(diagnostic, mending)));
  const hidden = check(mended(files, mending)).filter(
    (diagnostic) => diagnostic.severity === "error" && !known.has(identityOf(diagnostic)),
  );
  return sortDiagnostics([...found, ...hidden.map((diagnostic) => movedBack(diagnostic, mending))]);
}

/** The same of the text as it was before the edits. */
function movedBack(diagnostic: Diagnostic, mending: Mending): Diagnostic {
  const origin = (offset: number, file: string): number => placeBefore(offset, mending.get(file));
  const back = <Located extends Place>(place: Located): Located => ({
    ...place,
    span: { start: origin(place.span.start, place.file), end: origin(place.span.end, place.file) },
  });
  const { place, related, fixes } = diagnostic;
  return {
    ...diagnostic,
    ...(place === undefined ? {} : { place: back(place) }),
    ...(related === undefined ? {} : { related: related.map((other) => ({ ...other, place: back(other.place) })) }),
    fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(back) })),
  };
}
