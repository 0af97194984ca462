import type { BlockSyntax, FileSyntax } from "@mlopsc/grammar";
import { isBlockKind } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Notebook } from "./slot.ts";
import { TrackedDeclaration } from "./tracked-declaration.ts";

/** A block and where it stands. */
export interface Placement {
  readonly file: string;
  readonly offset: number;
  readonly block: BlockSyntax;
  /** Null where the kind is unknown or the name is missing. */
  readonly declaration: Declaration | null;
}

type Movable<Placed> = Omit<Placed, "offset" | "block"> & { offset: number; block: BlockSyntax };

interface Place {
  readonly placement: Movable<Placement>;
  readonly declaration: TrackedDeclaration;
}

interface Places {
  /** One for each time that a file has a block of this kind and name, in the order of places. */
  readonly all: Place[];
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
        const address = addressOf(block);
        placed.push(
          address === null
            ? { file: path, offset, block, declaration: null }
            : this.#next(path, address, block, offset, known, generation),
        );
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

  #next(
    file: string,
    address: string,
    block: BlockSyntax,
    offset: number,
    known: Map<string, Places>,
    generation: number,
  ): Placement {
    const places = known.get(address) ?? { all: [], used: 0, look: 0, generation };
    if (places.all.length === 0) known.set(address, places);
    if (places.look !== this.#look) {
      places.look = this.#look;
      places.used = 0;
    }
    places.generation = generation;
    const place = places.all[places.used] ?? newPlace(file, address, block, this.#notebook);
    places.all[places.used] = place;
    places.used += 1;
    const { placement, declaration } = place;
    placement.offset = offset;
    placement.block = block;
    declaration.hold(block, offset);
    return placement;
  }
}

const addresses: WeakMap<BlockSyntax, string> = new WeakMap();

/** Null where the kind is unknown or the name is missing. */
function addressOf(block: BlockSyntax): string | null {
  const known = addresses.get(block);
  if (known !== undefined) return known;
  const { kind, name } = block;
  if (!isBlockKind(kind.text) || name === null || name.text === "") return null;
  const address = `${kind.text}.${name.text}`;
  addresses.set(block, address);
  return address;
}

function newPlace(file: string, address: string, block: BlockSyntax, notebook: Notebook): Place {
  const declaration = new TrackedDeclaration(notebook, file, address, block);
  return { placement: { file, offset: 0, block, declaration }, declaration };
}
