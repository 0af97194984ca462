import { formatParts } from "@mlopsc/compiler";
import { type FileSyntax, tokenise } from "@mlopsc/grammar";
import type { Edit } from "./edit.ts";
import { partEdits } from "./file-edits.ts";

/** What a brace or a line end, just typed before an offset, asks for. Nothing behind the offset is touched. */
export function typedEdits(syntax: FileSyntax, offset: number, typed: string): readonly Edit[] {
  if (typed === "}") return editsBefore(syntax, offset + 1, offset);
  const lineStart = syntax.text.lastIndexOf("\n", offset - 1) + 1;
  const indentation = indentLine(syntax, lineStart);
  if (indentation === null) return [];
  return [...editsBefore(syntax, lineStart, offset), ...indentation];
}

/** Of the block that an offset stands in: the edits that end before another one. */
function editsBefore(syntax: FileSyntax, end: number, offset: number): readonly Edit[] {
  return formatParts(syntax)
    .filter(({ span }) => span.start < offset && span.end >= offset)
    .flatMap(partEdits)
    .filter(({ span }) => span.end < end);
}

/** The spaces that a line should begin with; null inside a text of several lines. */
function indentLine({ text, blocks }: FileSyntax, lineStart: number): readonly Edit[] | null {
  const start = blocks.findLast(({ offset }) => offset < lineStart)?.offset ?? lineStart;
  const tokens = tokenise(text.slice(start, lineStart));
  if (tokens.at(-1)?.tokenType.name === "UnclosedTripleText") return null;
  const depth = tokens.reduce((sum, { image }) => sum + Number(opening.has(image)) - Number(closing.has(image)), 0);
  const written = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const closes = closing.has(text.charAt(lineStart + written.length));
  const wanted = "  ".repeat(Math.max(0, depth - Number(closes)));
  return written === wanted ? [] : [{ span: { start: lineStart, end: lineStart + written.length }, newText: wanted }];
}

const opening: ReadonlySet<string> = new Set(["{", "(", "["]);
const closing: ReadonlySet<string> = new Set(["}", ")", "]"]);
