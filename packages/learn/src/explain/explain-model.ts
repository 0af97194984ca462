import type { Predictions } from "../model/predict-model.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import type { ApplyContext } from "../pipeline/apply-pipeline.ts";
import type { JsonScalar } from "../table/records.ts";
import type { Table } from "../table/table.ts";
import { type ColumnOrigin, featureOrigins } from "./column-origins.ts";
import { columnValues } from "./column-values.ts";
import type { Contribution, Explained, Explanation } from "./explanation.ts";
import { type LearnerShap, learnerShap } from "./learner-shap.ts";

export interface ExplainOptions {
  /** Columns whose values are not told, beside those that the model's input calls personal. */
  readonly personal?: ReadonlySet<string>;
  /** Rows of features, after the pipeline, for learners that are explained by sampling; by default those in the model. */
  readonly background?: Table;
  /** Of the orders drawn for sampling; by default the model's. */
  readonly seed?: number;
  /** Orders drawn for each row of the background. Default 1. */
  readonly orders?: number;
}

/** One explanation for each predicted row, in the order of `predictions.rows`. `request` is the table predicted. */
export type ModelExplainer = (
  predictions: Predictions & { readonly output: Table },
  request: Table,
  context: ApplyContext,
) => readonly Explanation[];

/** Makes a model ready to explain what it predicts; safe to keep, has no state. */
export function compileExplainer(model: TrainedModel, options: ExplainOptions = {}): Explained<ModelExplainer> {
  const { background, seed = model.seed, orders = 1 } = options;
  const found = learnerShap(model, { seed, orders, ...(background === undefined ? {} : { background }) });
  if (!found.ok) return found;
  const { shap, outputs, features, method, scale } = found.value;
  const places = new Map(featureOrigins(model).map((origin, at) => [model.features[at]!, origin]));
  const groups = groupedOrigins(features.map((name) => places.get(name) ?? { column: name, from: [], part: -1 }));
  const personal = personalColumns(model, options.personal);
  const outputOf = outputChooser(found.value);
  return {
    ok: true,
    value: (predictions, request, context) => {
      if (predictions.rows.length === 0) return [];
      const valueAt = columnValues(model, groups.origins, request, context);
      const explained = Array.from(predictions.rows, (_, at) => outputOf(predictions, at));
      const parts = shap.contributions(predictions.output, (at) => explained[at]!);
      return Array.from(predictions.rows, (row, at): Explanation => {
        const sums = new Float64Array(groups.origins.length);
        groups.groupOf.forEach((group, feature) => {
          sums[group]! += parts[at * features.length + feature]!;
        });
        const base = shap.expected[explained[at]!]!;
        const contributions = groups.origins.map((origin, group) =>
          contributionOf(origin, sums[group]!, isPersonal(origin, personal) ? undefined : valueAt(group, row)),
        );
        return {
          ...answerOf(predictions, at, outputs === 1 ? 1 : explained[at]!),
          scale,
          method,
          base,
          raw: sums.reduce((total, sum) => total + sum, base),
          contributions: contributions.sort(bySize),
        };
      });
    },
  };
}

/** The place among the outputs of the class that is explained: of two classes the second, of more the one predicted. */
function outputChooser({ outputs }: LearnerShap): (predictions: Predictions, at: number) => number {
  if (outputs === 1) return () => 0;
  return ({ labels, classes }, at) => (classes.length === 2 ? 1 : labels![at]!);
}

function answerOf(
  { values, labels, classes }: Predictions,
  at: number,
  explained: number,
): Pick<Explanation, "prediction" | "explained"> {
  if (classes.length === 0) return { prediction: values![at]! };
  return { prediction: classes[labels![at]!]!, explained: classes[explained]! };
}

/** Features of one column share a group. */
function groupedOrigins(ofFeatures: readonly ColumnOrigin[]): {
  readonly origins: readonly ColumnOrigin[];
  readonly groupOf: readonly number[];
} {
  const origins: ColumnOrigin[] = [];
  const places = new Map<string, number>();
  const groupOf = ofFeatures.map((origin) => {
    const key = JSON.stringify([origin.column, origin.part]);
    const place = places.get(key) ?? origins.push(origin) - 1;
    places.set(key, place);
    return place;
  });
  return { origins, groupOf };
}

function personalColumns({ definition }: TrainedModel, others: ReadonlySet<string> = new Set()): ReadonlySet<string> {
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
