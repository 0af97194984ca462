import type { Span } from "@mlopsc/diagnostics";
import type { Snapshot } from "../workspace/snapshot.ts";
import { blockTokens, strayTokens } from "./block-tokens.ts";
import { type EncodedTokens, type LinePlace, textStart } from "./encoded-tokens.ts";
import { programNames } from "./program-names.ts";

/** The tokens of a file in the protocol's form, five numbers each. @param within only those of the blocks that it touches */
export function fileTokens({ project, path, syntax, document }: Snapshot, within?: Span): number[] {
  const names = programNames(project.compilation(), path);
  const { text, blocks } = syntax;
  const { start, end } = within ?? { start: 0, end: text.length };
  const written = writer();
  let at = 0;
  for (const placed of blocks) {
    const blockEnd = placed.offset + placed.block.text.length;
    if (blockEnd < start) {
      at = blockEnd;
      continue;
    }
    if (at > end) break;
    if (written.isEmpty()) written.begin(document.positionAt(at));
    written.add(between(text.slice(at, placed.offset)));
    at = placed.offset;
    if (at > end) break;
    written.add(blockTokens(placed, names));
    at = blockEnd;
  }
  if (at < end || blocks.length === 0) {
    if (written.isEmpty()) written.begin(document.positionAt(at));
    written.add(between(text.slice(at)));
  }
  return written.data;
}

/** Most gaps are one empty line. */
function between(text: string): EncodedTokens {
  const known = gaps.get(text);
  if (known !== undefined) return known;
  const encoded = strayTokens(text);
  if (text.length < 4) gaps.set(text, encoded);
  return encoded;
}

const gaps: Map<string, EncodedTokens> = new Map();

interface Writer {
  readonly data: number[];
  readonly isEmpty: () => boolean;
  readonly begin: (place: LinePlace) => void;
  /** The tokens of the next piece of the text. */
  readonly add: (piece: EncodedTokens) => void;
}

/** Puts pieces of a text one behind the other: the first token of each is told from the last one before it. */
function writer(): Writer {
  const data: number[] = [];
  let begun = false;
  let start = textStart;
  let last = textStart;
  return {
    data,
    isEmpty: () => !begun,
    begin: (place) => {
      begun = true;
      start = place;
    },
    add: ({ data: piece, last: pieceLast, end }) => {
      if (piece.length > 0) {
        const first = moved({ line: piece[0] as number, character: piece[1] as number }, start);
        data.push(
          first.line - last.line,
          first.line === last.line ? first.character - last.character : first.character,
        );
        for (let index = 2; index < piece.length; index += 1) data.push(piece[index] as number);
        last = moved(pieceLast, start);
      }
      start = moved(end, start);
    },
  };
}

const moved = ({ line, character }: LinePlace, start: LinePlace): LinePlace => ({
  line: start.line + line,
  character: line === 0 ? start.character + character : character,
});
