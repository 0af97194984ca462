import type { EvaluateModel, Step } from "@mlopsc/plan";
import type { ModelAnalysis } from "../models/model-analysis.ts";
import { placeOf } from "../semantics/reporter.ts";
import { findColumn } from "../semantics/table-schema.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { modelDefinition } from "./model-definition.ts";
import { blockPlace } from "./table-steps.ts";

/**
 * Search or validation, training, baseline, evaluation and registration of a model; none where it is not complete. Of a
 * member of an ensemble what the search chose is validated too, for its out-of-fold predictions.
 */
export function modelSteps(
  model: ModelAnalysis,
  seed: number,
  { isMember }: { readonly isMember: boolean },
): readonly Step[] {
  const definition = modelDefinition(model);
  const { learner, transform, folds, metrics, gates, gateSpans, baseline } = model;
  if (definition === null || learner === null || transform === null) return [];
  const { address } = model.declaration;
  const place = blockPlace(model.declaration);
  const data = transform.declaration.address;
  const inputs = { data, split: `${data}/split` };
  const shared = { definition, folds, metrics, seed };
  const measured = learner.kind === "search" ? `${address}/search` : `${address}/validate`;
  const first: Step =
    learner.kind === "search"
      ? { address: measured, kind: "search-model", config: { ...shared, search: learner.search }, inputs, place }
      : { address: measured, kind: "validate-model", config: { ...shared, choice: learner.choice }, inputs, place };
  const decided = definition.calibrate !== undefined || typeof definition.threshold === "object" ? { folds } : {};
  const choice = learner.kind === "search" ? null : learner.choice;
  const searched = learner.kind === "search" ? { search: measured } : {};
  const again: Step = {
    address: `${address}/validate`,
    kind: "validate-model",
    config: { ...shared, choice: null },
    inputs: { ...inputs, ...searched },
    place,
  };
  return [
    first,
    ...(isMember && learner.kind === "search" ? [again] : []),
    {
      address,
      kind: "train-model",
      config: { definition, choice, seed, ...decided },
      inputs: { ...inputs, ...searched },
      place,
    },
    {
      address: `${address}/baseline`,
      kind: "train-model",
      config: { definition, choice: baseline, seed, ...decided },
      inputs,
      place,
    },
    {
      address: `${address}/evaluate`,
      kind: "evaluate-model",
      config: { metrics, gates, seed, ...measuredBeside(model, transform) },
      inputs: { ...inputs, model: address, baseline: `${address}/baseline`, validation: measured },
      place,
      partPlaces: gateSpans.map((span) => placeOf(model.declaration, span)),
    },
    {
      address: `${address}/register`,
      kind: "register-model",
      config: { name: definition.name },
      inputs: { model: address, evaluation: `${address}/evaluate` },
      place,
    },
  ];
}

/** Slices and learning curve, where the model asks for them. */
function measuredBeside(
  { measuring: { slices, curvePoints }, folds }: ModelAnalysis,
  { dataSchema, rowSteps }: TransformAnalysis,
): Pick<EvaluateModel, "slices" | "learningCurve"> {
  const isThere = slices.every((name) => findColumn(dataSchema, name) !== undefined);
  return {
    ...(slices.length === 0 ? {} : { slices: { columns: slices, steps: isThere ? [] : rowSteps } }),
    ...(curvePoints === 0 ? {} : { learningCurve: { points: curvePoints, folds } }),
  };
}
