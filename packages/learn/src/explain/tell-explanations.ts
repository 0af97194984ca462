import type { Predictions } from "../model/predict-model.ts";
import type { StoredModel } from "../model/trained-model.ts";
import type { JsonScalar } from "../table/records.ts";
import type { ColumnOrigin } from "./column-origins.ts";
import type { Contribution, Explanation } from "./explanation.ts";

/** Shapley values of predicted rows, on the way to be told. */
export interface ColumnValues extends Pick<Explanation, "scale" | "method" | "calibrated"> {
  readonly origins: readonly ColumnOrigin[];
  /** Rows × origins. */
  readonly sums: Float64Array;
  /** Of the row at that place among those predicted. */
  readonly baseOf: (at: number) => number;
  /** Index of the class that is explained; of two classes the second. */
  readonly classOf: (at: number) => number;
  /** Of an origin in a row of the request; undefined where there is none to show. */
  readonly valueAt: (origin: number, row: number) => JsonScalar | undefined;
  /** Columns whose values are not told. */
  readonly personal: ReadonlySet<string>;
}

/** One explanation for each predicted row: contributions by size, and what they add up to. */
export function tellExplanations(predictions: Predictions, values: ColumnValues): readonly Explanation[] {
  const { origins, sums, scale, method, calibrated, baseOf, classOf, valueAt, personal } = values;
  return Array.from(predictions.rows, (row, at): Explanation => {
    const own = sums.subarray(at * origins.length, (at + 1) * origins.length);
    const base = baseOf(at);
    const contributions = origins.map((origin, place) =>
      contributionOf(origin, own[place]!, isPersonal(origin, personal) ? undefined : valueAt(place, row)),
    );
    return {
      ...answerOf(predictions, at, classOf(at)),
      scale,
      method,
      base,
      raw: own.reduce((total, sum) => total + sum, base),
      ...(calibrated === undefined ? {} : { calibrated }),
      contributions: contributions.sort(bySize),
    };
  });
}

function answerOf(
  { values, labels, classes }: Predictions,
  at: number,
  explained: number,
): Pick<Explanation, "prediction" | "explained"> {
  if (classes.length === 0) return { prediction: values![at]! };
  return { prediction: classes[labels![at]!]!, explained: classes[explained]! };
}

/** The columns that are not told: those that a model's input calls personal, and others. */
export function personalColumns(
  { definition }: StoredModel,
  others: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  return new Set([...others, ...definition.input.filter(({ type }) => type.pii).map(({ name }) => name)]);
}

const isPersonal = ({ column, from }: ColumnOrigin, personal: ReadonlySet<string>): boolean =>
  personal.has(column) || from.some((name) => personal.has(name));

function contributionOf(
  { column, from, part }: ColumnOrigin,
  sum: number,
  value: JsonScalar | undefined,
): Contribution {
  return {
    column,
    ...(part < 0 || from.length === 0 ? {} : { from }),
    ...(value === undefined ? {} : { value }),
    // A sum of nothing is 0, not -0.
    contribution: sum + 0,
  };
}

const bySize = (a: Contribution, b: Contribution): number =>
  Math.abs(b.contribution) - Math.abs(a.contribution) || (a.column < b.column ? -1 : 1);
