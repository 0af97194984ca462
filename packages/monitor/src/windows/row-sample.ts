/** Something with a place in a sample: the least places stay. */
export type Placed = readonly [place: number, ...rest: unknown[]];

/**
 * Keeps the items with the least places, at most so many. Places are drawn from what an item is called, not from when it
 * comes, so samples of parts, taken together, are the sample of the whole: in whatever order, and however often it is read.
 */
export function keepSample<Item extends Placed>(items: Item[], item: Item, most: number): void {
  items.push(item);
  // Sorted once in a while only.
  if (items.length >= 2 * most) trimSample(items, most);
}

/** The sample itself, in order of places. */
export function trimSample<Item extends Placed>(items: Item[], most: number): Item[] {
  items.sort((a, b) => a[0] - b[0]);
  if (items.length > most) items.length = most;
  return items;
}

/** A number below 2^53 that looks drawn, the same for the same name and row (FNV-1a, mixed by splitmix's finaliser). */
export function placeOf(name: string, row: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  const low = mixed(hash + Math.imul(row + 1, 0x9e3779b9));
  return (mixed(low ^ 0x5bd1e995) & 0x1fffff) * 4_294_967_296 + low;
}

function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
