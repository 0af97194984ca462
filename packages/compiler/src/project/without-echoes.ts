import { codes, type Diagnostic } from "@mlopsc/diagnostics";
import { identityOf, mended, mendingOf } from "./mended-text.ts";

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
    const mending = mendingOf(roots.flatMap(({ fixes }) => fixes[0]?.edits ?? []));
    const stays = new Set(check(mended(files, mending)).map((diagnostic) => identityOf(diagnostic)));
    const isRoot = new Set(roots);
    return left.filter((each) => isRoot.has(each) || stays.has(identityOf(each, mending)));
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
