import { compileModel, type Explanation, type ModelPredictor, type Predictions, type StoredModel } from "@mlopsc/learn";
import { compileAnswerWriter, type ModelIdentity } from "../answer/answer-text.ts";
import type { AnsweredRecords } from "../log/logged-request.ts";
import { compileRecordReader, isReadRecords } from "../request/record-reader.ts";
import { requestColumns } from "../request/request-columns.ts";
import { isRequestForm, type RequestForm, requestForm } from "../request/request-form.ts";
import type { RequestProblem } from "../request/request-problem.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import { lazyExplainer } from "./lazy-explainer.ts";
import type { ServerLimits } from "./limits.ts";

/** The text of a good answer, with what it was made of. */
export interface PredictAnswer {
  readonly text: string;
  readonly records: AnsweredRecords;
}

/** Why there is no prediction, with the records where they fitted, or what did not fit. */
export interface PredictRefusal {
  readonly error: ErrorAnswer;
  readonly records?: AnsweredRecords;
  readonly form?: RequestForm;
}

/** Between a parsed body and the text of its answer. `today` in days since 1970-01-01; `explain`: with reasons. */
export type Predict = (body: unknown, today: number, explain?: boolean) => PredictAnswer | PredictRefusal;

/** A request may also carry `keys`, which the model does not read. */
export function compilePredict(
  model: StoredModel,
  identity: ModelIdentity,
  limits: ServerLimits,
  keys: readonly string[] = [],
): Predict {
  const predictor: ModelPredictor = compileModel(model);
  const reader = compileRecordReader(requestColumns(model), keys);
  const writer = compileAnswerWriter(model, identity);
  const explainer = lazyExplainer(model);
  return (body, today, explain = false) => {
    const form = requestForm(body, explain ? Math.min(limits.records, limits.explainedRecords) : limits.records);
    if (!isRequestForm(form)) return { error: invalidRequest(form) };
    const read = reader.read(form.records, form.root);
    if (!isReadRecords(read)) return { error: invalidRequest(read), form };
    const { table } = read;
    const context = { today, serving: true };
    const predictions = table.rows === 0 ? none : predictor(table, context);
    const records: AnsweredRecords = { table, keys: read.keys, predictions };
    let explanations: readonly Explanation[] | undefined;
    if (explain) {
      const compiled = explainer();
      if (!compiled.ok) return { error: notExplainable(compiled.problem.reason), records };
      explanations = compiled.value(predictions, table, context);
    }
    if (!form.root.single) return { text: writer.many(predictions, table.rows, explanations), records };
    const error = withoutPrediction(predictions);
    return error === undefined ? { text: writer.one(predictions, explanations), records } : { error, records };
  };
}

export const isRefusal = (answer: PredictAnswer | PredictRefusal): answer is PredictRefusal => "error" in answer;

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
