import { crossValidate, type Member, type Outcome, type Table, trainModel } from "@mlopsc/learn";
import type { AlgorithmChoice, FoldPlan, ModelDefinition } from "@mlopsc/vocabulary";

export const today = 20_000;

export function known<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value;
}

/** A model trained on the rows, with its out-of-fold predictions of them. */
export function memberOf(definition: ModelDefinition, choice: AlgorithmChoice, table: Table, plan: FoldPlan): Member {
  const context = { seed: 5, today };
  return {
    name: definition.name,
    model: known(trainModel(definition, choice, table, context)),
    outOfFold: known(crossValidate(definition, choice, table, plan, [], context)).outOfFold,
  };
}
