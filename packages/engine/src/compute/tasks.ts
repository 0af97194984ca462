import { OutsideFailure } from "@mlopsc/learn";
import type { TaskMeans } from "./task-means.ts";
import type { TaskProgress } from "./task-progress.ts";
import { combineModelsTask } from "./tasks/combine-models-task.ts";
import { crossValidateTask } from "./tasks/cross-validate-task.ts";
import { detectDriftTask } from "./tasks/detect-drift-task.ts";
import { evaluateModelTask } from "./tasks/evaluate-model-task.ts";
import { explainModelTask } from "./tasks/explain-model-task.ts";
import { inspectModelTask } from "./tasks/inspect-model-task.ts";
import { predictModelTask } from "./tasks/predict-model-task.ts";
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
  readonly "predict-model": typeof predictModelTask;
  readonly "detect-drift": typeof detectDriftTask;
}

const tasks: Tasks = {
  "split-data": splitDataTask,
  "train-model": trainModelTask,
  "cross-validate": crossValidateTask,
  "combine-models": combineModelsTask,
  "propose-trials": proposeTrialsTask,
  "evaluate-model": evaluateModelTask,
  "explain-model": explainModelTask,
  "inspect-model": inspectModelTask,
  "predict-model": predictModelTask,
  "detect-drift": detectDriftTask,
};

/** Runs a task. What a learner that is not ours could not do is a problem of the data, as others are. */
export function runTask<Name extends keyof Tasks>(
  name: Name,
  input: unknown,
  progress: TaskProgress,
  means: TaskMeans,
): ReturnType<Tasks[Name]> {
  const task = tasks[name] as (...given: unknown[]) => ReturnType<Tasks[Name]>;
  try {
    return task(input, progress, means);
  } catch (failure) {
    if (!(failure instanceof OutsideFailure)) throw failure;
    return { ok: false, problem: { kind: "outside", problem: failure.problem } } as ReturnType<Tasks[Name]>;
  }
}
