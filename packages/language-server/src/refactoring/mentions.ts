import type { FileSyntax, PlacedBlock } from "@mlopsc/grammar";
import type { BlockKind } from "@mlopsc/vocabulary";
import { sketchBlock } from "../tokens/sketch.ts";

export interface BlockMention {
  readonly file: string;
  readonly placed: PlacedBlock;
  /** The block's own offset of the name. */
  readonly start: number;
}

/** Where blocks mention one of a kind by its name. */
export const mentionsOf = (files: readonly FileSyntax[], kind: BlockKind, name: string): readonly BlockMention[] =>
  files.flatMap(({ path, blocks }) =>
    blocks.flatMap((placed) =>
      sketchBlock(placed.block).flatMap(({ meaning, start }) =>
        typeof meaning !== "string" && meaning.name === name && meaning.to.includes(kind)
          ? [{ file: path, placed, start }]
          : [],
      ),
    ),
  );
