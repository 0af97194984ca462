import type { BlockSyntax, FileSyntax } from "@mlopsc/grammar";
import { type BlockKind, isBlockKind } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import { BlockSlot } from "./block-slot.ts";
import type { Notebook } from "./slot.ts";

/** A block and where it stands. */
export interface Placement {
  readonly file: string;
  readonly offset: number;
  readonly block: BlockSyntax;
  /** Null where the kind is unknown or the name is missing. */
  readonly declaration: Declaration | null;
}

interface Placed {
  readonly declaration: Omit<Declaration, "offset"> & { offset: number };
  readonly slot: BlockSlot;
}

interface Places {
  /** One for each time that a file has a block of this kind and name, in the order of places. */
  readonly all: Placed[];
  /** How many of them are used in the present look at the file. */
  used: number;
  look: number;
  generation: number;
}

/**
 * Gives blocks their places. A declaration is the same object in every compilation as long as its file has a block of its
 * kind and name, whatever is written in it, wherever it moves: only here is one ever changed.
 */
export class Placements {
  readonly #notebook: Notebook;
  readonly #files: Map<string, Map<string, Places>> = new Map();
  #look = 0;

  constructor(notebook: Notebook) {
    this.#notebook = notebook;
  }

  /** The blocks of these files in their order. From here on all of them are what these files have. */
  place(files: readonly FileSyntax[], generation: number): readonly Placement[] {
    this.#look += 1;
    const placed: Placement[] = [];
    for (const { path, blocks } of files) {
      const known = this.#files.get(path) ?? new Map<string, Places>();
      this.#files.set(path, known);
      for (const { block, offset } of blocks) {
        const declaration = this.#declarationOf(path, block, offset, known, generation);
        placed.push({ file: path, offset, block, declaration });
      }
    }
    return placed;
  }

  /** Forgets the declarations that stood nowhere since. */
  dropBefore(generation: number): void {
    for (const [path, blocks] of this.#files) {
      for (const [address, places] of blocks) if (places.generation < generation) blocks.delete(address);
      if (blocks.size === 0) this.#files.delete(path);
    }
  }

  #declarationOf(
    file: string,
    block: BlockSyntax,
    offset: number,
    known: Map<string, Places>,
    generation: number,
  ): Declaration | null {
    const { kind, name } = block;
    if (!isBlockKind(kind.text) || name === null || name.text === "") return null;
    const address = `${kind.text}.${name.text}`;
    const places = known.get(address) ?? { all: [], used: 0, look: 0, generation };
    if (places.all.length === 0) known.set(address, places);
    if (places.look !== this.#look) {
      places.look = this.#look;
      places.used = 0;
    }
    places.generation = generation;
    const place = places.all[places.used] ?? newPlace(file, block, kind.text, name.text, this.#notebook);
    places.all[places.used] = place;
    places.used += 1;
    place.declaration.offset = offset;
    place.slot.hold(block);
    return place.declaration;
  }
}

function newPlace(file: string, block: BlockSyntax, kind: BlockKind, name: string, notebook: Notebook): Placed {
  const slot = new BlockSlot(notebook, block);
  const declaration = {
    kind,
    name,
    address: `${kind}.${name}`,
    file,
    offset: 0,
    get block() {
      return slot.read();
    },
    get documentation() {
      return slot.read().documentation;
    },
  };
  return { declaration, slot };
}
