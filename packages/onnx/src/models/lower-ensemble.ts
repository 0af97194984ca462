import type { ClassLabel, EnsembleModel } from "@mlopsc/learn";
import type { Bools, Doubles } from "../graph/graph.ts";
import { lowerLearner } from "../learners/lower-learner.ts";
import { type Lowering, numbers, type Refused } from "../lower/lowered.ts";
import type { InputColumns } from "./input-columns.ts";
import type { LoweredModel } from "./lower-model.ts";
import { lowerSingle } from "./lower-single.ts";

/** Several models that answer as one: a row has a prediction where each member has one. */
export function lowerEnsemble(lowering: Lowering, model: EnsembleModel, inputs: InputColumns): LoweredModel {
  const said: Doubles[] = [];
  const answered: Bools[] = [];
  const scopes: Bools[] = [];
  for (const member of model.members) {
    const answer = lowerSingle(lowering, member, inputs);
    if (!answer.ok) return answer;
    answered.push(lowering.not(lowering.isNaN(lowering.column(answer.predicted, 0))));
    if (answer.inScope !== undefined) scopes.push(answer.inScope);
    said.push(underClasses(lowering, answer.predicted, member.classes, model.classes));
  }
  const combined = combine(lowering, model, said);
  if ("type" in combined) return { ok: false, problem: combined };
  const [first, ...others] = answered;
  const predicted = lowering.choose(lowering.and(first!, ...others), combined, Number.NaN);
  const [scope, ...rest] = scopes;
  return { ok: true, predicted, inScope: scope && lowering.and(scope, ...rest) };
}

/** Probabilities under other classes: 0 for those that the member does not know. */
function underClasses(
  lowering: Lowering,
  values: Doubles,
  from: readonly ClassLabel[],
  to: readonly ClassLabel[],
): Doubles {
  if (to.length === 0) return values;
  const sources = to.map((label) => from.indexOf(label));
  return lowering.concat(sources.map((at) => (at < 0 ? lowering.ofRows(0) : lowering.column(values, at))));
}

function combine(
  lowering: Lowering,
  { combination, members, classes }: EnsembleModel,
  said: readonly Doubles[],
): Doubles | Refused {
  if (combination.kind === "average") {
    const [first, ...others] = said.map((values, at) => lowering.multiply(values, combination.weights[at]!));
    return others.reduce((sum, values) => lowering.add(sum, values), first!);
  }
  const features = members.flatMap(({ definition: { name } }, at) => {
    if (classes.length <= 2)
      return [[name, numbers(lowering.column(said[at]!, Math.max(0, classes.length - 1)))] as const];
    return classes.map((label, output) => [`${name}=${label}`, numbers(lowering.column(said[at]!, output))] as const);
  });
  return lowerLearner(lowering, combination.learner, new Map(features));
}
