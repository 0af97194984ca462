import { dictionaryBuilder, type TableColumn } from "@mlopsc/learn";
import { isNumericStorage } from "@mlopsc/vocabulary";
import { requestProblemCodes } from "../request/request-problem.ts";
import type { ByteReader } from "./byte-reader.ts";
import { part } from "./entry-writer.ts";
import type { LoggedColumn, LogSchema } from "./log-schema.ts";
import { type LoggedColumns, type LoggedProblem, type LoggedRequest, recordOutcome } from "./logged-request.ts";
import { takeNumbers } from "./numbers-block.ts";
import { compileTextsReader } from "./texts-block.ts";

/** Gathers entries; all that a reading finds share their columns. */
export interface EntryReader {
  take(from: ByteReader): void;
  readonly requests: readonly LoggedRequest[];
  columns(): LoggedColumns;
}

export function createEntryReader(schema: LogSchema): EntryReader {
  const requests: LoggedRequest[] = [];
  const columns = [
    ...schema.columns.map(columnReader),
    ...schema.keys.map((name) => columnReader({ name, kind: "id" })),
  ];
  const answers = answersReader(schema.classes.length);
  let rows = 0;
  return {
    requests,
    take: (bytes) => {
      const time = bytes.float64();
      const milliseconds = bytes.float32();
      const status = bytes.int16();
      const id = bytes.text();
      const parts = bytes.byte();
      const attempt = (parts & part.attempt) === 0 ? undefined : { number: bytes.count(), milliseconds: bytes.count() };
      const records = (parts & part.records) === 0 ? 0 : bytes.count();
      if ((parts & part.records) !== 0) {
        for (const column of columns) column.take(bytes, records);
        answers.take(bytes, records, (parts & part.outcomes) !== 0);
      }
      const problems = (parts & part.problems) === 0 ? none : takeProblems(bytes, schema);
      const { release } = schema;
      requests.push({
        ...{ time, id, release, status, milliseconds, from: rows, to: rows + records, problems },
        ...(attempt === undefined ? {} : { attempt }),
      });
      rows += records;
    },
    columns: () => ({ table: { rows, columns: columns.map((column) => column.made()) }, ...answers.made() }),
  };
}

const none: readonly LoggedProblem[] = [];

interface ColumnReader {
  take(from: ByteReader, rows: number): void;
  made(): TableColumn;
}

function columnReader({ name, kind, levels }: LoggedColumn): ColumnReader {
  const held: number[] = [];
  if (isNumericStorage(kind))
    return {
      take: (from, rows) => takeNumbers(from, rows, held),
      made: () => ({ name, kind, values: Float64Array.from(held) }) as TableColumn,
    };
  const dictionary = dictionaryBuilder();
  const takeTexts = compileTextsReader(levels);
  return {
    take: (from, rows) => takeTexts(from, rows, held, dictionary),
    made: () => ({ name, kind, codes: Int32Array.from(held), dictionary: dictionary.dictionary }) as TableColumn,
  };
}

interface AnswersReader {
  take(from: ByteReader, rows: number, hasOutcomes: boolean): void;
  made(): Omit<LoggedColumns, "table">;
}

function answersReader(classes: number): AnswersReader {
  const [outcomes, values, labels, probabilities]: number[][] = [[], [], [], []] as number[][];
  const width = classes > 2 ? classes : 1;
  return {
    take: (from, rows, hasOutcomes) => {
      const own = Array.from({ length: rows }, () => (hasOutcomes ? from.byte() : recordOutcome.predicted));
      outcomes!.push(...own);
      const predicted = own.reduce((count, each) => count + Number(each === recordOutcome.predicted), 0);
      const ownLabels = Array.from({ length: classes > 0 ? predicted : 0 }, () => from.count());
      const ownNumbers: number[] = [];
      if (predicted > 0) takeNumbers(from, predicted * width, ownNumbers);
      let place = 0;
      for (const each of own) {
        const has = each === recordOutcome.predicted;
        labels!.push(has ? (ownLabels[place] ?? -1) : -1);
        values!.push(has && width === 1 ? ownNumbers[place]! : Number.NaN);
        for (let index = 0; width > 1 && index < width; index++)
          probabilities!.push(has ? ownNumbers[place * width + index]! : Number.NaN);
        if (has) place++;
      }
    },
    made: () => ({
      outcomes: Uint8Array.from(outcomes!),
      values: Float64Array.from(values!),
      labels: Int32Array.from(labels!),
      probabilities: Float64Array.from(probabilities!),
    }),
  };
}

function takeProblems(from: ByteReader, schema: LogSchema): LoggedProblem[] {
  return Array.from({ length: from.count() }, () => {
    const column = schema.columns[from.count() - 1]?.name;
    return { column, code: requestProblemCodes[from.byte()]! };
  });
}
