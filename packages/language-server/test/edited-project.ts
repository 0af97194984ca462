import type { Compilation } from "@mlopsc/compiler";
import type { TextEdit } from "@mlopsc/diagnostics";
import { noKnowledge } from "../src/knowledge/knowledge.ts";
import { createProject, type Project } from "../src/workspace/project.ts";
import { setText } from "./example-projects.ts";
import { applied } from "./formatting/drawn-edits.ts";

/** A project of its own with the texts as they are after edits, which must not overlap. */
export function editedProject(project: Project, edits: readonly TextEdit[]): Project {
  const changed = createProject("file:///project", project.knowledge ?? noKnowledge);
  for (const path of project.paths()) {
    const own = edits.filter(({ file }) => file === path);
    setText(changed, path, applied(project.document(path)?.getText() ?? "", own));
  }
  return changed;
}

/** What is wrong, without where it stands. */
export const complaints = ({ diagnostics }: Compilation): readonly string[] =>
  diagnostics.map(({ code, message }) => `${code} ${message}`).sort();
