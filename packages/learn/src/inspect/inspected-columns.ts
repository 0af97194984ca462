import { featureOrigins } from "../explain/column-origins.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { applyPipeline } from "../pipeline/apply-pipeline.ts";
import { columnNamed, requireColumn } from "../table/columns.ts";
import type { Table, TableColumn } from "../table/table.ts";
import { takeColumnRows } from "../table/take-rows.ts";

/** The columns that a model's features come from, as people know them, beside the target, over the rows that filters leave. */
export interface InspectedColumns {
  readonly rows: number;
  /** Of the request as the rows carry them; derived from several, as the pipeline made them. Encodings are left out. */
  readonly columns: readonly TableColumn[];
  readonly target: TableColumn;
}

/** Columns of these rows of the last relational step. */
export function inspectedColumns(model: TrainedModel, table: Table, today: number): InspectedColumns {
  const { output, rows } = applyPipeline(model.pipeline, table, { today, serving: false });
  const columns = new Map<string, TableColumn>();
  featureOrigins(model).forEach(({ column: name, part }, at) => {
    const own = part < 0 ? columnNamed(table, name) : undefined;
    const made = model.features[at] === name ? columnNamed(output, name) : undefined;
    if (own !== undefined) columns.set(name, takeColumnRows(own, rows));
    else if (made !== undefined && !columns.has(name)) columns.set(name, made);
  });
  return { rows: output.rows, columns: [...columns.values()], target: requireColumn(output, model.definition.target) };
}
