import type { Predictions } from "../model/predict-model.ts";
import type { StoredModel, TrainedModel } from "../model/trained-model.ts";
import type { ApplyContext } from "../pipeline/apply-pipeline.ts";
import type { Table } from "../table/table.ts";
import { groupedOrigins, summedByGroup } from "./column-groups.ts";
import { featureOrigins } from "./column-origins.ts";
import { columnValues } from "./column-values.ts";
import { compileEnsembleExplainer } from "./explain-ensemble.ts";
import type { Explained, Explanation } from "./explanation.ts";
import { type LearnerShap, learnerShap } from "./learner-shap.ts";
import { personalColumns, tellExplanations } from "./tell-explanations.ts";

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
export const compileExplainer = (model: StoredModel, options: ExplainOptions = {}): Explained<ModelExplainer> =>
  "members" in model ? compileEnsembleExplainer(model, options) : compileTrainedExplainer(model, options);

function compileTrainedExplainer(model: TrainedModel, options: ExplainOptions): Explained<ModelExplainer> {
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
      return tellExplanations(predictions, {
        ...{ scale, method, valueAt, personal, origins: groups.origins },
        ...(model.calibration === undefined ? {} : { calibrated: true }),
        sums: summedByGroup(parts, groups),
        baseOf: (at) => shap.expected[explained[at]!]!,
        classOf: (at) => (outputs === 1 ? 1 : explained[at]!),
      });
    },
  };
}

/** The place among the outputs of the class that is explained: of two classes the second, of more the one predicted. */
function outputChooser({ outputs }: LearnerShap): (predictions: Predictions, at: number) => number {
  if (outputs === 1) return () => 0;
  return ({ labels, classes }, at) => (classes.length === 2 ? 1 : labels![at]!);
}
