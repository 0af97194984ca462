import type { Span } from "@mlopsc/diagnostics";
import type { FileSyntax, PlacedBlock } from "@mlopsc/grammar";
import { type LineAt, lineAt } from "./line-at.ts";
import { isComment, isText, isWord, type Token, tokensOf } from "./token.ts";

/** Where a cursor stands, found from the text around it: however broken the text is, there is one. */
export interface Place {
  readonly offset: number;
  /** Null between blocks. */
  readonly placed: PlacedBlock | null;
  /** The entry of the block, or what the line between blocks begins with; null in a comment and behind a block's brace. */
  readonly line: LineAt | null;
  /** The name, word or number that the cursor stands in or right behind; empty where there is none. Absolute. */
  readonly word: { readonly text: string; readonly type: string; readonly span: Span };
  /** The text in quotes that the cursor stands in, absolute too. */
  readonly inside: Token | null;
  /** The token right of the cursor's word. */
  readonly next: Token | undefined;
}

/** The place of an offset of a file. */
export function placeAt(syntax: FileSyntax, offset: number): Place {
  const placed = blockBefore(syntax, offset);
  if (placed !== null) {
    const ends = placed.offset + placed.block.text.length;
    // A block ends with its last sign; the white space behind it is the block's where a brace is open.
    const place = placeIn(placed.block.text + syntax.text.slice(ends, offset), placed.offset, offset, placed);
    // Behind a block that is closed, or a header that nothing follows, the file goes on.
    const isBehind = offset > ends && syntax.text.slice(ends, offset).includes("\n");
    if (!isBehind || (place.line?.braces.length ?? 0) > 0) return place;
  }
  const start = syntax.text.lastIndexOf("\n", offset - 1) + 1;
  const end = syntax.text.indexOf("\n", offset);
  return placeIn(syntax.text.slice(start, end < 0 ? undefined : end), start, offset, null);
}

/** The last block that begins before an offset. */
function blockBefore({ blocks }: FileSyntax, offset: number): PlacedBlock | null {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1] ?? null;
}

function placeIn(text: string, start: number, offset: number, placed: PlacedBlock | null): Place {
  const local = offset - start;
  const tokens = tokensOf(text);
  const touched = tokens.find((token) => token.start < local && local <= token.end);
  const garbage = garbageBefore(text, local, tokens);
  const inside = touched !== undefined && isText(touched) && isWithin(touched, local) ? touched : null;
  const at = garbage ?? (touched !== undefined && isTouchable(touched) ? touched : null);
  const from = inside?.start ?? at?.start ?? local;
  const code = tokens.filter((token) => !isComment(token));
  const left = code.filter((token) => token.start < from);
  const right = code.filter((token) => token.start >= (garbage?.end ?? from));
  const isHidden = touched !== undefined && isComment(touched) && garbage === null;
  return {
    offset,
    placed,
    line: isHidden ? null : lineAt(left, right),
    word: wordOf(at, local, start),
    inside: inside && { ...inside, start: inside.start + start, end: inside.end + start },
    next: right[(at === null || garbage !== null) && inside === null ? 0 : 1],
  };
}

const isTouchable = (token: Token): boolean => isWord(token) || token.type === "Number";

/** Signs that the language does not have, and nothing else, from the beginning of the line up to the cursor. */
function garbageBefore(text: string, local: number, tokens: readonly Token[]): Token | null {
  const line = text.lastIndexOf("\n", local - 1) + 1;
  const before = tokens.filter((token) => token.start >= line && token.start < local);
  const [first] = before;
  if (first?.type !== "Stray" || before.some((token) => token.type !== "Stray" && !isComment(token))) return null;
  return { type: "Garbage", text: text.slice(first.start, local), start: first.start, end: local };
}

/** An unclosed text goes on right behind its last character. */
const isWithin = ({ type, end }: Token, local: number): boolean => local < end || type.startsWith("Unclosed");

function wordOf(token: Token | null, local: number, start: number): Place["word"] {
  if (token === null) return { text: "", type: "", span: { start: local + start, end: local + start } };
  // A name whose backtick is not closed would take the rest of the line along.
  const end = token.type === "UnclosedName" ? local : token.end;
  return { text: token.text, type: token.type, span: { start: token.start + start, end: end + start } };
}
