import { compileModel } from "../model/predict-model.ts";
import type { StoredModel } from "../model/trained-model.ts";
import { type JsonRecord, tableFromRecords } from "../table/records.ts";
import { compileExplainer, type ExplainOptions } from "./explain-model.ts";
import { type Explained, type Explanation, unexplained } from "./explanation.ts";

/**
 * Why a model predicts of one record what it does. A problem where the model cannot be explained, or gives the record no
 * prediction. Throws where a value is not of its column's kind. For many records keep a {@link compileExplainer}.
 */
export function explainPrediction(
  model: StoredModel,
  record: JsonRecord,
  context: ExplainOptions & { readonly today: number },
): Explained<Explanation> {
  const explainer = compileExplainer(model, context);
  if (!explainer.ok) return explainer;
  const asked = model.definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  const request = tableFromRecords(asked, [record]);
  const serving = { today: context.today, serving: true };
  const predictions = compileModel(model)(request, serving);
  const [away] = predictions.outOfScope;
  if (away !== undefined) return unexplained(`the record is out of its scope: it needs ${away.filter}`);
  const [gap] = predictions.incomplete;
  if (gap !== undefined) return unexplained(`it gives no prediction without a value of ${gap.columns.join(", ")}`);
  return { ok: true, value: explainer.value(predictions, request, serving)[0]! };
}
