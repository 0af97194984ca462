import { jsonDiagnostics } from "@mlopsc/diagnostics";
import type { WalkEvent, WalkSummary } from "@mlopsc/engine";
import type { Terminal } from "./terminal.ts";

/** An apply for other programs: a line of JSON for each event, as it happens. Its problems have lines and columns. */
export function printEvents(
  terminal: Terminal,
  sources: ReadonlyMap<string, string>,
): { readonly hear: (event: WalkEvent) => void; readonly end: () => void } {
  const hear = (event: WalkEvent): void => {
    const shown =
      "diagnostics" in event ? { ...event, diagnostics: jsonDiagnostics(event.diagnostics, sources) } : event;
    terminal.out(`${JSON.stringify(shown)}\n`);
  };
  return { hear, end: () => {} };
}

/** The last line: how it ended, and the state of every planned step. */
export function summaryLine(
  { status, states, diagnostics }: WalkSummary,
  durationMilliseconds: number,
  sources: ReadonlyMap<string, string>,
): string {
  const ended = {
    type: "ended",
    status,
    durationMilliseconds,
    states: Object.fromEntries(states),
    diagnostics: jsonDiagnostics(diagnostics, sources),
  };
  return `${JSON.stringify(ended)}\n`;
}
