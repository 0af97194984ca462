import type { Compilation } from "@mlopsc/compiler";
import type { Place } from "@mlopsc/diagnostics";
import { mentionsOf, namesTiedTo } from "./name-index.ts";
import { definitionOf, identityOf, type Named, placeIn } from "./named.ts";

export interface Reference {
  readonly place: Place;
  /** Whether the thing gets its name here. */
  readonly defines: boolean;
}

/** Every place where things are named, by file and place. */
export function referencesTo(compilation: Compilation, targets: readonly Named[]): readonly Reference[] {
  const found = new Map<string, Reference>();
  const add = (place: Place, defines: boolean): void => {
    const key = `${place.file} ${place.span.start}`;
    if (!found.has(key) || defines) found.set(key, { place, defines });
  };
  const identities = new Set(targets.filter(({ kind }) => kind !== "column").map(identityOf));
  const columns = targets.flatMap((target) => (target.kind === "column" ? [target.name] : []));
  for (const name of namesTiedTo(compilation, columns)) {
    identities.add(name);
    if (name.span !== null) add(placeIn(name.declaration, name.span), true);
  }
  for (const target of targets) if (target.kind !== "column") add(definitionOf(target), true);
  for (const identity of identities) {
    for (const { where, span } of mentionsOf(compilation, identity)) add(placeIn(where, span), false);
  }
  return [...found.values()].sort((one, other) => compare(one.place, other.place));
}

const compare = (one: Place, other: Place): number =>
  one.file === other.file ? one.span.start - other.span.start : one.file < other.file ? -1 : 1;
