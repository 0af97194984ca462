import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, Member } from "@mlopsc/grammar";

/**
 * The lines of a member of a block, which shares them with no other: from its first comment to the end of its last line, the
 * line end left out. What stands above the first member is the block's head.
 */
export function memberLines({ text }: BlockSyntax, member: Member): Span {
  const { span, trivia } = member;
  let start = lineStart(text, span.start);
  for (const comment of [...trivia.leading].reverse()) {
    const above = lineStart(text, start - 1);
    if (text.slice(above, start).trim() !== comment.trim()) break;
    start = above;
  }
  const end = text.indexOf("\n", span.end);
  return { start, end: end < 0 ? text.length : end };
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Whether every member has lines of its own. */
export function standApart(block: BlockSyntax): boolean {
  const lines = block.members.map((member) => memberLines(block, member));
  const head = block.text.indexOf("\n", (block.name ?? block.kind).span.end);
  return (
    head >= 0 && lines.every(({ start }, at) => start > (at === 0 ? head : (lines[at - 1]?.end ?? 0)) && start > 0)
  );
}
