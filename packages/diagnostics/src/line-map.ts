import type { Position } from "./diagnostic.ts";

/** The lines of a text: offsets are UTF-16 units from 0, positions are 1-based. */
export interface LineMap {
  readonly lineCount: number;
  /** Of an offset beyond the text, the end of the text. */
  readonly positionAt: (offset: number) => Position;
  /** Of a position beyond its line or the text, the nearest one there is. */
  readonly offsetAt: (position: Position) => number;
  /** A line without its end; empty where there is none. */
  readonly lineText: (line: number) => string;
}

export function lineMap(text: string): LineMap {
  const starts: number[] = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  const lineText = (line: number): string =>
    line < 1 || line > starts.length ? "" : text.slice(startOf(line), startOf(line + 1)).replace(/\r?\n$/, "");
  return {
    lineCount: starts.length,
    positionAt: (offset) => {
      const at = Math.max(0, Math.min(offset, text.length));
      const line = lastAtOrBefore(starts, at);
      return { line, column: at - startOf(line) + 1 };
    },
    offsetAt: ({ line, column }) => {
      const known = Math.max(1, Math.min(line, starts.length));
      return startOf(known) + Math.max(0, Math.min(column - 1, lineText(known).length));
    },
    lineText,
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
