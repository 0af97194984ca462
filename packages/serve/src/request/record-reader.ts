import { dictionaryBuilder, type NumericColumn, type Table, type TableColumn, type TextColumn } from "@mlopsc/learn";
import { type Column, isNumericStorage } from "@mlopsc/vocabulary";
import { keyText, numberConverter, type TextConverter, textConverter } from "./column-converter.ts";
import { explainValue } from "./explain-value.ts";
import { jsonPointer } from "./json-pointer.ts";
import type { RequestProblem } from "./request-problem.ts";

/** Turns the records of a request into a table of exactly the declared columns, or says all that is wrong with them. */
export interface RecordReader {
  /** `root` is the JSON pointer's steps to the records; a single record stands at the root itself. */
  read(records: readonly unknown[], root: RecordRoot): ReadRecords | readonly RequestProblem[];
}

export interface ReadRecords {
  readonly table: Table;
  /** A column of kind `id` for each of the keys, in order. */
  readonly keys: readonly TextColumn[];
}

export const isReadRecords = (read: ReadRecords | readonly RequestProblem[]): read is ReadRecords => "table" in read;

export interface RecordRoot {
  readonly steps: readonly string[];
  readonly single: boolean;
}

/** At most so many problems are listed in one answer. */
export const problemLimit = 100;

type FieldAccess = (record: object) => unknown;
/** Undefined where some record's value is refused. */
type ColumnReader = (records: readonly object[]) => TableColumn | undefined;

/**
 * Compiles the columns of a request once. Good records take the short way: a closure per column that tests and writes;
 * only when one refuses are the records walked again to name every problem, so both ways accept the same values. `keys` are
 * names of no column: fields that a record may have besides.
 */
export function compileRecordReader(columns: readonly Column[], keys: readonly string[] = []): RecordReader {
  const readers = columns.map(columnReader);
  const keyReaders = keys.map(keyReader);
  const problemsOf = compileProblems(columns, keys);
  return {
    read: (records, root) => {
      if (!records.every((record) => isRecord(record) && fieldCount(record) === columns.length + keysIn(record, keys)))
        return problemsOf(records, root);
      const read: TableColumn[] = [];
      for (const reader of readers) {
        const column = reader(records as readonly object[]);
        if (column === undefined) return problemsOf(records, root);
        read.push(column);
      }
      const keyColumns: TextColumn[] = [];
      for (const reader of keyReaders) {
        const column = reader(records as readonly object[]);
        if (column === undefined) return problemsOf(records, root);
        keyColumns.push(column as TextColumn);
      }
      return { table: { rows: records.length, columns: read }, keys: keyColumns };
    },
  };
}

function columnReader(column: Column): ColumnReader {
  return isNumericStorage(column.type.kind) ? numbersReader(column) : textsReader(column);
}

function numbersReader(column: Column): ColumnReader {
  const { name } = column;
  const kind = column.type.kind as NumericColumn["kind"];
  const convert = numberConverter(column.type);
  const fieldOf = fieldAccess(name);
  return (records) => {
    const values = new Float64Array(records.length);
    for (let row = 0; row < records.length; row++) {
      const value = convert(fieldOf(records[row]!));
      if (value === undefined) return undefined;
      values[row] = value;
    }
    return { name, kind, values };
  };
}

function textsReader({ name, type }: Column): ColumnReader {
  const kind = type.kind as TextColumn["kind"];
  const one = convertedTexts(name, kind, textConverter(type));
  if (type.levels === undefined) return one;
  const many = leveledTexts(name, kind, type.levels, type.nullable);
  return (records) => (records.length === 1 ? one(records) : many(records));
}

/** Many texts of a list: the column's dictionary is the list. */
function leveledTexts(
  name: string,
  kind: TextColumn["kind"],
  levels: readonly string[],
  nullable: boolean,
): ColumnReader {
  const fieldOf = fieldAccess(name);
  const codeOf = new Map<unknown, number>(levels.map((level, code) => [level, code]));
  if (nullable) codeOf.set(null, -1);
  return (records) => {
    const codes = new Int32Array(records.length);
    for (let row = 0; row < records.length; row++) {
      const code = codeOf.get(fieldOf(records[row]!));
      if (code === undefined) return undefined;
      codes[row] = code;
    }
    return { name, kind, codes, dictionary: levels };
  };
}

