import type { Column } from "@mlopsc/vocabulary";
import { compileAnswerWriter, type ModelIdentity } from "../answer/answer-text.ts";
import type { ServedModel } from "../answer/served-model.ts";
import { compileRecordReader } from "../request/record-reader.ts";
import { isRequestForm, requestForm } from "../request/request-form.ts";
import type { RequestProblem } from "../request/request-problem.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import type { ServerLimits } from "./limits.ts";

/** The text of a good answer, with how many records it predicts and how many it calls out of scope. */
export interface PredictAnswer {
  readonly text: string;
  readonly predicted: number;
  readonly outOfScope: number;
}

/** The columns that a request carries: those of the model's input that are not for training only. */
export const requestColumns = (model: ServedModel): readonly Column[] =>
  model.definition.input.filter((column) => column.trainingOnly !== true);

/** Compiles everything between a parsed body and the text of the answer. `today` in days since 1970-01-01. */
export function compilePredict(
  model: ServedModel,
  identity: ModelIdentity,
  limits: ServerLimits,
): (body: unknown, today: number) => PredictAnswer | ErrorAnswer {
  const reader = compileRecordReader(requestColumns(model));
  const writer = compileAnswerWriter(model, identity);
  return (body, today) => {
    const form = requestForm(body, limits.records);
    if (!isRequestForm(form)) return invalidRequest(form);
    const table = reader.read(form.records, form.root);
    if (!("rows" in table)) return invalidRequest(table);
    const predictions = model.predict(table, today);
    const predicted = predictions.values.length;
    const outOfScope = table.rows - predicted;
    if (!form.root.single) return { text: writer.many(predictions), predicted, outOfScope };
    return outOfScope === 1
      ? outOfScopeAnswer(predictions.scopeOf(0))
      : { text: writer.one(predictions), predicted, outOfScope };
  };
}

export const isErrorAnswer = (answer: PredictAnswer | ErrorAnswer): answer is ErrorAnswer => "status" in answer;

function invalidRequest(details: readonly RequestProblem[]): ErrorAnswer {
  const first = details[0]!;
  const rest = details.length === 1 ? "" : ` (and ${details.length - 1} more)`;
  const message = `${first.path === "" ? "the body" : first.path}: ${first.message}${rest}`;
  return { status: 422, code: "invalid_request", message, details };
}

const outOfScopeAnswer = (filter: string): ErrorAnswer => ({
  status: 422,
  code: "out_of_scope",
  message: `the model is not for such a record: it needs ${filter}`,
  filter,
});
