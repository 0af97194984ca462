import type { ClassLabel } from "../model/class-labels.ts";
import { compileModel } from "../model/predict-model.ts";
import type { StoredModel } from "../model/trained-model.ts";
import { quantile, sortedValues } from "../pipeline/statistics.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { columnNamed } from "../table/columns.ts";
import { type JsonScalar, jsonFromNumber } from "../table/records.ts";
import { isText, type NumericColumn, type Table, type TableColumn, type TextColumn } from "../table/table.ts";
import { allRows, takeRows } from "../table/take-rows.ts";
import { type Explained, unexplained } from "./explanation.ts";

/** What a model predicts when one column of the request is set to each value of a grid, all others left as they are. */
export interface PartialDependence {
  readonly column: string;
  /** As JSON carries it: quantiles of a quantity, rising; the most frequent levels of a category. */
  readonly grid: readonly JsonScalar[];
  /** The class whose probability the curves show. Absent for regression. */
  readonly explained?: ClassLabel;
  /** The mean of the curves, a value a place of the grid; null where no row is predicted. */
  readonly mean: readonly (number | null)[];
  /** Curves of single rows (Goldstein et al. 2015), in the order of `rows`; null where the row is not predicted. */
  readonly curves: readonly (readonly (number | null)[])[];
  /** The rows of the table that the curves are of, rising. */
  readonly rows: Int32Array;
}

export interface PartialDependenceOptions {
  readonly today: number;
  readonly seed: number;
  /** Of several classes the one to show; by default the last, which is `true` of a bool. */
  readonly explained?: ClassLabel;
  /** Places of the grid at most. Default 20. */
  readonly places?: number;
  /** Rows drawn, of a larger table, that curves are made of. Default 200. */
  readonly rows?: number;
}

/**
 * Partial dependence of a column of the request (Friedman 2001), through the whole pipeline: what is derived from the
 * column moves with it. Rows that a filter turns away at some value count in no mean there.
 */
export function partialDependence(
  model: StoredModel,
  table: Table,
  name: string,
  options: PartialDependenceOptions,
): Explained<PartialDependence> {
  const { today, seed, places = 20, rows: most = 200 } = options;
  const column = columnNamed(table, name);
  const asked = model.definition.input.some((input) => input.name === name && input.trainingOnly !== true);
  if (column === undefined || !asked) return unexplained(`a request has no column ${name}`);
  const explained = options.explained ?? model.classes.at(-1);
  const output = explained === undefined ? 0 : model.classes.indexOf(explained);
  if (output < 0) return unexplained(`it has no class ${String(explained)}`);
  const grid = gridOf(column, places);
  const rows = seededRandom(seed, "partial dependence").shuffle(allRows(table.rows)).slice(0, most).sort();
  const drawn = takeRows(table, rows);
  const predict = compileModel(model);
  const curves = Array.from(rows, () => new Array<number | null>(grid.length).fill(null));
  grid.forEach((place, at) => {
    const predictions = predict(withColumn(drawn, place.column(drawn.rows)), { today, serving: true });
    const width = Math.max(1, model.classes.length);
    const predicted = predictions.probabilities ?? predictions.values!;
    predictions.rows.forEach((row, index) => {
      curves[row]![at] = predicted[index * width + output]!;
    });
  });
  return {
    ok: true,
    value: {
      column: name,
      grid: grid.map(({ value }) => value),
      ...(explained === undefined ? {} : { explained }),
      mean: grid.map((_, at) => meanOf(curves.map((curve) => curve[at]!))),
      curves,
      rows,
    },
  };
}

interface GridPlace {
  readonly value: JsonScalar;
  /** A column of so many rows, all of this value. */
  column(rows: number): TableColumn;
}

const gridOf = (column: TableColumn, places: number): readonly GridPlace[] =>
  isText(column) ? levelGrid(column, places) : numberGrid(column, places);

/** Distinct quantiles, the least and the greatest value among them; whole where the column's kind is. */
function numberGrid({ name, kind, values }: NumericColumn, places: number): readonly GridPlace[] {
  const sorted = sortedValues(values);
  if (sorted.length === 0) return [];
  const whole = kind !== "number" && kind !== "duration";
  const cuts = Array.from({ length: places }, (_, at) => quantile(sorted, places === 1 ? 0.5 : at / (places - 1)));
  return [...new Set(cuts.map((cut) => (whole ? Math.round(cut) : cut)))].map((value) => ({
    value: jsonFromNumber(kind, value),
    column: (rows) => ({ name, kind, values: new Float64Array(rows).fill(value) }),
  }));
}

function levelGrid({ name, kind, codes, dictionary }: TextColumn, places: number): readonly GridPlace[] {
  const counts = dictionary.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return dictionary
    .map((level, code) => ({ level, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
    .slice(0, places)
    .map(({ level }) => ({
      value: level,
      column: (rows) => ({ name, kind, codes: new Int32Array(rows), dictionary: [level] }),
    }));
}

const withColumn = (table: Table, column: TableColumn): Table => ({
  rows: table.rows,
  columns: table.columns.map((each) => (each.name === column.name ? column : each)),
});

function meanOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