const keyReader = (name: string): ColumnReader => convertedTexts(name, "id", keyText);

function convertedTexts(name: string, kind: TextColumn["kind"], convert: TextConverter): ColumnReader {
  const fieldOf = fieldAccess(name);
  const none: readonly string[] = [];
  return (records) => {
    if (records.length === 1) {
      const text = convert(fieldOf(records[0]!));
      if (text === undefined) return undefined;
      return { name, kind, codes: Int32Array.of(text === null ? -1 : 0), dictionary: text === null ? none : [text] };
    }
    const builder = dictionaryBuilder();
    const codes = new Int32Array(records.length);
    for (let row = 0; row < records.length; row++) {
      const text = convert(fieldOf(records[row]!));
      if (text === undefined) return undefined;
      codes[row] = text === null ? -1 : builder.codeOf(text);
    }
    return { name, kind, codes, dictionary: builder.dictionary };
  };
}

/** Own fields only: a column may bear a name that every object inherits, such as `constructor`. */
function fieldAccess(name: string): FieldAccess {
  if (name in Object.prototype)
    return (record) => (Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined);
  return (record) => (record as Record<string, unknown>)[name];
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fieldCount(record: object): number {
  let count = 0;
  for (const _ in record) count++;
  return count;
}

function keysIn(record: object, keys: readonly string[]): number {
  let count = 0;
  for (const key of keys) if (Object.hasOwn(record, key)) count++;
  return count;
}

function compileProblems(
  columns: readonly Column[],
  keys: readonly string[],
): (records: readonly unknown[], root: RecordRoot) => RequestProblem[] {
  const names = new Set([...columns.map((column) => column.name), ...keys]);
  const keyFields = keys.map((name) => ({ name, fieldOf: fieldAccess(name) }));
  const fields = columns.map((column) => ({
    column,
    fieldOf: fieldAccess(column.name),
    convert: isNumericStorage(column.type.kind) ? numberConverter(column.type) : textConverter(column.type),
  }));
  const problemsOfRecord = (record: unknown, at: readonly (string | number)[], room: number): RequestProblem[] => {
    if (!isRecord(record)) return [notARecord(record, at)];
    const problems: RequestProblem[] = [];
    for (const { column, fieldOf, convert } of fields) {
      if (problems.length >= room) return problems;
      const value = fieldOf(record);
      if (convert(value) === undefined) problems.push(explainValue(column, value, jsonPointer([...at, column.name])));
    }
    for (const { name, fieldOf } of keyFields) {
      if (keyText(fieldOf(record)) === undefined) problems.push(notAKey(jsonPointer([...at, name])));
    }
    for (const name in record) {
      if (problems.length >= room) return problems;
      if (!names.has(name)) problems.push(unexpectedField(name, at));
    }
    return problems;
  };
  return (records, root) => {
    const problems: RequestProblem[] = [];
    for (let row = 0; row < records.length && problems.length < problemLimit; row++) {
      const at = root.single ? root.steps : [...root.steps, row];
      problems.push(...problemsOfRecord(records[row], at, problemLimit - problems.length));
    }
    return problems;
  };
}

function notARecord(value: unknown, at: readonly (string | number)[]): RequestProblem {
  const got = value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
  const expected = "an object with a field for every column";
  return { path: jsonPointer(at), code: "wrong_type", message: `must be ${expected}, got ${got}`, expected };
}

/** What it holds may be anything, and is not shown. */
function notAKey(path: string): RequestProblem {
  const expected = "a text or a whole number, or null";
  return { path, code: "wrong_type", message: `must be ${expected}`, expected };
}

/** A field that the model does not know may hold anything, personal data too: its value is not shown, its name cut. */
function unexpectedField(name: string, at: readonly (string | number)[]): RequestProblem {
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return { path: jsonPointer([...at, short]), code: "unexpected", message: `the model has no column of this name` };
}
