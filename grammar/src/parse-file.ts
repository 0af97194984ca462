import { codes } from "@mlopsc/diagnostics";
import { parseBlock } from "./parse-block.ts";
import { problem } from "./problem.ts";
import { scanBlocks } from "./scan-blocks.ts";
import type { BlockSyntax, FileSyntax, PlacedBlock, SyntaxProblem } from "./syntax-tree.ts";
import { shown } from "./token-words.ts";

/** Trees of blocks by their text, the longest unused first. */
const kept: Map<string, BlockSyntax> = new Map();
const mostKept = 4096;

/**
 * The syntax tree of a file, broken or not. Never throws. A block whose text was read before is the very same object, so
 * that what was computed from it can be found again.
 */
export function parseFile(path: string, text: string): FileSyntax {
  const blocks: PlacedBlock[] = [];
  const problems: SyntaxProblem[] = [];
  for (const piece of scanBlocks(text)) {
    if (piece.kind === "block")
      blocks.push({ offset: piece.start, block: blockOf(text.slice(piece.start, piece.end)) });
    else problems.push(strayProblem(text, piece.start, piece.end));
  }
  return { path, text, blocks, problems };
}

function blockOf(text: string): BlockSyntax {
  const known = kept.get(text);
  // A slice would keep the whole file's text alive as long as the block; what is sliced off a copy does not.
  const block = known ?? parseBlock(`${text} `.slice(0, -1));
  if (known) kept.delete(block.text);
  else if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
  kept.set(block.text, block);
  return block;
}

/** `parm data : text`: nothing else has this form. */
const likeParameter = /^([\p{L}_][\p{L}\p{N}_]*)[ \t]+[\p{L}_][\p{L}\p{N}_]*[ \t]*:[ \t]*[\p{L}]/u;

function strayProblem(text: string, start: number, end: number): SyntaxProblem {
  const found = text.slice(start, end);
  const span = { start, end };
  const removal = { title: "Remove it", span, newText: "" };
  if (found === "}") return problem(codes.unmatchedBrace, {}, span, removal);
  if (found === ";" || found === ",") return problem(codes.needlessSeparator, { separator: found }, span, removal);
  const word = likeParameter.exec(found)?.[1];
  const at = { start, end: start + (word?.length ?? 0) };
  const fix = word === undefined ? undefined : { title: "Replace with `param`", span: at, newText: "param" };
  return problem(codes.textOutsideBlocks, { found: shown(found) }, fix ? at : span, fix);
}
