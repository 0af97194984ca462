import {
  type FittedOutside,
  type Outcome,
  OutsideFailure,
  type OutsideFile,
  type OutsideLearners,
  type OutsideProblem,
  onnxModelPath,
  outsideFeature,
  type TablePredictor,
  type TrainingRows,
} from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { checkLabels } from "../onnx/check-labels.ts";
import { onnxScorer } from "../onnx/onnx-scorer.ts";
import type { OnnxThread } from "../onnx/onnx-thread.ts";
import type { TrainerAnswer, TrainerAsk } from "./trainer-ask.ts";

/** The ways out of a calculation: each stands still until it is answered. */
export interface WaysOut {
  readonly ask: (ask: TrainerAsk) => TrainerAnswer;
  /** Started when first needed. */
  readonly onnx: () => OnnxThread;
}

/** Learners that are programs or ONNX models, as functions of rows. */
export function outsideLearners({ ask, onnx }: WaysOut): OutsideLearners {
  const predictor = (fitted: FittedOutside): Outcome<TablePredictor> => {
    const model = onnxFile(fitted);
    if (model !== undefined) {
      const scorer = onnxScorer(onnx(), model, fitted);
      return scorer.ok ? { ok: true, value: (table) => scorer.value(table).predicted } : scorer;
    }
    return {
      ok: true,
      value: (features) => {
        if (features.rows === 0) return new Float64Array(0);
        const answer = ask({ verb: "predict", fitted: plainOf(fitted), features });
        if (!answer.ok) throw new OutsideFailure(answer.problem);
        return answer.predicted as Float64Array;
      },
    };
  };
  return {
    predictor,
    fit: (choice, rows) => {
      const answer = ask(choice.algorithm === "onnx" ? { verb: "files" } : trainingAsk(choice, rows));
      if (!answer.ok) return problem(answer.problem);
      const fitted = fittedOf(choice, rows, answer.files ?? [], answer.made ?? []);
      const model = onnxFile(fitted);
      if (model === undefined) return { ok: true, value: fitted };
      const scorer = onnxScorer(onnx(), model, fitted);
      if (!scorer.ok) return scorer;
      return checkLabels(scorer.value, model.path, fitted, rows);
    },
  };
}

function trainingAsk(choice: AlgorithmChoice, rows: TrainingRows): TrainerAsk {
  const { task, seed, table, target, targetName = "target", labels = [] } = rows;
  return { verb: "train", choice, task, seed, labels, features: table, target: { name: targetName, values: target } };
}

function fittedOf(
  { algorithm, parameters, outside }: AlgorithmChoice,
  { task, classCount, seed, table, labels = [], targetName = "target" }: TrainingRows,
  files: readonly OutsideFile[],
  made: readonly OutsideFile[],
): FittedOutside {
  if (outside === undefined || (algorithm !== "command" && algorithm !== "onnx"))
    throw new Error(`${algorithm} is fitted by mlopsc itself`);
  return {
    ...{ algorithm, task, classCount, outside, parameters, seed, labels, files, made },
    target: targetName,
    importance: table.columns.map(() => 0),
    features: table.columns.map(outsideFeature),
  };
}

/** What scores instead of the program, where it left an ONNX model. */
const onnxFile = ({ algorithm, files, made }: FittedOutside): OutsideFile | undefined =>
  algorithm === "onnx" ? files[0] : made.find(({ path }) => path === onnxModelPath);

/** Without the way to predict that a bound one has, which no message carries. */
function plainOf(fitted: FittedOutside): FittedOutside {
  if (!("predict" in fitted)) return fitted;
  const { predict: _bound, ...plain } = fitted as FittedOutside & { readonly predict: unknown };
  return plain;
}

const problem = (what: OutsideProblem): Outcome<never> => ({ ok: false, problem: { kind: "outside", problem: what } });
