import type { Diagnostic, Place, Position, Severity } from "../diagnostic.ts";
import { type LineMap, lineMap } from "../line-map.ts";

export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Null where it has no place. */
  readonly file: string | null;
  readonly range: JsonRange | null;
  readonly help: string | null;
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly file: string; readonly range: JsonRange | null; readonly newText: string }[];
  }[];
}

/** Diagnostics as plain data with 1-based lines and columns (UTF-16 units); ranges end before `end`. */
export function jsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): JsonDiagnostic[] {
  const maps = new Map([...sources].map(([file, text]) => [file, lineMap(text)] as const));
  return diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    file: diagnostic.place?.file ?? null,
    range: diagnostic.place ? rangeOf(diagnostic.place, maps) : null,
    help: diagnostic.help ?? null,
    fixes: diagnostic.fixes.map((fix) => ({
      title: fix.title,
      edits: fix.edits.map((edit) => ({ file: edit.file, range: rangeOf(edit, maps), newText: edit.newText })),
    })),
  }));
}

/** The same as text, for `mlopsc check --format json`. */
export const renderJson = (diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): string =>
  `${JSON.stringify(jsonDiagnostics(diagnostics, sources), null, 2)}\n`;

/** Null of a file whose text is not known. */
function rangeOf(place: Place, maps: ReadonlyMap<string, LineMap>): JsonRange | null {
  const map = maps.get(place.file);
  return map ? { start: map.positionAt(place.span.start), end: map.positionAt(place.span.end) } : null;
}
