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
  return written.data();
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
  readonly isEmpty: () => boolean;
  readonly begin: (place: LinePlace) => void;
  /** The tokens of the next piece of the text. */
  readonly add: (piece: EncodedTokens) => void;
  readonly data: () => number[];
}

/** Puts pieces of a text one behind the other: the first token of each is told from the last one before it. */
function writer(): Writer {
  const pieces: (readonly number[])[] = [];
  /** Three numbers for each piece: where its first token is in the data, and that token's line and character. */
  const firsts: number[] = [];
  let begun = false;
  let length = 0;
  let start = textStart;
  let last = textStart;
  return {
    isEmpty: () => !begun,
    begin: (place) => {
      begun = true;
      start = place;
    },
    add: ({ data, last: pieceLast, end }) => {
      if (data.length > 0) {
        const first = moved({ line: data[0] as number, character: data[1] as number }, start);
        const character = first.line === last.line ? first.character - last.character : first.character;
        firsts.push(length, first.line - last.line, character);
        pieces.push(data);
        length += data.length;
        last = moved(pieceLast, start);
      }
      start = moved(end, start);
    },
    data: () => {
      const data = joined(pieces);
      for (let at = 0; at < firsts.length; at += 3) {
        const index = firsts[at] as number;
        data[index] = firsts[at + 1] as number;
        data[index + 1] = firsts[at + 2] as number;
      }
      return data;
    },
  };
}

/** `concat` copies whole arrays, several times as fast as one number after the other; it takes so many at once. */
function joined(pieces: readonly (readonly number[])[]): number[] {
  let data: number[] = [];
  for (let at = 0; at < pieces.length; at += mostAtOnce) data = data.concat(...pieces.slice(at, at + mostAtOnce));
  return data;
}

const mostAtOnce = 10_000;

const moved = ({ line, character }: LinePlace, start: LinePlace): LinePlace => ({
  line: start.line + line,
  character: line === 0 ? start.character + character : character,
});
