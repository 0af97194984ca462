import { seededRandom } from "../random/seeded-random.ts";
import type { NumericColumn, Table, TableColumn, TextColumn } from "../table/table.ts";
import { allRows } from "../table/take-rows.ts";
import type { StepContext } from "./fit-context.ts";
import type { TargetMeans } from "./fitted-part.ts";
import { asLevels, levelCounts, placesOf } from "./levels.ts";
import { replaceColumns } from "./replace-columns.ts";
import type { TargetValues } from "./target-values.ts";

/** As scikit-learn's TargetEncoder: so many folds when the training rows themselves are encoded. */
const foldCount = 5;

/** For each level (sum of target + smoothing × overall mean) / (count + smoothing). */
export function targetMeansOf(
  column: TableColumn,
  target: TargetValues,
  smoothing: number,
  rows?: Int32Array,
): TargetMeans {
  const coded = asLevels(column);
  const levels = levelCounts(coded).map(({ level }) => level);
  const places = placesOf(coded, levels);
  const outputs = target.outputs.map(({ label, values }) => ({
    name: label === "" || target.task === "binary" ? column.name : `${column.name}=${label}`,
    ...smoothedMeans(coded, places, levels.length, values, smoothing, rows ?? allRows(values.length)),
  }));
  return { name: column.name, levels, outputs };
}

/** The level's smoothed mean; missing is a level of its own, and one never seen gets the overall mean. */
export function applyTargetMeans(table: Table, columns: readonly TargetMeans[]): Table {
  return replaceColumns(table, columns, (column, fitted) => {
    const coded = asLevels(column);
    const places = placesOf(coded, fitted.levels);
    return fitted.outputs.map((output): NumericColumn => {
      const values = Float64Array.from(coded.codes, (code) => encoded(output, code < 0 ? -2 : places[code]!));
      return { name: output.name, kind: "number", values };
    });
  });
}

/**
 * The training rows encoded out of fold: each by the means of the other folds, so that no row's own target is in its
 * encoding (Micci-Barreca 2001 smoothing, scikit-learn's cross-fitting).
 */
export function crossFitted(
  table: Table,
  names: readonly string[],
  target: TargetValues,
  smoothing: number,
  context: StepContext,
): Table {
  const folds = Math.min(foldCount, table.rows);
  if (folds < 2)
    return applyTargetMeans(
      table,
      names.map((name) => targetMeansOf(table.columns.find((c) => c.name === name)!, target, smoothing)),
    );
  const order = seededRandom(context.seed, `encode target ${context.step}`).shuffle(allRows(table.rows));
  const foldOf = new Int32Array(table.rows);
  for (let at = 0; at < order.length; at++) foldOf[order[at]!] = Math.floor((at * folds) / order.length);
  const named = names.map((name) => ({ name }));
  return replaceColumns(table, named, (column) => {
    const coded = asLevels(column);
    const full = targetMeansOf(column, target, smoothing);
    const places = placesOf(coded, full.levels);
    const made = full.outputs.map(
      ({ name }): NumericColumn => ({ name, kind: "number", values: new Float64Array(table.rows) }),
    );
    for (let fold = 0; fold < folds; fold++) {
      const others = allRows(table.rows).filter((row) => foldOf[row] !== fold);
      target.outputs.forEach(({ values }, at) => {
        const means = smoothedMeans(coded, places, full.levels.length, values, smoothing, others);
        const out = made[at]!.values;
        for (let row = 0; row < out.length; row++) {
          if (foldOf[row] === fold) out[row] = encoded(means, coded.codes[row]! < 0 ? -2 : places[coded.codes[row]!]!);
        }
      });
    }
    return made;
  });
}

type Means = Omit<TargetMeans["outputs"][number], "name">;

function smoothedMeans(
  coded: TextColumn,
  places: Int32Array,
  levels: number,
  target: Float64Array,
  smoothing: number,
  rows: Int32Array,
): Means {
  const sums = new Float64Array(levels + 1);
  const counts = new Float64Array(levels + 1);
  let total = 0;
  let count = 0;
  for (const row of rows) {
    const value = target[row]!;
    if (Number.isNaN(value)) continue;
    const code = coded.codes[row]!;
    const place = code < 0 ? levels : places[code]!;
    sums[place]! += value;
    counts[place]!++;
    total += value;
    count++;
  }
  const overall = count === 0 ? 0 : total / count;
  const means = Array.from(sums, (sum, at) =>
    counts[at] === 0 ? overall : (sum + smoothing * overall) / (counts[at]! + smoothing) + 0,
  );
  return { means: means.slice(0, levels), missing: means[levels]!, overall };
}

/** A place of -1 is a level never seen, -2 is missing. */
function encoded(means: Means, place: number): number {
  if (place === -2) return means.missing;
  return means.means[place] ?? means.overall;
}
