import { allRows, type FittedOutside, type Outcome, OutsideFailure, type TrainingRows, takeRows } from "@mlopsc/learn";
import { classOf } from "./class-names.ts";
import type { OnnxScorer } from "./onnx-scorer.ts";

/** Training rows that a model is tried on before it counts as fitted. */
const triedRows = 1000;

/**
 * The learner, after it predicted some training rows: a problem where its output cannot be read, or where the class that
 * it says is mostly not the one to which its probabilities, taken in our order of classes, point.
 */
export function checkLabels(
  score: OnnxScorer,
  file: string,
  fitted: FittedOutside,
  { table }: TrainingRows,
): Outcome<FittedOutside> {
  const { labels, classCount } = fitted;
  try {
    const { predicted, said } = score(takeRows(table, allRows(Math.min(table.rows, triedRows))));
    if (fitted.task === "regression") return { ok: true, value: fitted };
    const wrong = said.findIndex((text) => text !== null && classOf(text, labels) === undefined);
    const listed = labels.map((label) => `\`${label}\``).join(", ");
    if (wrong >= 0) return mismatch(file, `it says \`${said[wrong]}\`, and the classes are ${listed}`);
    const against = said.filter(
      (text, row) => text !== null && classOf(text, labels) !== likeliest(predicted, row, classCount),
    );
    if (2 * against.length > said.length)
      return mismatch(file, `its probabilities are not in the order of the classes, which is ${listed}`);
    return { ok: true, value: fitted };
  } catch (failure) {
    if (failure instanceof OutsideFailure) return { ok: false, problem: { kind: "outside", problem: failure.problem } };
    throw failure;
  }
}

function likeliest(predicted: Float64Array, row: number, width: number): number {
  const part = predicted.subarray(row * width, (row + 1) * width);
  return part.indexOf(Math.max(...part));
}

const mismatch = (file: string, reason: string): Outcome<never> => ({
  ok: false,
  problem: {
    kind: "outside",
    problem: {
      ...{ kind: "onnxMismatch", file, reason },
      help: "Classes stand in order: false before true, numbers by size, text by code point, as scikit-learn has them.",
    },
  },
});
