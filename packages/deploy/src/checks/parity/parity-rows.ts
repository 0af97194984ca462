import type { StoredModel, Table } from "@mlopsc/learn";
import { requestRecords } from "../request-records.ts";
import { sampleRows } from "../sample-rows.ts";
import { askModel } from "./trained-model-answers.ts";
import { witnessRows } from "./witness-rows.ts";

/**
 * Rows of a table, rising, by which a difference between servers shows: such as hold what is rare (see {@link sampleRows}),
 * such as a usual mistake would make the model answer otherwise, and others at random. The same arguments give the same rows.
 */
export function parityRows(model: StoredModel, table: Table, count: number, seed: number): Int32Array {
  if (table.rows <= count) return sampleRows(table, count, seed);
  const witnesses = witnessRows(model, requestRecords(model, table), askModel(model), model.today, seed);
  return sampleRows(table, count, seed, witnesses);
}
