import type { FileSyntax } from "@mlopsc/grammar";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Project } from "./project.ts";

/** A file with its project, at one moment: what every feature starts from. */
export interface Snapshot {
  readonly project: Project;
  /** From the project's folder, with forward slashes: the `file` of places and declarations. */
  readonly path: string;
  readonly document: TextDocument;
  readonly syntax: FileSyntax;
}

/** Null where the project has no such file. */
export function snapshotOf(project: Project, path: string): Snapshot | null {
  const document = project.document(path);
  const syntax = project.file(path);
  return document === undefined || syntax === undefined ? null : { project, path, document, syntax };
}
