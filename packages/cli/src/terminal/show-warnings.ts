import type { Diagnostic } from "@mlopsc/diagnostics";
import { diagnosticsText } from "./diagnostics-text.ts";
import type { Terminal } from "./terminal.ts";

/** Warnings go to the standard error, so that they do not get into what a command gives. */
export function showWarnings(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  terminal: Terminal,
): void {
  const told = diagnostics.filter(({ severity }) => severity !== "information");
  if (told.length > 0) terminal.err(`${diagnosticsText(told, sources, terminal)}\n`);
}
