import type { TextEdit as FileEdit } from "@mlopsc/diagnostics";
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver";
import type { Project } from "../workspace/project.ts";
import { rangeOf } from "./convert.ts";

/** Edits of a project's files, as editors apply them. Of files that are gone they are left out. */
export function workspaceEdit(project: Project, edits: readonly FileEdit[]): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { file, span, newText } of edits) {
    const document = project.document(file);
    if (document === undefined) continue;
    changes[document.uri] ??= [];
    changes[document.uri]?.push({ range: rangeOf(document, span), newText });
  }
  return { changes };
}
