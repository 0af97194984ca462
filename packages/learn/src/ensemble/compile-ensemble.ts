import type { ModelPredictor } from "../model/predict-model.ts";
import { predictionValues } from "../model/prediction-values.ts";
import { compileCombination } from "./combine-answers.ts";
import type { EnsembleModel } from "./ensemble-model.ts";
import { gatherAnswers } from "./gather-answers.ts";

/**
 * An ensemble made ready to predict. A row is answered where every member answers it: one that a filter turns away or
 * that lacks a value which some member needs is told as of a single model.
 * @param predictors of the members, in order
 */
export function compileEnsemble(model: EnsembleModel, predictors: readonly ModelPredictor[]): ModelPredictor {
  const { classes, definition, members } = model;
  const combine = compileCombination(model);
  const asked = predictors.map((predict, member) => ({ predict, classes: members[member]!.classes }));
  return (table, context) => {
    const { rows, said, outputs, outOfScope, incomplete } = gatherAnswers(asked, classes, table, context);
    const values = predictionValues(definition, classes, combine(said), model.threshold);
    return { rows, classes, outOfScope, incomplete, output: outputs[0]!, ...values };
  };
}
