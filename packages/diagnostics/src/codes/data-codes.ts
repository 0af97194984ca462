import { error, warning } from "../code-entry.ts";

const nulMeaning =
  "A CSV file is text, and no text has NUL bytes (the sign with the number 0). They are left by a program or a disk that stopped in the middle of writing, by fields that are filled up to a fixed width, and by UTF-16 that is read as UTF-8, in which every second byte is one. The first is told; lines are counted from 1, the header too.";

/** ML5100 – ML5299, ML5471 and ML5472: reading, checking and turning over data. Part of `runningCodes`. */
export const dataCodes = {
  sourceNotFound: error<{ path: string }>(
    "ML5101",
    ({ path }) => `No file matches ${path}.`,
    "A source names a file, or several with `*`, relative to the project's folder. Nothing is there under that name.",
    () => "Check the path, the `param` in it, and the folder from which the project is read.",
  ),
  sourceUnreadable: error<{ path: string; detail: string }>(
    "ML5102",
    ({ path, detail }) => `${path} cannot be read: ${detail}`,
    "The file is there, but is not what its format says, or this user may not read it.",
  ),
  columnNotInSource: error<{ column: string; path: string; found: string }>(
    "ML5103",
    ({ column, path }) => `${path} has no column \`${column}\`, which the schema declares.`,
    "Each declared column must be in every file of the source, under that very name. Columns that are not declared are left out.",
    ({ found }) => `It has: ${found}.`,
  ),
  valueNotOfKind: error<{ column: string; kind: string; value: string; file: string; row: number; count: number }>(
    "ML5104",
    ({ column, kind, value, file, row, count }) =>
      `\`${column}\` is declared ${kind}, but row ${row} of ${file} has ${value}${count > 1 ? ` (and ${count - 1} more such values)` : ""}.`,
    "A value that cannot be read as what its column is declared to be. Rows are counted from 1, the header not counted. An empty field is a missing value, not a wrong one.",
    () =>
      'Declare another type, give the text that stands for "missing", the decimal sign or the format of dates, or mend the data.',
  ),
  valueMissing: error<{ column: string; file: string; row: number; count: number; value?: string | undefined }>(
    "ML5105",
    ({ column, file, row, count, value }) =>
      `\`${column}\` must always have a value, but ${count === 1 ? "one row has none" : `${count} rows have none`}; the first is row ${row} of ${file}${value === undefined || value.trim() === "" ? "" : `, whose \`${value}\` is no finite number`}.`,
    "A column whose type has no `?` holds a value in every row. Rows are counted from 1, the header not counted.",
    ({ column }) => `Declare \`${column}\` with a \`?\`, or mend the data.`,
  ),
  encodingUnknown: error<{ path: string; encoding: string }>(
    "ML5106",
    ({ path, encoding }) => `${path} cannot be read with the encoding "${encoding}".`,
    "Encodings are named as the WHATWG names them: utf-8, latin-1, windows-1252, utf-16, shift_jis … A file compressed with zstd must be UTF-8.",
  ),
  textNotUtf8: error<{ path: string; row: string }>(
    "ML5107",
    ({ path, row }) => `${path} is not UTF-8 text (line ${row}).`,
    "Without `encoding:` a CSV file is read as UTF-8. Files from older programs are often latin-1 or windows-1252.",
    () => 'Say `csv("…", encoding: "latin-1")`, or whatever it is.',
  ),
  rowMalformed: error<{ path: string; line: string; detail: string }>(
    "ML5108",
    ({ path, line, detail }) => `Line ${line} of ${path} is broken: ${detail}`,
    "A line has more or fewer fields than the header, or a quote that does not end.",
    () => "Check the delimiter and the quotes, or mend the line.",
  ),
  nulByte: error<{ path: string; line: number }>(
    "ML5471",
    ({ path, line }) => `${path} cannot be read as it is: line ${line} has a NUL byte, which is no text.`,
    nulMeaning,
    ({ line }) =>
      `${line === 1 ? 'If it is UTF-16, say `csv("…", encoding: "utf-16")`. If not, t' : "T"}ake the file anew from where it comes, or take the bytes out: \`tr -d '\\000' < old.csv > new.csv\`.`,
  ),
  nulByteInText: warning<{ path: string; line: number }>(
    "ML5472",
    ({ path, line }) => `Line ${line} of ${path} has a NUL byte, which stays a part of the text that it stands in.`,
    nulMeaning,
    () => "Look at what writes the file, or take the bytes out: `tr -d '\\000' < old.csv > new.csv`.",
  ),
  queryFailed: error<{ what: string; detail: string }>(
    "ML5109",
    ({ what, detail }) => `${what} failed: ${detail}`,
    "The database refused a query. For a `sql` step the text is the author's own.",
  ),
  dataOutOfMemory: error<{ detail: string }>(
    "ML5110",
    ({ detail }) => `There is not enough memory for this step: ${detail}`,
    "Work larger than memory goes through a temporary folder on disk; here that was not enough.",
    () => "Allow more memory, or use fewer rows or columns in one step.",
  ),
  dataInterrupted: error<Record<string, never>>(
    "ML5111",
    () => "Stopped before it was done; nothing was kept of this step.",
    "The work was interrupted. Finished steps stay; the next apply goes on from there.",
  ),
  namesDifferByCase: error<{ first: string; second: string }>(
    "ML5112",
    ({ first, second }) =>
      `The columns \`${first}\` and \`${second}\` differ only by capitals, and cannot stand in one table.`,
    "DuckDB and Parquet readers tell column names apart without regard to case.",
    () => "Rename one of them.",
  ),
  sourceEmpty: error<{ path: string }>(
    "ML5113",
    ({ path }) => `${path} is empty: it has not even a header.`,
    "A CSV source needs a line with the names of its columns (or `header: false`). A header without rows is allowed.",
    () => "Look at what writes the file, and at the path.",
  ),
  tableUnreadable: error<{ path: string; detail: string }>(
    "ML5114",
    ({ path, detail }) => `The table ${path} cannot be read: ${detail}`,
    "A Parquet file that an earlier step wrote is gone or damaged.",
    () => "Remove it from the registry and apply again.",
  ),
  keyNotUnique: warning<{ key: string; count: number }>(
    "ML5115",
    ({ key, count }) => `${count} rows share their key (${key}) with another row: they are compared as one.`,
    "A comparison by key takes the first row of each key.",
  ),
  formatUnavailable: error<{ path: string; detail: string }>(
    "ML5116",
    ({ path, detail }) => `${path} needs what this installation does not have: ${detail}`,
    "mlopsc downloads no database extension. Files on this machine (CSV, Parquet, JSON; plain, gzip, zstd) need none.",
    () => "Copy the file to this machine, or mount the store as a folder.",
  ),
  valueNotAllowed: error<{
    column: string;
    wanted: string;
    value: string;
    file: string;
    row: number;
    count: number;
  }>(
    "ML5117",
    ({ column, wanted, value, file, row, count }) =>
      `\`${column}\` must be ${wanted}, but row ${row} of ${file} has ${value}${count > 1 ? ` (and ${count - 1} more such values)` : ""}.`,
    "A row to be predicted has a value outside of what the schema allows, so the model never saw its like. The server refuses such a request, too. Rows are counted from 1, the header not counted.",
    () => "Mend or leave out the rows, or widen the schema and train again.",
  ),
  requestColumnsMissing: error<{ file: string; columns: readonly string[]; found: string }>(
    "ML5118",
    ({ file, columns }) =>
      `${file} lacks ${columns.length === 1 ? "a column" : `${columns.length} columns`} that the model asks for: ${columns.map((name) => `\`${name}\``).join(", ")}.`,
    "A model predicts from the columns at the last relational step of its transform, all but those that only training needs. Each must be in the file, under that very name; a column whose type has a `?` may be empty.",
    ({ found }) => `It has: ${found}.`,
  ),
};
