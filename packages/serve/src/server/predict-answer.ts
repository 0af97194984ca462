import { compileModel, type Explanation, type ModelPredictor, type Predictions, type StoredModel } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { compileAnswerWriter, type ModelIdentity } from "../answer/answer-text.ts";
import { compileRecordReader } from "../request/record-reader.ts";
import { isRequestForm, requestForm } from "../request/request-form.ts";
import type { RequestProblem } from "../request/request-problem.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import { lazyExplainer } from "./lazy-explainer.ts";
import type { ServerLimits } from "./limits.ts";

/** The text of a good answer, with how many records it predicts and how many it does not. */
export interface PredictAnswer {
  readonly text: string;
  readonly predicted: number;
  readonly outOfScope: number;
  readonly incomplete: number;
}

/** Between a parsed body and the text of its answer. `today` in days since 1970-01-01; `explain`: with reasons. */
export type Predict = (body: unknown, today: number, explain?: boolean) => PredictAnswer | ErrorAnswer;

/** The columns that a request carries: those of the model's input that are not for training only. */
export const requestColumns = (model: StoredModel): readonly Column[] =>
  model.definition.input.filter((column) => column.trainingOnly !== true);

export function compilePredict(model: StoredModel, identity: ModelIdentity, limits: ServerLimits): Predict {
  const predictor: ModelPredictor = compileModel(model);
  const reader = compileRecordReader(requestColumns(model));
  const writer = compileAnswerWriter(model, identity);
  const explainer = lazyExplainer(model);
  return (body, today, explain = false) => {
    const form = requestForm(body, explain ? Math.min(limits.records, limits.explainedRecords) : limits.records);
    if (!isRequestForm(form)) return invalidRequest(form);
    const table = reader.read(form.records, form.root);
    if (!("rows" in table)) return invalidRequest(table);
    const context = { today, serving: true };
    const predictions = table.rows === 0 ? none : predictor(table, context);
    let explanations: readonly Explanation[] | undefined;
    if (explain) {
      const compiled = explainer();
      if (!compiled.ok) return notExplainable(compiled.problem.reason);
      explanations = compiled.value(predictions, table, context);
    }
    const counts = {
      predicted: predictions.rows.length,
      outOfScope: predictions.outOfScope.length,
      incomplete: predictions.incomplete.length,
    };
    if (!form.root.single) return { ...counts, text: writer.many(predictions, table.rows, explanations) };
    return withoutPrediction(predictions) ?? { ...counts, text: writer.one(predictions, explanations) };
  };
}

export const isErrorAnswer = (answer: PredictAnswer | ErrorAnswer): answer is ErrorAnswer => "status" in answer;

const none: ReturnType<ModelPredictor> = {
  rows: new Int32Array(0),
  classes: [],
  outOfScope: [],
  incomplete: [],
  output: { rows: 0, columns: [] },
};

const notExplainable = (reason: string): ErrorAnswer => ({
  status: 422,
  code: "not_explainable",
  message: `the model cannot be explained: ${reason}`,
});

function invalidRequest(details: readonly RequestProblem[]): ErrorAnswer {
  const first = details[0]!;
  const rest = details.length === 1 ? "" : ` (and ${details.length - 1} more)`;
  const message = `${first.path === "" ? "the body" : first.path}: ${first.message}${rest}`;
  return { status: 422, code: "invalid_request", message, details };
}

/** Why a single record gets no prediction, if it gets none. */
function withoutPrediction({ outOfScope, incomplete }: Predictions): ErrorAnswer | undefined {
  const away = outOfScope[0];
  if (away !== undefined) {
    const message = `the model is not for such a record: it needs ${away.filter}`;
    return { status: 422, code: "out_of_scope", message, filter: away.filter };
  }
  const gap = incomplete[0];
  if (gap === undefined) return undefined;
  const message = `the model gives no prediction without a value of ${gap.columns.join(", ")}`;
  return { status: 422, code: "incomplete", message, columns: gap.columns };
}
