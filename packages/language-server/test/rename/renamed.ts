import { rename } from "../../src/rename/rename.ts";
import { markedProject } from "../marked-project.ts";
import { drawn } from "../names/named.ts";

/** The lines that another name changes, with what is written there; or why it does not. */
export function renamed(given: Parameters<typeof markedProject>[0], name: string): string {
  const { project, snapshot, cursors } = markedProject(given);
  const found = rename(snapshot, cursors[0] ?? 0, name);
  if (found === null) return "no name";
  if ("refused" in found) return `${found.refused}${found.place ? `\n${drawn(project, found.place)}` : ""}`;
  const lines = found.edits.map((edit) => `${drawn(project, edit)} → ${edit.newText}`);
  return [...lines, ...(found.note === null ? [] : [found.note])].join("\n");
}
