import { type ModelSummary, predictsSlowly, type SummaryOptions, summariseModel, type Table } from "@mlopsc/learn";
import { readyModel } from "../ready-model.ts";
import type { TaskMeans } from "../task-means.ts";
import type { TaskProgress } from "../task-progress.ts";

export interface ExplainModelInput extends SummaryOptions {
  /** The model's document. */
  readonly model: string;
  /** Rows as a request carries them. */
  readonly table: Table;
}

/** What a model makes of its columns; null where its document cannot be read, or a program would be started again and again. */
export function explainModelTask(
  { model, table, ...options }: ExplainModelInput,
  _progress?: TaskProgress,
  { outside }: TaskMeans = {},
): ModelSummary | null {
  const read = readyModel(model, outside);
  return read.ok && !predictsSlowly(read.value) ? summariseModel(read.value, table, options) : null;
}
