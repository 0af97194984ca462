import type { Slot } from "./slot.ts";

/** A map that notes down what is read of it, for the piece of work that reads it. To anyone else it is just a map. */
export class TrackedMap<Key, Value> extends Map<Key, Value> {
  readonly #slot: Slot;

  constructor(slot: Slot) {
    super();
    this.#slot = slot;
    slot.hold(this);
  }

  override get(key: Key): Value | undefined {
    const value = super.get(key);
    this.#slot.note("value", key, value);
    return value;
  }

  override has(key: Key): boolean {
    const known = super.has(key);
    this.#slot.note("presence", key, known);
    return known;
  }

  override get size(): number {
    this.#slot.noteAll("keys");
    return super.size;
  }

  override keys(): MapIterator<Key> {
    this.#slot.noteAll("keys");
    return super.keys();
  }

  override values(): MapIterator<Value> {
    this.#slot.noteAll("entries");
    return super.values();
  }

  override entries(): MapIterator<[Key, Value]> {
    this.#slot.noteAll("entries");
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  override forEach(visit: (value: Value, key: Key, map: Map<Key, Value>) => void): void {
    this.#slot.noteAll("entries");
    super.forEach(visit);
  }
}
