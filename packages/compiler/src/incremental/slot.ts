/** What was asked of a map or a block, and what it gave. */
export interface Reading {
  readonly slot: { readonly stillGives: (reading: Reading) => boolean };
  readonly asked: "value" | "presence" | "keys" | "entries";
  readonly key: unknown;
  readonly given: unknown;
}

/** Where the readings of the work at hand go; null while nothing is worked at. */
export interface Notebook {
  readings: Reading[] | null;
  /** The declaration that is worked at: what is written in it need not be noted down. */
  own: unknown;
}

type AnyMap = ReadonlyMap<unknown, unknown>;
type List = readonly unknown[];

/** How many lists of keys are told apart: a program and its mended variants. */
const mostLists = 6;

/** The place of a map in every compilation: `bound` of this one, and of the one before. */
export class Slot {
  readonly #notebook: Notebook;
  #map: AnyMap = new Map();
  #lastReadings: readonly Reading[] | null = null;
  #lastKey: unknown;
  readonly #keys: Lists = new Lists();
  readonly #entries: Lists = new Lists();

  constructor(notebook: Notebook) {
    this.#notebook = notebook;
  }

  /** From here on this is the map of this place. */
  hold(map: AnyMap): void {
    this.#map = map;
    this.#keys.forget();
    this.#entries.forget();
  }

  note(asked: "value" | "presence", key: unknown, given: unknown): void {
    const { readings } = this.#notebook;
    if (readings === null) return;
    // One attribute after another is asked for of the same block.
    if (asked === "value" && this.#lastReadings === readings && this.#lastKey === key) return;
    if (asked === "value") [this.#lastReadings, this.#lastKey] = [readings, key];
    readings.push({ slot: this, asked, key, given });
  }

  noteAll(asked: "keys" | "entries"): void {
    const { readings } = this.#notebook;
    if (readings === null) return;
    // Making the list reads the map, which is no reading of the work's.
    this.#notebook.readings = null;
    readings.push({ slot: this, asked, key: undefined, given: this.#list(asked) });
    this.#notebook.readings = readings;
  }

  /** Whether the same question has the same answer now. */
  stillGives({ asked, key, given }: Reading): boolean {
    if (asked === "value") return this.#map.get(key) === given;
    if (asked === "presence") return this.#map.has(key) === given;
    return this.#list(asked) === given;
  }

  #list(asked: "keys" | "entries"): List {
    return asked === "keys"
      ? this.#keys.of(this.#map.size, () => [...this.#map.keys()])
      : this.#entries.of(this.#map.size * 2, () => [...this.#map].flat());
  }
}

/** Lists of a map's content, of which two with the same content are the same object. */
class Lists {
  #present: List | null = null;
  /** The last one first. */
  readonly #known: List[] = [];

  forget(): void {
    this.#present = null;
  }

  /** @param length tells whether the map has grown since it was last asked */
  of(length: number, read: () => List): List {
    if (this.#present?.length === length) return this.#present;
    const fresh = read();
    const at = this.#known.findIndex((list) => isSame(list, fresh));
    const list = at < 0 ? fresh : this.#known[at]!;
    if (at >= 0) this.#known.splice(at, 1);
    this.#known.unshift(list);
    if (this.#known.length > mostLists) this.#known.pop();
    this.#present = list;
    return list;
  }
}

const isSame = (left: List, right: List): boolean =>
  left.length === right.length && left.every((item, index) => item === right[index]);
