import type { BlockSyntax } from "@mlopsc/grammar";
import type { BlockKind } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Notebook, Reading } from "./slot.ts";

/** A declaration whose block changes. To read what is written in it is noted down, for the piece of work that does. */
export class TrackedDeclaration implements Declaration {
  readonly kind: BlockKind;
  readonly name: string;
  readonly address: string;
  readonly file: string;
  offset = 0;
  readonly #notebook: Notebook;
  #block: BlockSyntax;
  #lastReadings: readonly Reading[] | null = null;

  constructor(notebook: Notebook, file: string, address: string, block: BlockSyntax) {
    this.kind = block.kind.text as BlockKind;
    this.name = block.name?.text ?? "";
    this.address = address;
    this.file = file;
    this.#notebook = notebook;
    this.#block = block;
  }

  get block(): BlockSyntax {
    const { readings, own } = this.#notebook;
    // It is read over and over.
    if (readings !== null && own !== this && readings !== this.#lastReadings) {
      this.#lastReadings = readings;
      readings.push({ slot: this, asked: "value", key: undefined, given: this.#block });
    }
    return this.#block;
  }

  get documentation(): string | null {
    return this.block.documentation;
  }

  /** From here on this is written in it, and it stands there. */
  hold(block: BlockSyntax, offset: number): void {
    this.#block = block;
    this.offset = offset;
  }

  stillGives({ given }: Reading): boolean {
    return this.#block === given;
  }
}
