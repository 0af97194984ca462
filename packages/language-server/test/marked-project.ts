import type { Span } from "@mlopsc/diagnostics";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Knowledge, noKnowledge } from "../src/knowledge/knowledge.ts";
import { createProject, type Project } from "../src/workspace/project.ts";
import { type Snapshot, snapshotOf } from "../src/workspace/snapshot.ts";
import { markedText } from "./marked-text.ts";

export interface MarkedProject {
  readonly project: Project;
  /** Of the file with the first mark, or the first file. */
  readonly snapshot: Snapshot;
  readonly cursors: readonly number[];
  readonly ranges: readonly Span[];
}

/** A project of marked texts by path, or of one, `main.mlops`. A `project` block is added where there is none. */
export function markedProject(given: string | Readonly<Record<string, string>>, knowledge?: Knowledge): MarkedProject {
  const files = Object.entries(typeof given === "string" ? { "main.mlops": given } : given);
  const project = createProject("file:///project", knowledge ?? noKnowledge);
  const marked = files.map(([path, text]) => ({ path, ...markedText(text) }));
  for (const { path, text } of marked) {
    project.set(`file:///project/${path}`, TextDocument.create(`file:///project/${path}`, "mlops", 1, text));
  }
  if (!marked.some(({ text }) => /^project /m.test(text))) {
    const uri = "file:///project/zz-project.mlops";
    project.set(uri, TextDocument.create(uri, "mlops", 1, "project test {\n}\n"));
  }
  const asked = marked.find(({ cursors, ranges }) => cursors.length + ranges.length > 0) ?? marked[0]!;
  const snapshot = snapshotOf(project, asked.path);
  if (snapshot === null) throw new Error(`No file ${asked.path}`);
  return { project, snapshot, cursors: asked.cursors, ranges: asked.ranges };
}
