import type { Compilation, Resolution } from "@mlopsc/compiler";
import type { Diagnostic, Place } from "@mlopsc/diagnostics";
import { isNamed, type Named, placeIn } from "../names/named.ts";
import type { Project } from "../workspace/project.ts";
import type { Refusal } from "./refusal.ts";
import type { NameEdit } from "./rename-edits.ts";

/**
 * Compiles the text as it would be: a renaming is right where nothing else is wrong than before, and every other name
 * stands for the same thing. Null where that is so.
 */
export function checkRenaming(
  project: Project,
  edits: readonly NameEdit[],
  targets: readonly Named[],
  name: string,
): Refusal | null {
  const before = project.compilation();
  const files = before.files.map(({ path, text }) => ({ path, text: edited(path, text, edits) }));
  const inferred = new Map(project.knowledge.inferredColumns());
  for (const target of targets) {
    const columns = target.kind === "block" ? inferred.get(target.declaration.name) : undefined;
    if (columns !== undefined) inferred.set(name, columns);
  }
  const expected = meaningsIn(before, (place) => moved(place, edits));
  return project.suppose({ files, parameters: {}, inferred }, (after) => {
    return newProblem(before, after, edits) ?? otherMeaning(expected, after, edits, project);
  });
}

function edited(path: string, text: string, edits: readonly NameEdit[]): string {
  let changed = "";
  let from = 0;
  for (const { file, span, newText } of edits) {
    if (file !== path) continue;
    changed += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return changed + text.slice(from);
}

/** The first problem that was not there before. */
function newProblem(before: Compilation, after: Compilation, edits: readonly NameEdit[]): Refusal | null {
  const counts = new Map<string, number>();
  for (const { code } of before.diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  const fresh: Diagnostic[] = [];
  for (const diagnostic of after.diagnostics) {
    const left = counts.get(diagnostic.code) ?? 0;
    if (left === 0) fresh.push(diagnostic);
    counts.set(diagnostic.code, left - 1);
  }
  const worst = fresh.find(({ severity }) => severity === "error") ?? fresh[0];
  if (worst === undefined) return null;
  // Of two things with one name the other one is told.
  const place = worst.related?.[0]?.place ?? worst.place;
  return { refused: worst.message, place: place === undefined ? null : movedBack(place, edits) };
}

function otherMeaning(
  expected: readonly Meaning[],
  after: Compilation,
  edits: readonly NameEdit[],
  project: Project,
): Refusal | null {
  const meanings = new Map(meaningsIn(after, (place) => place).map(({ key }) => [key, true]));
  const lost = expected.find(({ key }) => !meanings.has(key));
  if (lost === undefined && expected.length === meanings.size) return null;
  const place = lost?.place ?? edits[0]!;
  const word = project.document(place.file)?.getText().slice(place.span.start, place.span.end) ?? "";
  return { refused: `\`${word}\` would then stand for something else.`, place };
}

interface Meaning {
  readonly key: string;
  readonly place: Place;
}

/** Where each word stands, and where what it stands for gets its name. */
function meaningsIn(compilation: Compilation, move: (place: Place) => Place): readonly Meaning[] {
  const found = new Map<string, Meaning>();
  for (const resolution of compilation.resolutions.flat()) {
    // The two sides of a pair come and go with the names.
    if (!isNamed(resolution) || (resolution.target.kind === "column" && resolution.target.pair)) continue;
    const place = placeIn(resolution.where, resolution.span);
    const at = move(place);
    const key = `${at.file} ${at.span.start} ${meaningOf(resolution.target, move)}`;
    found.set(key, { key, place });
  }
  return [...found.values()];
}

function meaningOf(target: Named, move: (place: Place) => Place): string {
  const declared = (where: Resolution["where"], start: number): string => {
    const { file, span } = move(placeIn(where, { start, end: start }));
    return `${file} ${span.start}`;
  };
  if (target.kind === "part") return `part ${declared(target.declaration, target.span.start)}`;
  if (target.kind === "block") return `block ${declared(target.declaration, 0)}`;
  const { declaration, span } = target.name;
  return `column ${span === null ? `of ${declared(declaration, 0)}` : declared(declaration, span.start)}`;
}

/** Where a place is after the edits. */
function moved({ file, span }: Place, edits: readonly NameEdit[]): Place {
  let shift = 0;
  for (const edit of edits) {
    if (edit.file === file && edit.span.end <= span.start)
      shift += edit.newText.length - (edit.span.end - edit.span.start);
  }
  return { file, span: { start: span.start + shift, end: span.end + shift } };
}

/** Where a place was before the edits. */
function movedBack({ file, span }: Place, edits: readonly NameEdit[]): Place {
  const back = (offset: number): number => {
    let shift = 0;
    for (const edit of edits) {
      const start = edit.span.start + shift;
      if (edit.file !== file || start >= offset) continue;
      const end = start + edit.newText.length;
      if (offset < end) return edit.span.start;
      shift += edit.newText.length - (edit.span.end - edit.span.start);
    }
    return offset - shift;
  };
  return { file, span: { start: back(span.start), end: back(span.end) } };
}
