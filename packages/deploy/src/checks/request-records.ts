import { type JsonRecord, type JsonScalar, recordsFromTable, type StoredModel, type Table } from "@mlopsc/learn";
import { exampleRecord, requestColumns } from "@mlopsc/serve";

/** Rows as a request carries them; columns that the table lacks are missing, or hold what the server's example has. */
export function requestRecords(model: StoredModel, table: Table): readonly JsonRecord[] {
  const columns = requestColumns(model);
  const there = new Set(table.columns.map(({ name }) => name));
  const madeUp = columns.filter(({ name }) => !there.has(name));
  const example = madeUp.some(({ type }) => !type.nullable) ? exampleRecord(model, columns, model.today) : undefined;
  const fixed: Record<string, JsonScalar> = {};
  for (const { name, type } of madeUp) fixed[name] = type.nullable ? null : (example?.[name] ?? null);
  const wanted = new Set(columns.map(({ name }) => name));
  const known = { rows: table.rows, columns: table.columns.filter(({ name }) => wanted.has(name)) };
  return recordsFromTable(known).map((record) => ({ ...record, ...fixed }));
}
