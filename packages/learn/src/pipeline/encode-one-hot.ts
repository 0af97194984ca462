import type { NumericColumn, Table, TableColumn, TextColumn } from "../table/table.ts";
import type { OneHot } from "./fitted-part.ts";
import { asLevels, levelCounts, mostFrequentFirst, placesOf } from "./levels.ts";
import { replaceColumns } from "./replace-columns.ts";

/** The most frequent levels get a column each, the rest share one. */
export function oneHotOf(column: TableColumn, limit: number): OneHot {
  const levels = mostFrequentFirst(levelCounts(asLevels(column))).map(({ level }) => level);
  return { name: column.name, levels: levels.slice(0, limit), rare: levels.slice(limit) };
}

/** Bool columns `NAME=LEVEL`, and `NAME=(other)` for rare levels. A missing level, or one never seen, is 0 in all. */
export function applyOneHot(table: Table, columns: readonly OneHot[]): Table {
  return replaceColumns(table, columns, (column, { name, levels, rare }) => {
    const names = namesOf(name, levels, rare.length > 0);
    const coded = asLevels(column);
    const places = placesOf(coded, levels);
    const rarePlaces = placesOf(coded, rare);
    return indicators(names, coded, (code) => (rarePlaces[code]! < 0 ? places[code]! : levels.length));
  });
}

/** Kept as long as its list of levels, beside the column that they were made for. */
const namesKept = new WeakMap<readonly string[], { readonly column: string; readonly names: readonly string[] }>();

function namesOf(column: string, levels: readonly string[], hasOther: boolean): readonly string[] {
  const kept = namesKept.get(levels);
  if (kept?.column === column) return kept.names;
  const names = [...levels, ...(hasOther ? ["(other)"] : [])].map((level) => `${column}=${level}`);
  namesKept.set(levels, { column, names });
  return names;
}

/** Bool columns of which a row has a 1 in that of its code's place; none where the place is -1. */
export function indicators(
  names: readonly string[],
  column: TextColumn,
  placeOf: (code: number) => number,
): readonly NumericColumn[] {
  const made = names.map(
    (name): NumericColumn => ({ name, kind: "bool", values: new Float64Array(column.codes.length) }),
  );
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row]!;
    const place = code < 0 ? -1 : placeOf(code);
    if (place >= 0) made[place]!.values[row] = 1;
  }
  return made;
}
