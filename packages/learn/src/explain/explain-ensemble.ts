import type { EnsembleModel } from "../ensemble/ensemble-model.ts";
import { gatherAnswers } from "../ensemble/gather-answers.ts";
import { compileModel } from "../model/predict-model.ts";
import type { ApplyContext } from "../pipeline/apply-pipeline.ts";
import type { JsonScalar } from "../table/records.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import { columnValues } from "./column-values.ts";
import { type EnsembleShap, ensembleShap } from "./ensemble-shap.ts";
import type { ExplainOptions, ModelExplainer } from "./explain-model.ts";
import type { Explained } from "./explanation.ts";
import { personalColumns, tellExplanations } from "./tell-explanations.ts";

/** Explains what several models answer as one; its scale is that of the answer: the number, or the probability. */
export function compileEnsembleExplainer(model: EnsembleModel, options: ExplainOptions): Explained<ModelExplainer> {
  const { seed = model.seed, orders = 1 } = options;
  const { classes, definition, members } = model;
  const found = ensembleShap(model, { seed, orders });
  if (!found.ok) return found;
  const { method, origins, expected, contributions } = found.value;
  const asked = members.map((member) => ({ predict: compileModel(member), classes: member.classes }));
  const personal = personalColumns(model, options.personal);
  return {
    ok: true,
    value: (predictions, request, context) => {
      if (predictions.rows.length === 0) return [];
      const { outputs } = gatherAnswers(asked, classes, takeRows(request, predictions.rows), context);
      const classOf = (at: number): number =>
        classes.length === 0 ? 0 : classes.length === 2 ? 1 : predictions.labels![at]!;
      return tellExplanations(predictions, {
        ...{ method, origins, personal, classOf },
        scale: definition.task === "regression" ? "value" : "probability",
        sums: contributions(outputs, classOf),
        baseOf: (at) => expected[classOf(at)]!,
        valueAt: memberValues(model, found.value, request, context),
      });
    },
  };
}

/** Each column's values, read through the pipeline of the member that owns it. */
function memberValues(
  { members }: EnsembleModel,
  { origins, owners }: EnsembleShap,
  request: Table,
  context: ApplyContext,
): (origin: number, row: number) => JsonScalar | undefined {
  const places = origins.map((_, at) => owners.slice(0, at).filter((owner) => owner === owners[at]).length);
  const valuesOf = members.map((member, at) =>
    columnValues(
      member,
      origins.filter((_, place) => owners[place] === at),
      request,
      context,
    ),
  );
  return (origin, row) => valuesOf[owners[origin]!]!(places[origin]!, row);
}
