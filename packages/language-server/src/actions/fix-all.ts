import type { TextEdit } from "@mlopsc/diagnostics";
import { diagnosticsByFile } from "../diagnostics/diagnostics-by-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * The edits of all fixes in a file that leave no choice, as `mlopsc check --fix` takes them. Those of one fix are taken
 * together or not at all; of fixes that touch each other the first is.
 */
export function fixAll({ project, path }: Snapshot): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes } of diagnosticsByFile(project.compilation()).get(path) ?? []) {
    const [fix, second] = fixes;
    if (fix === undefined || second !== undefined) continue;
    if (!fix.edits.some((edit) => chosen.some((other) => touches(edit, other)))) chosen.push(...fix.edits);
  }
  return chosen;
}

const touches = (left: TextEdit, right: TextEdit): boolean =>
  left.file === right.file && left.span.start <= right.span.end && right.span.start <= left.span.end;
