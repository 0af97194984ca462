import type { BlockSyntax } from "@mlopsc/grammar";
import type { Notebook, Reading } from "./slot.ts";

/** What is written in a declaration at present. To read it is noted down, for the piece of work that does. */
export class BlockSlot {
  readonly #notebook: Notebook;
  #block: BlockSyntax;
  #lastReadings: readonly Reading[] | null = null;

  constructor(notebook: Notebook, block: BlockSyntax) {
    this.#notebook = notebook;
    this.#block = block;
  }

  hold(block: BlockSyntax): void {
    this.#block = block;
  }

  read(): BlockSyntax {
    const { readings } = this.#notebook;
    // It is read over and over.
    if (readings !== null && readings !== this.#lastReadings) {
      this.#lastReadings = readings;
      readings.push({ slot: this, asked: "value", key: undefined, given: this.#block });
    }
    return this.#block;
  }

  stillGives({ given }: Reading): boolean {
    return this.#block === given;
  }
}
