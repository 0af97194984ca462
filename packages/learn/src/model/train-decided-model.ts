import type { AlgorithmChoice, FoldPlan, ModelDefinition } from "@mlopsc/vocabulary";
import { done, type Outcome } from "../problem.ts";
import type { Table } from "../table/table.ts";
import { crossValidate } from "./cross-validate.ts";
import { type Decision, needsDecision } from "./decision.ts";
import { type TrainingContext, trainModel } from "./train-model.ts";
import { leastVersion, type TrainedModel } from "./trained-model.ts";

export interface DecidedModel {
  readonly model: TrainedModel;
  /** Absent where the model neither calibrates nor chooses a threshold. */
  readonly decision?: Decision;
  /** The out-of-fold rows that taught it. */
  readonly decisionRows?: number;
}

/**
 * As {@link trainModel}, and where the definition asks for it with a calibration and a threshold, which are learned from
 * predictions of the same rows by models of the folds that had not seen them.
 */
export function trainDecidedModel(
  definition: ModelDefinition,
  choice: AlgorithmChoice,
  table: Table,
  folds: FoldPlan,
  context: TrainingContext,
): Outcome<DecidedModel> {
  const { onProgress, ...quiet } = context;
  const needed = needsDecision(definition);
  const share = needed ? 0.5 : 1;
  const trained = trainModel(definition, choice, table, {
    ...quiet,
    ...(onProgress === undefined ? {} : { onProgress: (at, total) => onProgress(share * at, total) }),
  });
  if (!trained.ok || !needed) return trained.ok ? done({ model: trained.value }) : trained;
  const validated = crossValidate(definition, choice, table, folds, [], quiet);
  if (!validated.ok) return validated;
  const { decision = {}, outOfFold } = validated.value;
  const { calibration, threshold } = decision;
  const model: TrainedModel = {
    ...trained.value,
    ...(calibration === undefined ? {} : { calibration }),
    ...(threshold === undefined ? {} : { threshold }),
  };
  return done({ model: { ...model, version: leastVersion(model) }, decision, decisionRows: outOfFold.rows.length });
}
