import { compileModel, type Outcome, type Predictions, type Table } from "@mlopsc/learn";
import { readyModel } from "../ready-model.ts";
import type { TaskMeans } from "../task-means.ts";
import type { TaskProgress } from "../task-progress.ts";

export interface PredictModelInput {
  /** The model's document. */
  readonly model: string;
  readonly table: Table;
  readonly today: number;
}

/** Predicts as the server does: for models whose learner has to be waited for. */
export function predictModelTask(
  { model, table, today }: PredictModelInput,
  _progress: TaskProgress,
  { outside }: TaskMeans = {},
): Outcome<Predictions> {
  const ready = readyModel(model, outside);
  if (!ready.ok) return ready;
  const { output: _features, ...predictions } = compileModel(ready.value)(table, { today, serving: true });
  return { ok: true, value: predictions };
}
