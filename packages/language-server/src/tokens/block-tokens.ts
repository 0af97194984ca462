import type { BlockSyntax, PlacedBlock } from "@mlopsc/grammar";
import { type EncodedTokens, encodeTokens, type KnownToken } from "./encoded-tokens.ts";
import type { ProgramNames } from "./program-names.ts";
import { type SketchedToken, sketchBlock, sketchText } from "./sketch.ts";
import { type TokenKind, tokenKinds } from "./token-kinds.ts";

/** What a block was last told as, and what its mentions were then. */
const kept: WeakMap<BlockSyntax, { readonly meanings: string; readonly encoded: EncodedTokens }> = new WeakMap();

/** The tokens of a block. Encoded anew only when the block, or what a name in it means, is another one. */
export function blockTokens(placed: PlacedBlock, names: ProgramNames): EncodedTokens {
  const { block } = placed;
  const sketch = sketchBlock(block);
  const kinds = mentionsOf(block, sketch).map((token) =>
    typeof token.meaning === "string" ? token.meaning : names.kindOf(token.meaning, placed, token.start),
  );
  const meanings = kinds.map((kind) => (kind === null ? "." : letters[kind])).join("");
  const known = kept.get(block);
  if (known?.meanings === meanings) return known.encoded;
  let at = 0;
  const tokens = sketch.flatMap((token): readonly KnownToken[] => {
    const kind = typeof token.meaning === "string" ? token.meaning : kinds[at++];
    return kind == null ? [] : [{ start: token.start, end: token.end, kind, declares: token.declares }];
  });
  const encoded = encodeTokens(block.text, tokens);
  kept.set(block, { meanings, encoded });
  return encoded;
}

const letters: Readonly<Record<TokenKind, string>> = Object.fromEntries(
  (Object.keys(tokenKinds) as TokenKind[]).map((kind, at) => [kind, String.fromCharCode(65 + at)]),
) as Record<TokenKind, string>;

function mentionsOf(block: BlockSyntax, sketch: readonly SketchedToken[]): readonly SketchedToken[] {
  const known = mentions.get(block);
  if (known !== undefined) return known;
  const found = sketch.filter(({ meaning }) => typeof meaning !== "string");
  mentions.set(block, found);
  return found;
}

const mentions: WeakMap<BlockSyntax, readonly SketchedToken[]> = new WeakMap();

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
