import { codes, type Diagnostic } from "@mlopsc/diagnostics";

/**
 * By file and place, what has no place first. The same thing said twice of one place is said once; a word that may be a
 * misspelt clause is not also said to lack a comma, nor a secret where none may stand to be no text.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const silencers = new Set(diagnostics.filter(({ code }) => silencing.has(code)).map(codeAndPlace));
  const isSilenced = (each: Diagnostic): boolean => {
    const silencer = silencedBy.get(each.code);
    return silencer !== undefined && silencers.has(codeAndPlace({ ...each, code: silencer }));
  };
  const sorted = diagnostics.filter((each) => !isSilenced(each)).sort(byPlace);
  return sorted.filter((each, index) => !isRepeated(each, index, sorted));
}

/** Whether one of those before it, at the same place and with the same code, says the same. */
function isRepeated(diagnostic: Diagnostic, index: number, sorted: readonly Diagnostic[]): boolean {
  for (let at = index - 1; at >= 0 && byPlace(sorted[at]!, diagnostic) === 0; at--) {
    const { code, message } = sorted[at]!;
    if (code === diagnostic.code && message === diagnostic.message) return true;
  }
  return false;
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  const [a, b] = [left.place, right.place];
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  const place = a.span.start - b.span.start || a.span.end - b.span.end;
  return place !== 0 || left.code === right.code ? place : left.code < right.code ? -1 : 1;
}

/** By the code that is left out where the other one stands. */
const silencedBy: ReadonlyMap<string, string> = new Map([
  [codes.missingComma.code, codes.unknownClause.code],
  [codes.missingClause.code, codes.missingValue.code],
  [codes.wrongValue.code, codes.misplacedSecret.code],
]);
const silencing: ReadonlySet<string> = new Set(silencedBy.values());

const codeAndPlace = ({ code, place }: Diagnostic): string =>
  place === undefined ? code : `${code} ${place.file}:${place.span.start}`;
