import { codes } from "@mlopsc/diagnostics";
import type { BlockKind } from "@mlopsc/vocabulary";
import type { Project } from "../workspace/project.ts";

/** The names of blocks of a kind that are spoken of somewhere, and of which there is none. */
export function missingNames(kind: BlockKind, project: Project): readonly string[] {
  const names = new Set<string>();
  for (const { code, place, message } of project.compilation().diagnostics) {
    if (code !== codes.unknownReference.code || place === undefined) continue;
    const text = project.document(place.file)?.getText().slice(place.span.start, place.span.end);
    // Of several kinds that may stand there, any will do.
    if (text !== undefined && new RegExp(`\\b${kind}\\b`).test(message.replaceAll(text, ""))) {
      names.add(text.replaceAll("`", ""));
    }
  }
  return [...names];
}
