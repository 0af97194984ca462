import { type JsonRecord, recordsFromTable, selectColumns } from "@mlopsc/learn";
import type { CheckContext } from "./check-context.ts";
import { requestColumns } from "./parity/trained-model-answers.ts";

/** The recorded rows as a request carries them. */
export function requestRecords({ model, rows }: Pick<CheckContext, "model" | "rows">): readonly JsonRecord[] {
  const names = requestColumns(model).map(({ name }) => ({ from: name, to: name }));
  return recordsFromTable(selectColumns(rows.table, names));
}
