import type { JobDocument } from "./job-document.ts";

/** A table of texts, as a file of predictions holds it: `cells` row after row. */
export interface PredictionTable {
  readonly names: readonly string[];
  readonly rows: number;
  /** The text of a cell; numbers as JavaScript writes them. */
  cell(row: number, column: number): string;
}

export type ReadPredictions =
  | { readonly predicted: Float64Array; readonly reason?: never }
  | { readonly reason: string; readonly predicted?: never };

/** How far a sum of probabilities may be from 1: single precision, over many classes. */
const sumTolerance = 1e-3;
const rangeTolerance = 1e-6;

/**
 * The predictions of all rows, in the order of the rows asked for: numbers, or probabilities (rows × classes) that sum to 1.
 * Else why the table cannot be used. Columns that were not asked for are left alone.
 */
export function readPredictions(
  table: PredictionTable,
  job: Pick<JobDocument, "row" | "columns" | "task">,
  rows: number,
): ReadPredictions {
  const places = [job.row, ...job.columns].map((name) => placeOf(name, table.names));
  const absent = [job.row, ...job.columns].filter((_, at) => places[at] === undefined);
  if (absent.length > 0) return { reason: `it lacks ${namesText(absent)}; its columns are ${namesText(table.names)}` };
  const width = job.columns.length;
  const predicted = new Float64Array(rows * width).fill(Number.NaN);
  const [rowPlace, ...valuePlaces] = places as number[];
  for (let at = 0; at < table.rows; at++) {
    const text = table.cell(at, rowPlace!);
    const row = Number(text);
    if (text.trim() === "" || !Number.isInteger(row) || row < 0 || row >= rows)
      return { reason: `line ${at + 2} is for \`${job.row}\` ${quoted(text)}, which was not asked for` };
    if (!Number.isNaN(predicted[row * width]!)) return { reason: `\`${job.row}\` ${row} stands there twice` };
    for (const [index, place] of valuePlaces.entries()) {
      const found = table.cell(at, place);
      const value = found.trim() === "" ? Number.NaN : Number(found);
      if (!Number.isFinite(value))
        return {
          reason: `\`${job.columns[index]}\` of \`${job.row}\` ${row} is ${quoted(found)}, which is no finite number`,
        };
      predicted[row * width + index] = value;
    }
  }
  const left = firstMissing(predicted, width);
  if (left !== undefined) {
    return { reason: `it has no line for \`${job.row}\` ${left}: ${table.rows} of ${rows} rows are there` };
  }
  const reason = job.task === "regression" ? undefined : improbable(predicted, width, job);
  return reason === undefined ? { predicted } : { reason };
}

/** Brings each row of probabilities to a sum of 1; what is wrong with the first that cannot be, else undefined. */
export function improbable(
  predicted: Float64Array,
  width: number,
  { row: name, columns }: Pick<JobDocument, "row" | "columns">,
): string | undefined {
  for (let start = 0; start < predicted.length; start += width) {
    let sum = 0;
    for (let at = start; at < start + width; at++) {
      const value = predicted[at]!;
      if (value < -rangeTolerance || value > 1 + rangeTolerance)
        return `\`${columns[at - start]}\` of \`${name}\` ${start / width} is ${value}, and a probability lies in 0..1`;
      predicted[at] = Math.min(1, Math.max(0, value));
      sum += predicted[at]!;
    }
    if (Math.abs(sum - 1) > sumTolerance)
      return `the probabilities of \`${name}\` ${start / width} sum to ${Number(sum.toPrecision(6))}, not to 1`;
    for (let at = start; at < start + width; at++) predicted[at]! /= sum;
  }
  return undefined;
}

/** By its name; else by its name without regard to case: `probability_True` of Python. */
function placeOf(name: string, names: readonly string[]): number | undefined {
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const folded = names.flatMap((each, at) => (each.toLowerCase() === name.toLowerCase() ? [at] : []));
  return folded.length === 1 ? folded[0] : undefined;
}

function firstMissing(predicted: Float64Array, width: number): number | undefined {
  for (let at = 0; at < predicted.length; at += width) if (Number.isNaN(predicted[at]!)) return at / width;
  return undefined;
}

const namesText = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ") || "none";
const quoted = (text: string): string => (text.trim() === "" ? "empty" : `\`${text.slice(0, 40)}\``);
