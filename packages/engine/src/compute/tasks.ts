import type { Team } from "@mlopsc/learn";
import { combineModelsTask } from "./tasks/combine-models-task.ts";
import { crossValidateTask } from "./tasks/cross-validate-task.ts";
import { detectDriftTask } from "./tasks/detect-drift-task.ts";
import { evaluateModelTask } from "./tasks/evaluate-model-task.ts";
import { explainModelTask } from "./tasks/explain-model-task.ts";
import { inspectModelTask } from "./tasks/inspect-model-task.ts";
import { proposeTrialsTask } from "./tasks/propose-trials-task.ts";
import { splitDataTask } from "./tasks/split-data-task.ts";
import { trainModelTask } from "./tasks/train-model-task.ts";

/** Every long calculation, by name. Each is a pure function of its input, which is plain data: it runs in any thread. */
export interface Tasks {
  readonly "split-data": typeof splitDataTask;
  readonly "train-model": typeof trainModelTask;
  readonly "cross-validate": typeof crossValidateTask;
  readonly "combine-models": typeof combineModelsTask;
  readonly "propose-trials": typeof proposeTrialsTask;
  readonly "evaluate-model": typeof evaluateModelTask;
  readonly "explain-model": typeof explainModelTask;
  readonly "inspect-model": typeof inspectModelTask;
  readonly "detect-drift": typeof detectDriftTask;
}

export const tasks: Tasks = {
  "split-data": splitDataTask,
  "train-model": trainModelTask,
  "cross-validate": crossValidateTask,
  "combine-models": combineModelsTask,
  "propose-trials": proposeTrialsTask,
  "evaluate-model": evaluateModelTask,
  "explain-model": explainModelTask,
  "inspect-model": inspectModelTask,
  "detect-drift": detectDriftTask,
};

/** Calls other threads to help with a fit. */
export type Summon = () => Team;
