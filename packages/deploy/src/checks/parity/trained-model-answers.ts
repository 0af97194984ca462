import {
  compileModel,
  type JsonRecord,
  numericColumn,
  type StoredModel,
  scalarFromJson,
  type Table,
  type TableColumn,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import { requestColumns } from "@mlopsc/serve";
import { type Column, isNumericStorage } from "@mlopsc/vocabulary";
import { type ModelAnswer, trainedAnswers } from "./model-answer.ts";

/** What the model, in this process, answers to records on a day (since 1970-01-01). */
export type AskModel = (records: readonly JsonRecord[], today: number) => readonly ModelAnswer[];

export function askModel(model: StoredModel): AskModel {
  const predict = compileModel(model);
  const columns = requestColumns(model);
  return (records, today) => {
    if (records.length === 0) return [];
    return trainedAnswers(predict(requestTable(columns, records), { today, serving: true }), records.length);
  };
}

/** As servers with mistakes might: a value that is not of its column's kind is missing, a whole number may be none. */
const requestTable = (columns: readonly Column[], records: readonly JsonRecord[]): Table =>
  tableOf(
    columns.map((column) => requestColumn(column, records)),
    records.length,
  );

function requestColumn({ name, type: { kind } }: Column, records: readonly JsonRecord[]): TableColumn {
  if (!isNumericStorage(kind)) {
    const texts = records.map((record) => (scalarFromJson(kind, record[name]) as string | null | undefined) ?? null);
    return textColumn(name, kind as "text", texts);
  }
  const read = kind === "int" ? "number" : kind;
  const values = records.map((record) => (scalarFromJson(read, record[name]) as number | undefined) ?? Number.NaN);
  return numericColumn(name, kind as "number", Float64Array.from(values));
}
