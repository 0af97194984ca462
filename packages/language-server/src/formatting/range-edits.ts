import { formatParts } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import type { FileSyntax, PlacedBlock } from "@mlopsc/grammar";
import { blockAt } from "../syntax/block-at.ts";
import type { Edit } from "./edit.ts";
import { partEdits } from "./file-edits.ts";

/** Of the edits that put the file into layout those of the lines that a range touches; a line is a member of a block as a whole. */
export function rangeEdits(syntax: FileSyntax, range: Span): readonly Edit[] {
  const whole = { start: widened(syntax, range.start, "start"), end: widened(syntax, range.end, "end") };
  return formatParts(syntax)
    .filter(({ span }) => span.start <= whole.end && span.end >= whole.start)
    .flatMap(partEdits)
    .filter(({ span }) => span.start <= whole.end && span.end >= whole.start);
}

/** To the ends of the line that an offset stands in, and of the member there. */
function widened(syntax: FileSyntax, offset: number, side: "start" | "end"): number {
  const { text } = syntax;
  const at = blockAt(syntax, offset);
  const member = at === null ? undefined : memberAt(at.placed, at.local);
  const far = member === undefined ? offset : (at?.placed.offset ?? 0) + member[side];
  if (side === "start") return text.lastIndexOf("\n", Math.min(offset, far) - 1) + 1;
  const end = text.indexOf("\n", Math.max(offset, far));
  return end < 0 ? text.length : end;
}

const memberAt = ({ block }: PlacedBlock, local: number): Span | undefined =>
  block.members.find(({ span }) => span.start <= local && local <= span.end)?.span;
