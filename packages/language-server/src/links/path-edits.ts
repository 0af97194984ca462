import type { TextEdit } from "@mlopsc/diagnostics";
import { canonicalUri } from "../workspace/canonical-uri.ts";
import type { Project } from "../workspace/project.ts";
import { resolved } from "./existing-links.ts";
import { pathsInTexts } from "./paths-in-texts.ts";

export interface MovedFile {
  readonly from: string;
  readonly to: string;
}

/** The edits by which the specs of a project follow files, or folders, that get other names. */
export function pathEdits(project: Project, moves: readonly MovedFile[]): readonly TextEdit[] {
  const { program } = project.compilation();
  return project.paths().flatMap((file) => {
    const syntax = project.file(file);
    if (syntax === undefined) return [];
    const edits = pathsInTexts(syntax, program).flatMap(({ span, written, path }) => {
      const newPath = movedPath(project.folder, path, moves);
      return newPath === null ? [] : [{ file, span, newText: rewritten(written, path, newPath) }];
    });
    // The whole of a text and a word of it may be the same file.
    return edits.filter((edit, at) => edits.findIndex((other) => other.span.start === edit.span.start) === at);
  });
}

/** Null where the file at a path stays, or leaves the project. */
function movedPath(folder: string, path: string, moves: readonly MovedFile[]): string | null {
  const uri = canonicalUri(resolved(folder, path));
  for (const { from, to } of moves) {
    const [old, fresh] = [canonicalUri(from), canonicalUri(to)];
    if (uri !== old && !uri.startsWith(`${old}/`)) continue;
    const moved = fresh + uri.slice(old.length);
    return moved.startsWith(`${folder}/`) ? decodeURIComponent(moved.slice(folder.length + 1)) : null;
  }
  return null;
}

/** With the parameters that it began with, as far as they still hold. */
function rewritten(written: string, path: string, newPath: string): string {
  const end = written.lastIndexOf("}") + 1;
  const tail = written.slice(end);
  const head = path.slice(0, path.length - tail.length);
  const isKept = end > 0 && path.endsWith(tail) && newPath.startsWith(head) && !written.startsWith("./");
  if (isKept) return written.slice(0, end) + newPath.slice(head.length);
  return (written.startsWith("./") ? "./" : "") + newPath;
}
