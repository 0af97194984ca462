import type { Task } from "@mlopsc/vocabulary";
import { type Matched, mismatch } from "./match-inputs.ts";
import type { OnnxDescription, OnnxValue } from "./onnx-messages.ts";

/** Which outputs are read, and how. */
export interface OutputPlan {
  /** The output of classes; null where there is none, and for regression. */
  readonly label: string | null;
  /** Numbers, or probabilities; null where only classes are said. */
  readonly scores: string | null;
}

/** A number a row; or a class, probabilities (one a class, or that of the second of two), or both. */
export function matchOutputs(
  outputs: OnnxDescription["outputs"],
  task: Task,
  classCount: number,
  target: string,
): Matched<OutputPlan> {
  const maps = outputs.find(({ type }) => type === "");
  const floats = outputs.filter(({ type }) => type === "float32" || type === "float64");
  if (task === "regression") {
    const scores = oneOf(floats.filter(isSingle), (name) => name === target || name === "variable");
    return scores ? { value: { label: null, scores: scores.name } } : mismatch(missing("a number", outputs), oneNumber);
  }
  const fitting = floats.filter(({ shape }) => shape[1] === classCount || shape[1] === null);
  const single = task === "binary" ? floats.filter(isSingle) : [];
  const scores = oneOf(fitting, isProbability) ?? oneOf(single, isProbability);
  const label = outputs.find(({ type, shape }) => isLabelType(type) && (shape.length < 2 || shape[1] === 1));
  if (scores === undefined && maps !== undefined)
    return mismatch(
      `its output \`${maps.name}\` is a sequence of maps`,
      "Export it with `zipmap` off: `options={'zipmap': False}`.",
    );
  const [other] = floats;
  if (scores === undefined && other !== undefined && floats.length === 1 && other.shape[1] !== undefined)
    return mismatch(
      `its output \`${other.name}\` is for ${other.shape[1]} classes, and the training rows have ${classCount}`,
      "Score rows with the classes that it was trained on.",
    );
  if (scores === undefined && label === undefined)
    return mismatch(missing("a class or probabilities", outputs), twoOutputs);
  return { value: { label: label?.name ?? null, scores: scores?.name ?? null } };
}

const oneNumber = "Export it with one output of floats, a number a row.";
const twoOutputs = "Export it with a label and with probabilities, rows × classes, as a tensor.";

/** The only one, or the only one of a telling name. */
function oneOf(values: readonly OnnxValue[], isNamed: (name: string) => boolean): OnnxValue | undefined {
  const named = values.filter(({ name }) => isNamed(name));
  return named.length === 1 ? named[0] : values.length === 1 ? values[0] : undefined;
}

const isProbability = (name: string): boolean => /prob/i.test(name);
const isSingle = ({ shape }: OnnxValue): boolean => shape.length === 1 || (shape.length === 2 && (shape[1] ?? 1) === 1);
const isLabelType = (type: string): boolean => ["int64", "int32", "string", "bool"].includes(type);

const missing = (wanted: string, outputs: readonly OnnxValue[]): string => {
  const listed = outputs.map(
    ({ name, type, shape }) => `\`${name}\` (${type || "maps"} ${shape.map((size) => size ?? "?").join("×")})`,
  );
  return `none of its outputs is plainly ${wanted}: ${listed.join(", ")}`;
};
