import type { Task, ThresholdDefinition } from "@mlopsc/vocabulary";
import { bestThreshold } from "../metrics/best-threshold.ts";
import type { EnsembleOutOfFold } from "./ensemble-validation.ts";

/** Where an ensemble parts two classes: as said, or what is best by a metric of what it says out of fold. */
export function ensembleThreshold(
  asked: ThresholdDefinition | undefined,
  { truth, predicted }: Pick<EnsembleOutOfFold, "truth" | "predicted">,
  task: Task,
): number | undefined {
  if (typeof asked !== "object") return asked;
  return bestThreshold(asked.best, truth, { task, classCount: 2, predicted }).threshold;
}
