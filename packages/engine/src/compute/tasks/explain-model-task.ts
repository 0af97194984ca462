import { type ModelSummary, readModel, type SummaryOptions, summariseModel, type Table } from "@mlopsc/learn";

export interface ExplainModelInput extends SummaryOptions {
  /** The model's document. */
  readonly model: string;
  /** Rows as a request carries them. */
  readonly table: Table;
}

/** What a model makes of its columns; null where its document cannot be read. */
export function explainModelTask({ model, table, ...options }: ExplainModelInput): ModelSummary | null {
  const read = readModel(model);
  return read.ok ? summariseModel(read.value, table, options) : null;
}
