import type { FileSyntax } from "@mlopsc/grammar";
import { formatBlock } from "./format-block.ts";

interface Part {
  readonly text: string;
  readonly isLine: boolean;
  /** It stood right below what is before it. */
  readonly isClose: boolean;
}

/**
 * The file in canonical layout. Lines that cannot be read and what stands between blocks are kept as they are.
 * Formatting what is formatted changes nothing, and the text means what it meant.
 */
export function formatFile(syntax: FileSyntax): string {
  const parts: Part[] = [];
  let end = 0;
  for (const { offset, block } of syntax.blocks) {
    const between = syntax.text.slice(end, offset);
    addBetween(parts, between);
    parts.push({ ...formatBlock(block), isClose: between.trim() === "" && between.split("\n").length === 2 });
    end = offset + block.text.length;
  }
  addBetween(parts, syntax.text.slice(end));
  return parts.length === 0 ? "" : `${parts.map(withGap).join("")}\n`;
}

function addBetween(parts: Part[], between: string): void {
  const text = between.trim();
  if (text !== "") parts.push({ text, isLine: false, isClose: false });
}

/** An empty line between blocks; none between one-line blocks that were written as one group. */
function withGap(part: Part, index: number, parts: readonly Part[]): string {
  const before = parts[index - 1];
  if (!before) return part.text;
  return (part.isClose && part.isLine && before.isLine ? "\n" : "\n\n") + part.text;
}
