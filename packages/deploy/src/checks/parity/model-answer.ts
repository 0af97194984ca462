import type { ClassLabel, Predictions, StoredModel } from "@mlopsc/learn";

/** What a record gets: from the trained object, or over HTTP. */
export type ModelAnswer =
  | {
      readonly kind: "prediction";
      /** Absent for regression. */
      readonly label?: ClassLabel;
      /** The predicted number, or the probabilities in the order of the model's classes. */
      readonly numbers: readonly number[];
    }
  /** The condition that the record does not meet. */
  | { readonly kind: "out_of_scope"; readonly filter: string }
  /** The features that it lacks. */
  | { readonly kind: "incomplete"; readonly columns: readonly string[] }
  | RefusedAnswer;

/** No prediction, for a reason that a recorded row should not give. */
export interface RefusedAnswer {
  readonly kind: "refused";
  readonly reason: string;
  /** The column that the server complains of. */
  readonly column?: string;
  /** There was no answer at all. */
  readonly unreachable?: true;
}

/** What predictions of a table mean for each of its rows. */
export function trainedAnswers(predictions: Predictions, rows: number): readonly ModelAnswer[] {
  const answers = new Array<ModelAnswer>(rows);
  const { classes, labels, probabilities, values } = predictions;
  const width = classes.length;
  predictions.rows.forEach((row, place) => {
    answers[row] =
      width === 0
        ? { kind: "prediction", numbers: [values![place]!] }
        : {
            kind: "prediction",
            label: classes[labels![place]!]!,
            numbers: Array.from(probabilities!.subarray(place * width, (place + 1) * width)),
          };
  });
  for (const { row, filter } of predictions.outOfScope) answers[row] = { kind: "out_of_scope", filter };
  for (const { row, columns } of predictions.incomplete) answers[row] = { kind: "incomplete", columns };
  return answers;
}

/** One entry of an answer over HTTP: a prediction, or why there is none. */
export function servedAnswer(entry: unknown, classes: readonly ClassLabel[]): ModelAnswer {
  if (typeof entry !== "object" || entry === null) return { kind: "refused", reason: "an answer that is no object" };
  const fields = entry as Readonly<Record<string, unknown>>;
  const { prediction, out_of_scope: filter, incomplete: columns } = fields;
  if (filter !== undefined) return { kind: "out_of_scope", filter: String(filter) };
  if (columns !== undefined) return { kind: "incomplete", columns: Array.isArray(columns) ? columns.map(String) : [] };
  if (classes.length === 0)
    return typeof prediction === "number"
      ? { kind: "prediction", numbers: [prediction] }
      : { kind: "refused", reason: "an answer without a predicted number" };
  const probabilities = fields["probabilities"] as Readonly<Record<string, unknown>> | undefined;
  const numbers = classes.map((label) => probabilities?.[String(label)]);
  if (!numbers.every((number) => typeof number === "number"))
    return { kind: "refused", reason: "an answer that lacks the probability of a class" };
  return { kind: "prediction", label: prediction as ClassLabel, numbers };
}

/** Where two answers differ: the output, and both values. */
export interface AnswerDifference {
  readonly output: string;
  readonly trained: string;
  readonly served: string;
  /** Between numbers, 0 where there are none. */
  readonly size: number;
  /** The answers are of different kinds, or name different classes: no bound allows that. */
  readonly apart: boolean;
}

/** The largest difference of numbers, or what keeps them from being compared; null where the answers are equal. */
export function answerDifference(
  model: Pick<StoredModel, "definition" | "classes">,
  trained: ModelAnswer,
  served: ModelAnswer,
): AnswerDifference | null {
  const { target } = model.definition;
  if (trained.kind !== "prediction" || served.kind !== "prediction") {
    const [was, is] = [answerText(trained), answerText(served)];
    return was === is ? null : { output: target, trained: was, served: is, size: 0, apart: true };
  }
  let largest: AnswerDifference | null = null;
  for (const [index, number] of trained.numbers.entries()) {
    const other = served.numbers[index]!;
    const size = Math.abs(other - number);
    if (size === 0 || size <= (largest?.size ?? 0)) continue;
    const output = model.classes.length === 0 ? target : `probability of ${model.classes[index]}`;
    largest = { output, trained: String(number), served: String(other), size, apart: false };
  }
  if (trained.label === served.label) return largest;
  const labels = { trained: String(trained.label), served: String(served.label) };
  return { output: target, ...labels, size: largest?.size ?? 0, apart: true };
}

function answerText(answer: ModelAnswer): string {
  switch (answer.kind) {
    case "prediction":
      return String(answer.label ?? answer.numbers[0]);
    case "out_of_scope":
      return `out of scope (${answer.filter})`;
    case "incomplete":
      return `no prediction, for want of ${answer.columns.join(", ")}`;
    case "refused":
      return answer.reason;
  }
}
