import { compareText } from "../expression/compare-text.ts";
import { dictionaryBuilder } from "../table/dictionary-builder.ts";
import { jsonFromNumber } from "../table/records.ts";
import { isText, type TableColumn, type TextColumn } from "../table/table.ts";

export interface LevelCount {
  readonly level: string;
  readonly count: number;
}

/** The levels in use with their counts, in code point order: whatever else the dictionary lists says nothing of the rows. */
export function levelCounts(column: TextColumn): readonly LevelCount[] {
  const counts = new Int32Array(column.dictionary.length);
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row]!;
    if (code >= 0) counts[code]!++;
  }
  return column.dictionary
    .map((level, code) => ({ level, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => compareText(a.level, b.level));
}

/** By falling count, then code point order. */
export const mostFrequentFirst = (levels: readonly LevelCount[]): readonly LevelCount[] =>
  [...levels].sort((a, b) => b.count - a.count || compareText(a.level, b.level));

/** For each code of a column's dictionary the place of its text in a list of levels; -1 where it is not listed. */
export function placesOf(column: TextColumn, levels: readonly string[]): Int32Array {
  const places = placesByLevel(levels);
  const { dictionary } = column;
  const found = new Int32Array(dictionary.length);
  for (let code = 0; code < found.length; code++) found[code] = places.get(dictionary[code]!) ?? -1;
  return found;
}

/** Kept as long as its list: a fitted part is asked for every request. */
const placesKept = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

function placesByLevel(levels: readonly string[]): ReadonlyMap<string, number> {
  const kept = placesKept.get(levels);
  if (kept) return kept;
  const places = new Map(levels.map((level, place) => [level, place]));
  placesKept.set(levels, places);
  return places;
}

/** Text as it is; other kinds by the text of each value, as JSON writes it. */
export function asLevels(column: TableColumn): TextColumn {
  if (isText(column)) return column;
  const builder = dictionaryBuilder();
  const known = new Map<number, number>();
  const codes = Int32Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return -1;
    let code = known.get(value);
    if (code === undefined) {
      code = builder.codeOf(String(jsonFromNumber(column.kind, value)));
      known.set(value, code);
    }
    return code;
  });
  return { name: column.name, kind: "category", codes, dictionary: builder.dictionary };
}
