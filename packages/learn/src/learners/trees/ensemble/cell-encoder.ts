import { isText, type Table, type TableColumn } from "../../../table/table.ts";
import { levelCodes } from "../bins/binning.ts";
import type { EnsembleFeature } from "./tree-ensemble.ts";

/** Features × rows in one array, so that a walk through a tree looks up no column. */
export type CellEncoder = (table: Table) => Float64Array;

/** Columns in the order of the features; categories as places among the learner's own levels, unknown ones after them. */
export function cellEncoder(features: readonly EnsembleFeature[]): CellEncoder {
  const places = features.map((feature) =>
    feature.kind === "category" ? new Map(feature.levels.map((level, place) => [level, place])) : null,
  );
  return (table) => {
    const { rows } = table;
    const cells = new Float64Array(features.length * rows);
    features.forEach((feature, index) => {
      const first = index * rows;
      if (feature.kind === "number") {
        cells.set(namedNumbers(table, feature.name, index), first);
        return;
      }
      const column = namedColumn(table, feature.name, index);
      if (!isText(column)) throw new Error(`column ${feature.name} holds numbers where the learner wants categories`);
      const { codes, dictionary } = column;
      const unknown = feature.levels.length;
      const placeOf = (code: number): number => places[index]!.get(dictionary[code]!) ?? unknown;
      // A few rows of a long dictionary ask for the levels that they hold, and for no others.
      const known = rows < dictionary.length ? undefined : levelCodes(feature.levels, dictionary, unknown);
      for (let row = 0; row < rows; row++) {
        const code = codes[row]!;
        cells[first + row] = code < 0 ? unknown : (known?.[code] ?? placeOf(code));
      }
    });
    return cells;
  };
}

/** The values of a column, which mostly is the one at `index`. Throws where it is absent or holds text. */
export function namedNumbers(table: Table, name: string, index: number): Float64Array {
  const column = namedColumn(table, name, index);
  if (isText(column)) throw new Error(`column ${name} holds text where the learner wants numbers`);
  return column.values;
}

function namedColumn(table: Table, name: string, index: number): TableColumn {
  const guess = table.columns[index];
  const column = guess?.name === name ? guess : table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`column ${name} is absent`);
  return column;
}
