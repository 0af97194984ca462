import { codes, type Diagnostic } from "@mlopsc/diagnostics";

/**
 * By file and place, what has no place first. The same thing said twice of one place is said once; a word that may be a
 * misspelt clause is not also said to lack a comma, nor a secret where none may stand to be no text.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  const secrets = new Set(diagnostics.filter(({ code }) => code === codes.misplacedSecret.code).map(placeText));
  const unfinished = new Set(diagnostics.filter(({ code }) => code === codes.missingValue.code).map(placeText));
  const clauses = new Set(diagnostics.filter(({ code }) => code === codes.unknownClause.code).map(placeText));
  return diagnostics
    .filter(({ code, message, place }) => {
      if (code === commaMissing && clauses.has(placeText({ place }))) return false;
      if (code === codes.missingClause.code && unfinished.has(placeText({ place }))) return false;
      if (code === codes.wrongValue.code && secrets.has(placeText({ place }))) return false;
      const identity = JSON.stringify([code, message, place]);
      return seen.size < seen.add(identity).size;
    })
    .sort(byPlace);
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  const [a, b] = [left.place, right.place];
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.span.start - b.span.start || a.span.end - b.span.end || (left.code < right.code ? -1 : 1);
}

const commaMissing = codes.missingComma.code;

const placeText = ({ place }: { readonly place?: Diagnostic["place"] | undefined }): string =>
  place === undefined ? "" : `${place.file}:${place.span.start}`;
