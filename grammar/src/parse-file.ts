import { codes } from "@mlopsc/diagnostics";
import { knownBlocks } from "./known-blocks.ts";
import { parseBlock } from "./parse-block.ts";
import { problem } from "./problem.ts";
import { scanBlocks } from "./scan-blocks.ts";
import type { BlockSyntax, FileSyntax, PlacedBlock, SyntaxProblem } from "./syntax-tree.ts";
import { shown } from "./token-words.ts";

/** Trees of blocks by their text, for as long as anyone holds them. */
const kept: Map<string, WeakRef<BlockSyntax>> = new Map();
let sweptAt = 1024;

/**
 * The syntax tree of a file, broken or not. Never throws. A block whose text was read before is the very same object, so
 * that what was computed from it can be found again.
 * @param before the file as it was: then an edit costs little more than what it changes
 */
export function parseFile(path: string, text: string, before?: FileSyntax): FileSyntax {
  const blocks: PlacedBlock[] = [];
  const problems: SyntaxProblem[] = [];
  const blockBefore = before === undefined ? (): undefined => undefined : knownBlocks(before, text);
  const unchanged = new Map<number, BlockSyntax>();
  const endOfUnchanged = (start: number): number | undefined => {
    const block = blockBefore(start);
    if (block === undefined) return undefined;
    unchanged.set(start, block);
    return start + block.text.length;
  };
  for (const { kind, start, end } of scanBlocks(text, endOfUnchanged)) {
    if (kind === "stray") problems.push(strayProblem(text, start, end));
    else blocks.push({ offset: start, block: unchanged.get(start) ?? blockOf(text.slice(start, end)) });
  }
  return { path, text, blocks, problems };
}

function blockOf(text: string): BlockSyntax {
  const known = kept.get(text)?.deref();
  if (known !== undefined) return known;
  // A slice would keep the whole file's text alive as long as the block; what is sliced off a copy does not.
  const block = parseBlock(`${text} `.slice(0, -1));
  kept.set(block.text, new WeakRef(block));
  if (kept.size > sweptAt) sweep();
  return block;
}

/** Forgets the texts of trees that nobody holds any more. */
function sweep(): void {
  for (const [text, block] of kept) if (block.deref() === undefined) kept.delete(text);
  sweptAt = 2 * kept.size + 1024;
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
