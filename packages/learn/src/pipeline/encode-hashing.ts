import type { Table } from "../table/table.ts";
import { indicators } from "./encode-one-hot.ts";
import { asLevels } from "./levels.ts";
import { replaceColumns } from "./replace-columns.ts";

/** Bool columns `NAME=#0` … , a 1 in that of the level's hash bucket; none where missing (Weinberger et al. 2009, unsigned). */
export function applyHashing(table: Table, columns: readonly string[], buckets: number): Table {
  const named = columns.map((name) => ({ name }));
  return replaceColumns(table, named, (column, { name }) => {
    const coded = asLevels(column);
    const places = coded.dictionary.map((level) => bucketOf(level, buckets));
    const names = Array.from({ length: buckets }, (_, bucket) => `${name}=#${bucket}`);
    return indicators(names, coded, (code) => places[code]!);
  });
}

/** FNV-1a over UTF-16 units with murmur's finish, so that low bits depend on all of the text. */
function bucketOf(level: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < level.length; at++) hash = Math.imul(hash ^ level.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % buckets;
}
