import { type ApplyContext, applyPipeline } from "../pipeline/apply-pipeline.ts";
import type { Table } from "../table/table.ts";
import type { StoredModel } from "./trained-model.ts";

/** The rows that no filter turns away, of an ensemble in no member, rising. No learner is asked, so that none need be reached. */
export function rowsInScope(model: StoredModel, table: Table, context: ApplyContext): Int32Array {
  const members = "members" in model ? model.members : [model];
  const [first, ...others] = members.map(({ pipeline }) => applyPipeline(pipeline, table, context).rows);
  const letIn = others.map((rows) => new Set(rows));
  return first!.filter((row) => letIn.every((rows) => rows.has(row)));
}
