import type { ColumnName, Compilation, Resolution } from "@mlopsc/compiler";
import { identityOf, isNamed, type Named } from "./named.ts";

export type Occurrence = Resolution & { readonly target: Named };

interface ListIndex {
  readonly byTarget: ReadonlyMap<unknown, readonly Occurrence[]>;
  readonly byBlock: ReadonlyMap<Resolution["where"], readonly Occurrence[]>;
  /** Columns that have one name: a new one in the place of an old one, two in a `union`, two that one word stands for. */
  readonly ties: readonly (readonly [ColumnName, ColumnName])[];
}

/** Every mention of a thing, but for the name of a block at the block itself. */
export const mentionsOf = (compilation: Compilation, identity: unknown): readonly Occurrence[] =>
  compilation.resolutions.flatMap((list) => indexOf(list).byTarget.get(identity) ?? []);

/** What is looked up in the block that begins at an offset of a file. */
export function mentionsIn(compilation: Compilation, file: string, offset: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const list of compilation.resolutions) {
    for (const [where, occurrences] of indexOf(list).byBlock) {
      if (where.offset === offset && where.file === file) found.push(...occurrences);
    }
  }
  return found;
}

/** All names that a column goes by as long as its name is the same word: they can only be changed together. */
export function namesTiedTo(compilation: Compilation, names: Iterable<ColumnName>): ReadonlySet<ColumnName> {
  const neighbours = new Map<ColumnName, ColumnName[]>();
  const connect = (from: ColumnName, to: ColumnName): void => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const list of compilation.resolutions) {
    for (const [one, other] of indexOf(list).ties) {
      connect(one, other);
      connect(other, one);
    }
  }
  const tied = new Set(names);
  for (const name of tied) for (const other of neighbours.get(name) ?? []) tied.add(other);
  return tied;
}

/** Every mention of a column, for those that look at names of columns themselves. */
export function* columnMentions(compilation: Compilation): Iterable<readonly [ColumnName, readonly Occurrence[]]> {
  for (const list of compilation.resolutions) {
    for (const [identity, occurrences] of indexOf(list).byTarget) {
      if (occurrences[0]?.target.kind === "column") yield [identity as ColumnName, occurrences];
    }
  }
}

const indexes: WeakMap<readonly Resolution[], ListIndex> = new WeakMap();

/** A list is the same object as long as nothing in it changes, so most are looked through once. */
function indexOf(list: readonly Resolution[]): ListIndex {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const byTarget = new Map<unknown, Occurrence[]>();
  const byBlock = new Map<Resolution["where"], Occurrence[]>();
  for (const occurrence of list) {
    if (!isNamed(occurrence)) continue;
    add(byTarget, identityOf(occurrence.target), occurrence);
    add(byBlock, occurrence.where, occurrence);
  }
  const index = { byTarget, byBlock, ties: tiesIn(list, byBlock) };
  indexes.set(list, index);
  return index;
}

function add<Key>(map: Map<Key, Occurrence[]>, key: Key, occurrence: Occurrence): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [occurrence]);
  // Some texts are read by several checks.
  else if (!known.some((other) => isSame(other, occurrence))) known.push(occurrence);
}

const isSame = (one: Occurrence, other: Occurrence): boolean =>
  one.where === other.where &&
  one.span.start === other.span.start &&
  identityOf(one.target) === identityOf(other.target);

function tiesIn(
  list: readonly Resolution[],
  byBlock: ReadonlyMap<Resolution["where"], readonly Occurrence[]>,
): ListIndex["ties"] {
  const ties: (readonly [ColumnName, ColumnName])[] = [];
  for (const { target } of list) if (target.kind === "same name") ties.push(...target.pairs);
  for (const occurrences of byBlock.values()) {
    const byStart = new Map<number, ColumnName>();
    for (const { span, target } of occurrences) {
      if (target.kind !== "column") continue;
      if (target.name.replaces !== undefined) ties.push([target.name, target.name.replaces]);
      if (target.pair !== undefined) continue;
      const other = byStart.get(span.start);
      if (other === undefined) byStart.set(span.start, target.name);
      else if (other !== target.name) ties.push([other, target.name]);
    }
  }
  return ties;
}
