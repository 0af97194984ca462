import type { BlockSyntax, PlacedBlock } from "@mlopsc/grammar";
import { type EncodedTokens, encodeTokens, type KnownToken } from "./encoded-tokens.ts";
import type { Mention } from "./meaning.ts";
import type { ProgramNames } from "./program-names.ts";
import { sketchBlock, sketchText } from "./sketch.ts";
import type { TokenKind } from "./token-kinds.ts";

/** What a block was last told as, and what its mentions were then. */
interface Told {
  readonly kinds: readonly (TokenKind | null)[];
  readonly encoded: EncodedTokens;
}

const kept: WeakMap<BlockSyntax, Told> = new WeakMap();

/** The tokens of a block. Encoded anew only when the block, or what a name in it means, is another one. */
export function blockTokens(placed: PlacedBlock, names: ProgramNames): EncodedTokens {
  const { block } = placed;
  const known = kept.get(block);
  const mentioned = mentionsOf(block);
  const kindOf = ({ mention, start }: PlacedMention): TokenKind | null => names.kindOf(mention, placed, start);
  if (known !== undefined && mentioned.every((each, at) => kindOf(each) === known.kinds[at])) return known.encoded;
  const kinds = mentioned.map(kindOf);
  let at = 0;
  const tokens = sketchBlock(block).flatMap((token): readonly KnownToken[] => {
    const kind = typeof token.meaning === "string" ? token.meaning : kinds[at++];
    return kind == null ? [] : [{ start: token.start, end: token.end, kind, declares: token.declares }];
  });
  const encoded = encodeTokens(block.text, tokens);
  kept.set(block, { kinds, encoded });
  return encoded;
}

interface PlacedMention {
  readonly mention: Mention;
  readonly start: number;
}

function mentionsOf(block: BlockSyntax): readonly PlacedMention[] {
  const known = mentions.get(block);
  if (known !== undefined) return known;
  const found = sketchBlock(block).flatMap(({ meaning, start }) =>
    typeof meaning === "string" ? [] : [{ mention: meaning, start }],
  );
  mentions.set(block, found);
  return found;
}

const mentions: WeakMap<BlockSyntax, readonly PlacedMention[]> = new WeakMap();

/** Of what stands between blocks: comments, and what is none of the language. */
export function strayTokens(text: string): EncodedTokens {
  const tokens = text.trim() === "" ? [] : sketchText(text, []);
  return encodeTokens(
    text,
    tokens.flatMap(({ start, end, meaning, declares }) =>
      typeof meaning === "string" ? [{ start, end, kind: meaning, declares }] : [],
    ),
  );
}
