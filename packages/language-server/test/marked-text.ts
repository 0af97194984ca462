import type { Span } from "@mlopsc/diagnostics";

export interface MarkedText {
  readonly text: string;
  /** Where `<|>` stood. */
  readonly cursors: readonly number[];
  /** What stood between `<|` and `|>`. */
  readonly ranges: readonly Span[];
}

/** A text without its marks: `<|>` is a cursor, `<|…|>` a range. */
export function markedText(marked: string): MarkedText {
  const cursors: number[] = [];
  const ranges: Span[] = [];
  let text = "";
  let start: number | null = null;
  for (const piece of marked.split(/(<\|>|<\||\|>)/)) {
    if (piece === "<|>") cursors.push(text.length);
    else if (piece === "<|") start = text.length;
    else if (piece === "|>" && start !== null) {
      ranges.push({ start, end: text.length });
      start = null;
    } else text += piece;
  }
  return { text, cursors, ranges };
}
