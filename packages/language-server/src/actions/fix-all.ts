import { certainFixes, type TextEdit } from "@mlopsc/diagnostics";
import { diagnosticsByFile } from "../diagnostics/diagnostics-by-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** The edits of all fixes in a file that leave no choice: those of one round of `mlopsc check --fix`. */
export const fixAll = ({ project, path }: Snapshot): readonly TextEdit[] =>
  certainFixes(diagnosticsByFile(project.compilation()).get(path) ?? []).flatMap(({ edits }) => edits);
