import type { StoredModel } from "@mlopsc/learn";
import type { Bools, Doubles } from "../graph/graph.ts";
import { type Lowering, type Refused, refused } from "../lower/lowered.ts";
import { featureColumns, requestColumns } from "./input-columns.ts";
import { lowerEnsemble } from "./lower-ensemble.ts";
import { lowerLearnerOf, lowerSingle } from "./lower-single.ts";

export type LoweredModel =
  | {
      readonly ok: true;
      /** Numbers, or probabilities of the classes; NaN where there is no prediction. */
      readonly predicted: Doubles;
      /** Whether all filters let a row through; undefined where there are none. */
      readonly inScope: Bools | undefined;
    }
  | { readonly ok: false; readonly problem: Refused };

/** A model with inputs of its own: the columns of a request, or (`learnerOnly`) what its learner reads. */
export function lowerModel(lowering: Lowering, model: StoredModel, learnerOnly: boolean): LoweredModel {
  if (learnerOnly && "members" in model) return { ok: false, problem: refused("an ensemble without its pipelines") };
  const inputs =
    learnerOnly && !("members" in model) ? featureColumns(lowering, model) : requestColumns(lowering, model.definition);
  if (inputs.columns.size === 0) return { ok: false, problem: refused("a model that reads no column") };
  if ("members" in model) return lowerEnsemble(lowering, model, inputs);
  return learnerOnly ? lowerLearnerOf(lowering, model, inputs.columns) : lowerSingle(lowering, model, inputs);
}
