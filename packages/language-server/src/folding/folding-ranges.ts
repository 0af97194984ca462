import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, FileSyntax, Member } from "@mlopsc/grammar";
import { lineStarts } from "../tokens/encoded-tokens.ts";
import { sketchBlock, sketchText } from "../tokens/sketch.ts";

/** Lines that can be hidden but for the first; both count from 0. */
export interface FoldingRange {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly isComment: boolean;
}

/** Blocks, sections, members of several lines, and comments of several lines. */
export function foldingRanges({ text, blocks }: FileSyntax): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  let [at, line] = [0, 0];
  const add = (ranges: readonly FoldingRange[]): void => {
    for (const { firstLine, lastLine, isComment } of ranges) {
      found.push({ firstLine: line + firstLine, lastLine: line + lastLine, isComment });
    }
  };
  for (const { offset, block } of blocks) {
    const between = text.slice(at, offset);
    if (between.includes("#")) add(strayRanges(between));
    line += lineStarts(between).length - 1;
    const { ranges, lines } = rangesOf(block);
    add(ranges);
    line += lines - 1;
    at = offset + block.text.length;
  }
  add(strayRanges(text.slice(at)));
  return found;
}

interface BlockRanges {
  readonly lines: number;
  readonly ranges: readonly FoldingRange[];
}

const kept: WeakMap<BlockSyntax, BlockRanges> = new WeakMap();

function rangesOf(block: BlockSyntax): BlockRanges {
  const known = kept.get(block);
  if (known !== undefined) return known;
  const starts = lineStarts(block.text);
  const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset);
  const body = block.members.length > 0 ? [{ start: block.kind.span.start, end: block.text.length }] : [];
  const spans = [...body, ...block.members.flatMap(foldedSpans)];
  const ranges = [
    ...commentRanges(block.text, sketchBlock(block)),
    ...spans.flatMap((span) => rangeOf(block.text, span, lineOf)),
  ];
  const result = { lines: starts.length, ranges };
  kept.set(block, result);
  return result;
}

const foldedSpans = (member: Member): readonly Span[] => [
  member.span,
  ...(member.node === "section" ? member.members.flatMap(foldedSpans) : []),
];

/** A bracket or brace that ends it on a line of its own stays to be seen. */
function rangeOf(text: string, span: Span, lineOf: (offset: number) => number): readonly FoldingRange[] {
  const written = text.slice(span.start, span.end);
  const closes = /\n[ \t]*[}\])]+(?:[ \t]*#[^\n]*)?$/.test(written);
  const [firstLine, lastLine] = [lineOf(span.start), lineOf(span.end) - Number(closes)];
  return firstLine < lastLine ? [{ firstLine, lastLine, isComment: false }] : [];
}

const strayRanges = (text: string): readonly FoldingRange[] => commentRanges(text, sketchText(text, []));

/** Comments that stand alone on lines one below the other. */
function commentRanges(text: string, tokens: ReturnType<typeof sketchText>): readonly FoldingRange[] {
  const starts = lineStarts(text);
  const found: FoldingRange[] = [];
  for (const { start, meaning } of tokens) {
    if (meaning !== "comment" && meaning !== "documentation") continue;
    const line = starts.findLastIndex((each) => each <= start);
    if (text.slice(starts[line], start).trim() !== "") continue;
    const last = found.at(-1);
    if (last?.lastLine === line - 1) found[found.length - 1] = { ...last, lastLine: line };
    else found.push({ firstLine: line, lastLine: line, isComment: true });
  }
  return found.filter(({ firstLine, lastLine }) => firstLine < lastLine);
}
