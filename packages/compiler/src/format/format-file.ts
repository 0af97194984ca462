import type { Span } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import { formatBlock } from "./format-block.ts";

/** A stretch of a file, and how it should read. */
export interface FormattedPart {
  readonly span: Span;
  readonly written: string;
  readonly text: string;
}

/**
 * The file in canonical layout. Lines that cannot be read and what stands between blocks are kept as they are.
 * Formatting what is formatted changes nothing, and the text means what it meant. A file that has CRLF throughout keeps it.
 */
export const formatFile = (syntax: FileSyntax): string =>
  formatParts(syntax)
    .map(({ text }) => text)
    .join("");

/** The same in parts: blocks, what else is written, and the gaps between them. They cover the file, in its order. */
export function formatParts(syntax: FileSyntax): readonly FormattedPart[] {
  const { text, blocks } = syntax;
  const pieces: Piece[] = [];
  let end = 0;
  for (const { offset, block } of blocks) {
    addStray(pieces, text, end, offset);
    const formatted = formatBlock(block);
    end = offset + block.text.length;
    pieces.push({ ...formatted, written: block.text, span: { start: offset, end } });
  }
  addStray(pieces, text, end, text.length);
  const parts = withGaps(pieces, text);
  return keepsReturns(text) ? parts.map((part) => ({ ...part, text: part.text.replace(/\r?\n/g, "\r\n") })) : parts;
}

interface Piece extends FormattedPart {
  /** A block of one line. */
  readonly isLine: boolean;
}

const keepsReturns = (text: string): boolean => text.includes("\r\n") && !/[^\r]\n|^\n/.test(text);

/** What stands between blocks and is no white space. */
function addStray(pieces: Piece[], text: string, from: number, to: number): void {
  const between = text.slice(from, to);
  const stray = between.trim();
  if (stray === "") return;
  const start = from + between.indexOf(stray);
  pieces.push({ written: stray, text: stray, isLine: false, span: { start, end: start + stray.length } });
}

function withGaps(pieces: readonly Piece[], text: string): readonly FormattedPart[] {
  const parts: FormattedPart[] = [];
  for (const [at, piece] of pieces.entries()) {
    const before = pieces[at - 1];
    const span = { start: before?.span.end ?? 0, end: piece.span.start };
    const written = text.slice(span.start, span.end);
    parts.push({ span, written, text: before === undefined ? "" : gapBetween(before, piece, written) }, piece);
  }
  const span = { start: pieces.at(-1)?.span.end ?? 0, end: text.length };
  return [...parts, { span, written: text.slice(span.start), text: pieces.length === 0 ? "" : "\n" }];
}

/** An empty line between blocks; none between one-line blocks that were written as one group. */
function gapBetween(before: Piece, piece: Piece, written: string): string {
  const isClose = written.split("\n").length === 2;
  return isClose && before.isLine && piece.isLine ? "\n" : "\n\n";
}
