import type { BlockSyntax, FileSyntax } from "@mlopsc/grammar";
import { type BlockKind, isBlockKind } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";

/** A block and where it stands. */
export interface Placement {
  readonly file: string;
  readonly offset: number;
  readonly block: BlockSyntax;
  /** Null where the kind is unknown or the name is missing. */
  readonly declaration: Declaration | null;
}

type Movable<Placed> = Placed extends null ? null : Omit<Placed, "offset"> & { offset: number };

interface Places {
  /** One for each time that the block stands in its file, in the order of places. */
  readonly all: Movable<Placement>[];
  /** How many of them are used in the present look at the file. */
  used: number;
  look: number;
  generation: number;
}

/**
 * Gives blocks their places. A block is the same object in every compilation as long as its text and its file are the
 * same, however often it moves: only here is a declaration ever changed, and only its offset.
 */
export class Placements {
  readonly #files: Map<string, Map<BlockSyntax, Places>> = new Map();
  #look = 0;

  /** The blocks of these files in their order. From here on all of them stand where these files have them. */
  place(files: readonly FileSyntax[], generation: number): readonly Placement[] {
    this.#look += 1;
    const placed: Placement[] = [];
    for (const { path, blocks } of files) {
      const known = this.#files.get(path) ?? new Map<BlockSyntax, Places>();
      this.#files.set(path, known);
      for (const { block, offset } of blocks) placed.push(this.#next(path, block, offset, known, generation));
    }
    return placed;
  }

  /** Forgets the blocks that stood nowhere since. */
  dropBefore(generation: number): void {
    for (const [path, blocks] of this.#files) {
      for (const [block, places] of blocks) if (places.generation < generation) blocks.delete(block);
      if (blocks.size === 0) this.#files.delete(path);
    }
  }

  #next(file: string, block: BlockSyntax, offset: number, known: Map<BlockSyntax, Places>, generation: number) {
    const places = known.get(block) ?? { all: [], used: 0, look: 0, generation };
    if (places.all.length === 0) known.set(block, places);
    if (places.look !== this.#look) {
      places.look = this.#look;
      places.used = 0;
    }
    places.generation = generation;
    const placement = places.all[places.used] ?? newPlacement(file, block, offset);
    places.all[places.used] = placement;
    places.used += 1;
    placement.offset = offset;
    if (placement.declaration !== null) (placement.declaration as Movable<Declaration>).offset = offset;
    return placement;
  }
}

function newPlacement(file: string, block: BlockSyntax, offset: number): Movable<Placement> {
  const { kind, name, documentation } = block;
  if (!isBlockKind(kind.text) || name === null || name.text === "") return { file, offset, block, declaration: null };
  const address = `${kind.text}.${name.text}`;
  const declaration = { file, offset, kind: kind.text as BlockKind, name: name.text, address, block, documentation };
  return { file, offset, block, declaration };
}
