import type { Place, Span } from "@mlopsc/diagnostics";
import type { Location, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Project } from "../workspace/project.ts";

// Between offsets (UTF-16 units) and the protocol's lines and characters, which are UTF-16 units too.

export const rangeOf = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

export const spanOf = (document: TextDocument, { start, end }: Range): Span => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

/** Null where the project has no such file any more. */
export function locationOf(project: Project, { file, span }: Place): Location | null {
  const document = project.document(file);
  return document === undefined ? null : { uri: document.uri, range: rangeOf(document, span) };
}
