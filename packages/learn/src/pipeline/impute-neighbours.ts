import { seededRandom } from "../random/seeded-random.ts";
import type { NumericColumn, Table } from "../table/table.ts";
import { allRows } from "../table/take-rows.ts";
import { between, filledNumbers } from "./filled-numbers.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import type { NeighbourFill } from "./fitted-part.ts";
import { numericFeatures, standardisedOf, standardisedValues } from "./numeric-features.ts";
import { replaceNumbers } from "./replace-columns.ts";
import { meanAndDeviation } from "./statistics.ts";

/** Training rows beyond these are sampled: the donors travel with the model, and each missing value asks them all. */
const mostDonors = 2000;

/** Keeps donor rows: the distance is scikit-learn's nan_euclidean, here over standardised numeric columns. */
export function fitNeighbourFill(
  columns: readonly NumericColumn[],
  neighbours: number,
  table: Table,
  context: StepContext,
): StepOutcome {
  const features = numericFeatures(table, context).map(standardisedOf);
  const order = allRows(table.rows);
  if (table.rows > mostDonors) seededRandom(context.seed, `impute knn ${context.step}`).shuffle(order);
  const donors = order.subarray(0, mostDonors);
  const values = standardisedValues(table, features);
  const plain = (value: number): number | null => (Number.isNaN(value) ? null : value + 0);
  return {
    ok: true,
    part: {
      kind: "neighbour_fill",
      neighbours,
      features,
      donors: Array.from(donors, (row) => values.map((feature) => plain(feature[row]!))),
      columns: columns.map((column) => ({
        ...between(column, meanAndDeviation(column.values).mean),
        donorValues: Array.from(donors, (row) => plain(column.values[row]!)),
      })),
    },
  };
}

/** Fills with the mean of the nearest donors that have the value; with the training mean where no donor is comparable. */
export function applyNeighbourFill(table: Table, part: NeighbourFill): Table {
  const values = standardisedValues(table, part.features);
  const distances = new Map<number, Float64Array>();
  const distancesOf = (row: number): Float64Array => {
    const known = distances.get(row);
    if (known) return known;
    const fresh = Float64Array.from(part.donors, (donor) => squaredDistance(values, row, donor));
    distances.clear();
    distances.set(row, fresh);
    return fresh;
  };
  return replaceNumbers(table, part.columns, (column, fill) => {
    return filledNumbers(column, fill, (row) => {
      const mean = nearestMean(distancesOf(row), fill.donorValues, part.neighbours);
      return Number.isNaN(mean) ? fill.value : between(column, mean).value;
    });
  });
}

/** Over the features that both rows have, scaled up to all of them; NaN where they share none. */
function squaredDistance(values: readonly Float64Array[], row: number, donor: readonly (number | null)[]): number {
  let sum = 0;
  let shared = 0;
  for (let at = 0; at < values.length; at++) {
    const other = donor[at] ?? Number.NaN;
    const difference = values[at]![row]! - other;
    if (Number.isNaN(difference)) continue;
    sum += difference * difference;
    shared++;
  }
  return shared === 0 ? Number.NaN : (sum * values.length) / shared;
}

/** Of donors at one distance the first come first. */
function nearestMean(distances: Float64Array, donorValues: readonly (number | null)[], neighbours: number): number {
  const nearest: { readonly distance: number; readonly value: number }[] = [];
  for (let donor = 0; donor < distances.length; donor++) {
    const distance = distances[donor]!;
    const value = donorValues[donor];
    if (Number.isNaN(distance) || value === null || value === undefined) continue;
    if (nearest.length === neighbours && distance >= nearest[neighbours - 1]!.distance) continue;
    let place = nearest.length;
    while (place > 0 && nearest[place - 1]!.distance > distance) place--;
    nearest.splice(place, 0, { distance, value });
    if (nearest.length > neighbours) nearest.pop();
  }
  return nearest.reduce((sum, { value }) => sum + value, 0) / nearest.length;
}
