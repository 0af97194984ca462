import { codes, type Diagnostic, type TextEdit } from "@mlopsc/diagnostics";

type File = { readonly path: string; readonly text: string };

/**
 * What is left when each misspelt word is taken for what it was most probably meant to be: diagnostics that are then gone
 * only follow from the misspelling, and are left out. `check` finds what is wrong with changed files.
 *
 * Words that open something (kinds of block, attributes, steps) are mended before those that name something, because a
 * block that is not read is a name that is not found.
 */
export function withoutEchoes(
  found: readonly Diagnostic[],
  files: readonly File[],
  check: (files: readonly File[]) => readonly Diagnostic[],
): readonly Diagnostic[] {
  return [opening, naming].reduce((left, codesOfWords) => {
    const roots = left.filter(({ code, fixes }) => codesOfWords.has(code) && fixes.length > 0);
    if (roots.length === 0 || roots.length === left.length) return left;
    const edits = apart(roots.flatMap(({ fixes }) => fixes[0]?.edits ?? []));
    const mended = check(files.map((file) => ({ ...file, text: edited(file, edits) })));
    const stays = new Set(mended.map((diagnostic) => identityOf(diagnostic, [])));
    return left.filter((each) => roots.includes(each) || stays.has(identityOf(each, edits)));
  }, found);
}

const codesOf = (entries: readonly { readonly code: string }[]): ReadonlySet<string> =>
  new Set(entries.map(({ code }) => code));

const opening = codesOf([
  codes.unknownBlockKind,
  codes.unknownAttribute,
  codes.unknownSection,
  codes.unknownVerb,
  codes.unknownClause,
  codes.unopenedBrace,
  codes.unclosedBrace,
  codes.textOutsideBlocks,
]);

const naming = codesOf([
  codes.unknownReference,
  codes.unknownColumn,
  codes.goneColumn,
  codes.unknownFunction,
  codes.unknownType,
  codes.unknownOption,
  codes.unknownArgument,
  codes.unknownParameter,
  codes.unknownLevel,
  codes.unknownAlgorithm,
  codes.unknownHyperParameter,
  codes.unknownMetric,
  codes.unknownFigure,
  codes.unknownDimension,
  codes.unknownCheck,
  codes.missingComma,
]);

/** Edits that do not touch each other, by place. */
function apart(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  const kept: TextEdit[] = [];
  for (const edit of sorted) {
    const touches = kept.some(({ file, span }) => file === edit.file && edit.span.start < span.end);
    const doubled = kept.some(({ file, span }) => file === edit.file && edit.span.start === span.start);
    if (!touches && !doubled) kept.push(edit);
  }
  return kept;
}

function edited({ path, text }: File, edits: readonly TextEdit[]): string {
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
function identityOf({ code, message, place }: Diagnostic, edits: readonly TextEdit[]): string {
  if (place === undefined) return `${code} ${message}`;
  const before = edits.filter(({ file, span }) => file === place.file && span.end <= place.span.start);
  const moved = before.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
  return `${code} ${place.file} ${place.span.start + moved}`;
}
