import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { refactorings } from "../../src/refactoring/refactorings.ts";
import { editedProject } from "../edited-project.ts";
import { markedProject } from "../marked-project.ts";

/** The titles that a refactoring offers at the mark. */
export function offeredAt(
  name: string,
  files: string | Readonly<Record<string, string>>,
  knowledge?: Knowledge,
): readonly string[] {
  const { snapshot, ranges, cursors } = markedProject(files, knowledge);
  const range = ranges[0] ?? { start: cursors[0]!, end: cursors[0]! };
  return refactorings
    .find((each) => each.name === name)!
    .offers(snapshot, range)
    .map(({ title }) => title);
}

/** The text of the file with the mark, and of those others that are asked for, after the first offer was taken. */
export function refactored(
  name: string,
  files: string | Readonly<Record<string, string>>,
  { knowledge, offer = 0, path }: { knowledge?: Knowledge; offer?: number; path?: string } = {},
): string {
  const { snapshot, project, ranges, cursors } = markedProject(files, knowledge);
  const range = ranges[0] ?? { start: cursors[0]!, end: cursors[0]! };
  const offers = refactorings.find((each) => each.name === name)!.offers(snapshot, range);
  const after = editedProject(project, offers[offer]!.edits());
  return after.document(path ?? snapshot.path)!.getText();
}
