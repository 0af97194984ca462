import type { Span } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import { blockAt } from "../syntax/block-at.ts";

/** What a selection at an offset grows through: word, expression, clause, step, section, block, file; each inside the next. */
export function selectionSpans(syntax: FileSyntax, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: syntax.text.length }];
  const at = blockAt(syntax, offset);
  if (at !== null) {
    const { placed, local } = at;
    const { text, ...parts } = placed.block;
    const found = [{ start: 0, end: text.length }];
    addSpans(parts, local, found);
    spans.push(...found.map(({ start, end }) => ({ start: placed.offset + start, end: placed.offset + end })));
  }
  const word = wordAt(syntax.text, offset);
  if (word !== null) spans.push(word);
  return chainOf(spans);
}

/** The tree is plain data: whatever part of it has a span that holds the offset can be selected. */
function addSpans(part: unknown, local: number, found: Span[]): void {
  if (typeof part !== "object" || part === null) return;
  if ("span" in part) {
    const span = part.span as Span;
    if (local < span.start || span.end < local) return;
    found.push(span);
  }
  for (const [key, inner] of Object.entries(part))
    if (key !== "problems" && key !== "trivia") addSpans(inner, local, found);
}

function wordAt(text: string, offset: number): Span | null {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, offset - longestWord), offset))?.[0].length ?? 0;
  const behind = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, offset + longestWord))?.[0].length ?? 0;
  return before + behind === 0 ? null : { start: offset - before, end: offset + behind };
}

const longestWord = 200;

/** The smallest first, each inside the next and larger than the one before. */
function chainOf(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const chain: Span[] = [];
  for (const span of sorted) {
    const outer = chain.at(-1);
    const fits = outer === undefined || (outer.start <= span.start && span.end <= outer.end);
    if (fits && (outer === undefined || outer.end - outer.start > span.end - span.start)) chain.push(span);
  }
  return chain.reverse();
}
