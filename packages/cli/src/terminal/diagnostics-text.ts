import { type Diagnostic, renderText } from "@mlopsc/diagnostics";
import type { Terminal } from "./terminal.ts";

/** More than this nobody reads at once. */
const most = 50;
const hint = "`--all-problems` prints them all, `--format json` of `mlopsc check` too.";

/** Diagnostics as a person reads them on this terminal. */
export const diagnosticsText = (
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { colours, allProblems }: Pick<Terminal, "colours" | "allProblems">,
): string =>
  renderText(diagnostics, sources, {
    colour: colours.isColorSupported,
    ...(allProblems ? {} : { most: { count: most, hint } }),
  });
