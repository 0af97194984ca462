import { type Diagnostic, renderText } from "@mlopsc/diagnostics";
import type { Terminal } from "./terminal.ts";

/** Warnings go to the standard error, so that they do not get into what a command gives. */
export function showWarnings(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { err, colours }: Terminal,
): void {
  const told = diagnostics.filter(({ severity }) => severity !== "information");
  if (told.length > 0) err(`${renderText(told, sources, { colour: colours.isColorSupported })}\n`);
}
