import { isText, type Predictions, type TableColumn, type TextColumn } from "@mlopsc/learn";
import { requestProblemCodes } from "../request/request-problem.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { LogSchema } from "./log-schema.ts";
import { type AnsweredRecords, type AnsweredRequest, type LoggedProblem, recordOutcome } from "./logged-request.ts";
import { putNumbers } from "./numbers-block.ts";
import { compileTextsWriter } from "./texts-block.ts";

/** Which optional parts an entry has. */
export const part = { records: 1, problems: 2, outcomes: 4, attempt: 8 } as const;

/** Puts an entry; gives the place of its milliseconds, which are known only once it is written. */
export type EntryWriter = (to: ByteWriter, request: AnsweredRequest) => number;

export function compileEntryWriter(schema: LogSchema): EntryWriter {
  const putRecords = compileRecordsWriter(schema);
  const places = new Map(schema.columns.map(({ name }, place) => [name, place + 1]));
  return (to, { time, id, status, records, problems, attempt }) => {
    to.float64(time);
    const place = to.length;
    to.float32(0);
    to.int16(status);
    to.text(id);
    const isWhole = records === undefined || records.predictions.rows.length === records.table.rows;
    const hasProblems = problems !== undefined && problems.length > 0;
    to.byte(
      (records === undefined ? 0 : part.records) |
        (hasProblems ? part.problems : 0) |
        (isWhole ? 0 : part.outcomes) |
        (attempt === undefined ? 0 : part.attempt),
    );
    if (attempt !== undefined) {
      to.count(attempt.number);
      to.count(attempt.milliseconds);
    }
    if (records !== undefined) putRecords(to, records, isWhole);
    if (hasProblems) putProblems(to, problems, places);
    return place;
  };
}

function compileRecordsWriter(schema: LogSchema): (to: ByteWriter, records: AnsweredRecords, isWhole: boolean) => void {
  const columns = schema.columns.map(({ name, levels }) => ({ name, putTexts: compileTextsWriter(levels) }));
  const putKey = compileTextsWriter(undefined);
  const putPredictions = predictionsWriter(schema);
  return (to, { table, keys, predictions }, isWhole) => {
    to.count(table.rows);
    // Both are in the order of the schema; the table has the personal columns between them.
    let at = 0;
    for (const { name, putTexts } of columns) {
      while (table.columns[at]!.name !== name) at++;
      const column: TableColumn = table.columns[at++]!;
      if (isText(column)) putTexts(to, column);
      else putNumbers(to, column.values);
    }
    for (const key of keys) putKey(to, key satisfies TextColumn);
    if (!isWhole) putOutcomes(to, table.rows, predictions);
    putPredictions(to, predictions);
  };
}

function putOutcomes(to: ByteWriter, rows: number, { outOfScope, incomplete }: Predictions): void {
  const outcomes = new Uint8Array(rows);
  for (const { row } of outOfScope) outcomes[row] = recordOutcome.outOfScope;
  for (const { row } of incomplete) outcomes[row] = recordOutcome.incomplete;
  for (const each of outcomes) to.byte(each);
}

function predictionsWriter({ classes }: LogSchema): (to: ByteWriter, predictions: Predictions) => void {
  return (to, { rows, values, labels, probabilities }) => {
    if (rows.length === 0) return;
    if (classes.length > 0) for (const label of labels!) to.count(label);
    putNumbers(to, classes.length > 2 ? probabilities! : values!);
  };
}

function putProblems(to: ByteWriter, problems: readonly LoggedProblem[], places: ReadonlyMap<string, number>): void {
  to.count(problems.length);
  for (const { column, code } of problems) {
    to.count(column === undefined ? 0 : (places.get(column) ?? 0));
    to.byte(requestProblemCodes.indexOf(code));
  }
}
