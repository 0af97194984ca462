import {
  type FittedOutside,
  isMissingAt,
  type Outcome,
  OutsideFailure,
  type OutsideFile,
  type OutsideProblem,
  requireColumn,
  type Table,
  takeRows,
} from "@mlopsc/learn";
import { withKnownLevels } from "../outside/job-tables.ts";
import { improbable } from "../outside/read-predictions.ts";
import { classOf } from "./class-names.ts";
import { type InputPlan, matchInputs } from "./match-inputs.ts";
import { matchOutputs, type OutputPlan } from "./match-outputs.ts";
import type { TensorData } from "./onnx-messages.ts";
import type { OnnxThread } from "./onnx-thread.ts";

export interface OnnxScores {
  /** Numbers, or rows × classes; all NaN of rows that lack a value which the model cannot take as missing. */
  readonly predicted: Float64Array;
  /** The class that the model says of each row, as text, where it says one. */
  readonly said: readonly (string | null)[];
}

export type OnnxScorer = (table: Table) => OnnxScores;

/** Rows in one go: a large model's intermediate values have to fit in memory. */
const mostRows = 16_384;

/** A model made ready for these features; a problem where it does not fit them, or cannot be loaded. */
export function onnxScorer(thread: OnnxThread, file: OutsideFile, fitted: FittedOutside): Outcome<OnnxScorer> {
  const described = thread.describe(file);
  if (described.problem !== undefined) return failed(described.problem);
  const { inputs, outputs } = described.value;
  const into = matchInputs(inputs, fitted.features);
  if (into.mismatch !== undefined) return failed({ kind: "onnxMismatch", file: file.path, ...into.mismatch });
  const out = matchOutputs(outputs, fitted.task, fitted.classCount, fitted.target);
  if (out.mismatch !== undefined) return failed({ kind: "onnxMismatch", file: file.path, ...out.mismatch });
  const model = { thread, file, fitted, into: into.value, out: out.value };
  return { ok: true, value: (table) => scoreTable(model, table) };
}

interface ReadyModel {
  readonly thread: OnnxThread;
  readonly file: OutsideFile;
  readonly fitted: FittedOutside;
  readonly into: InputPlan;
  readonly out: OutputPlan;
}

function scoreTable(model: ReadyModel, table: Table): OnnxScores {
  const { fitted, into, file } = model;
  const columns = fitted.features.map((feature) => withKnownLevels(requireColumn(table, feature.name), feature));
  const known: Table = { rows: table.rows, columns };
  const strict = fitted.features.filter(into.needs).map(({ name }) => requireColumn(known, name));
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => !strict.some((column) => isMissingAt(column, row)),
  );
  const width = Math.max(1, fitted.classCount);
  const predicted = new Float64Array(table.rows * width).fill(Number.NaN);
  const said = new Array<string | null>(table.rows).fill(null);
  const size = into.batch ?? mostRows;
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.subarray(start, start + size);
    const scored = scoreRows(model, known, part, into.batch === null ? part.length : size);
    for (const [at, row] of part.entries()) {
      predicted.set(scored.predicted.subarray(at * width, (at + 1) * width), row * width);
      said[row] = scored.said[at] ?? null;
    }
  }
  check(predicted, rows, fitted, file, (row) => columns.some((column) => isMissingAt(column, row)));
  return { predicted, said };
}

/** A model of a fixed size gets the last row again and again where there are too few. */
function scoreRows(
  { thread, file, fitted, into, out }: ReadyModel,
  table: Table,
  rows: Int32Array,
  size: number,
): OnnxScores {
  const padded = Int32Array.from({ length: size }, (_, at) => rows[Math.min(at, rows.length - 1)]!);
  const wanted = [out.label, out.scores].filter((name) => name !== null);
  const ran = thread.run(file, into.feeds(takeRows(table, padded)), wanted);
  if (ran.problem !== undefined) throw new OutsideFailure(ran.problem);
  const said = out.label === null ? [] : textsOf(ran.value[out.label]!);
  const scores = out.scores === null ? null : ran.value[out.scores]!;
  return { said, predicted: scores === null ? certain(said, fitted, file) : spread(scores, size, fitted, file) };
}

/** Probabilities as they come, or made of that of the second class; a number a row for regression. */
function spread(
  { data, dims }: TensorData,
  rows: number,
  { classCount }: FittedOutside,
  { path }: OutsideFile,
): Float64Array {
  const values = Float64Array.from(data as Float32Array);
  if (values.length === rows * Math.max(1, classCount)) return values;
  if (classCount === 2 && values.length === rows)
    return Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 1 ? values[at >> 1]! : 1 - values[at >> 1]!));
  const help = "Export it with one row of output a row of input.";
  const reason = `it gave ${dims.join(" × ")} numbers for ${rows} rows`;
  throw new OutsideFailure({ kind: "onnxMismatch", file: path, reason, help });
}

/** A model that only says classes is sure of them. */
function certain(said: readonly string[], { labels, classCount }: FittedOutside, { path }: OutsideFile): Float64Array {
  const predicted = new Float64Array(said.length * classCount);
  for (const [row, text] of said.entries()) {
    const at = classOf(text, labels);
    if (at === undefined) {
      const reason = `it says \`${text}\`, and the classes are ${labels.map((label) => `\`${label}\``).join(", ")}`;
      throw new OutsideFailure({
        kind: "onnxMismatch",
        file: path,
        reason,
        help: "Score rows with the classes that it was trained on.",
      });
    }
    predicted[row * classCount + at] = 1;
  }
  return predicted;
}

/** Finite numbers, and probabilities that are some; what is no number for want of a feature stays so. */
function check(
  predicted: Float64Array,
  all: Int32Array,
  { task, classCount, labels }: FittedOutside,
  { path }: OutsideFile,
  lacksFeature: (row: number) => boolean,
): void {
  const width = Math.max(1, classCount);
  const rows = all.filter((row) => !Number.isNaN(predicted[row * width]!) || !lacksFeature(row));
  const scored = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) scored.set(predicted.subarray(row * width, (row + 1) * width), at * width);
  const bad = scored.findIndex((value) => !Number.isFinite(value));
  const columns = labels.map((label) => `probability of ${label}`);
  const reason =
    bad >= 0
      ? `the prediction of row ${rows[Math.floor(bad / width)]} is ${scored[bad]}`
      : task === "regression"
        ? undefined
        : withQuestion(improbable(scored, width, { row: "row", columns }));
  if (reason !== undefined) throw new OutsideFailure({ kind: "outputWrong", file: path, reason });
  for (const [at, row] of rows.entries()) predicted.set(scored.subarray(at * width, (at + 1) * width), row * width);
}

const withQuestion = (reason: string | undefined): string | undefined =>
  reason === undefined ? undefined : `${reason} (it may give scores before the softmax)`;

const textsOf = ({ data }: TensorData): string[] => Array.from(data as ArrayLike<unknown>, String);

const failed = (problem: OutsideProblem): Outcome<never> => ({ ok: false, problem: { kind: "outside", problem } });
