import { readFileSync } from "node:fs";
import {
  type ClassLabel,
  type FittedOutside,
  numericColumn,
  type Outcome,
  OutsideFailure,
  outsideFeature,
  type Table,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import type { Task } from "@mlopsc/vocabulary";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkLabels } from "../../src/onnx/check-labels.ts";
import { type OnnxScorer, onnxScorer } from "../../src/onnx/onnx-scorer.ts";
import { OnnxThread } from "../../src/onnx/onnx-thread.ts";
import { sha256 } from "../../src/registry/disk-object-store.ts";
import { bundledFile } from "../compute/worker-file.ts";

let thread: OnnxThread;
beforeAll(async () => {
  thread = new OnnxThread(await bundledFile("src/compute/compute-worker.ts"));
});
afterAll(() => thread.close());

function fileOf(name: string) {
  const bytes = readFileSync(new URL(`models/${name}.onnx`, import.meta.url));
  return { path: `${name}.onnx`, sha256: sha256(bytes), content: bytes.toString("base64") };
}

function fittedOn(name: string, features: Table, task: Task, labels: readonly ClassLabel[]): FittedOutside {
  return {
    ...{ algorithm: "onnx", task, labels, classCount: labels.length, parameters: {}, seed: 1, target: "y" },
    outside: { kind: "onnx", path: `${name}.onnx` },
    importance: features.columns.map(() => 0),
    features: features.columns.map(outsideFeature),
    files: [fileOf(name)],
    made: [],
  };
}

const ready = (name: string, features: Table, task: Task, labels: readonly ClassLabel[] = []): Outcome<OnnxScorer> =>
  onnxScorer(thread, fileOf(name), fittedOn(name, features, task, labels));

function score(name: string, features: Table, task: Task, labels: readonly ClassLabel[] = []) {
  const scorer = ready(name, features, task, labels);
  if (!scorer.ok) throw new Error(JSON.stringify(scorer.problem));
  return scorer.value(features);
}

/** What does not fit, in words. */
function mismatchOf(name: string, features: Table, task: Task, labels: readonly ClassLabel[] = []): unknown {
  try {
    const scorer = ready(name, features, task, labels);
    if (!scorer.ok) return scorer.problem.kind === "outside" ? scorer.problem.problem : scorer.problem;
    const fitted = fittedOn(name, features, task, labels);
    const rows = { table: features, target: new Float64Array(features.rows), seed: 1, task, classCount: labels.length };
    const checked = checkLabels(scorer.value, `${name}.onnx`, fitted, rows);
    return checked.ok || checked.problem.kind !== "outside" ? checked : checked.problem.problem;
  } catch (failure) {
    if (failure instanceof OutsideFailure) return failure.problem;
    throw failure;
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const two = tableOf([numericColumn("a", "number", [1, -1, 0.5]), numericColumn("b", "number", [2, 0, -0.5])]);
const margins = [5, -1, -0.5];

test("one matrix of all features, labels and probabilities", () => {
  const { predicted, said } = score("linear-classifier", two, "binary", [false, true]);
  expect(said).toEqual(["1", "0", "0"]);
  for (const [row, margin] of margins.entries()) {
    expect(predicted[2 * row + 1]).toBeCloseTo(sigmoid(2 * margin), 6);
    expect(predicted[2 * row]! + predicted[2 * row + 1]!).toBeCloseTo(1, 12);
  }
});

test("the probability of the second class alone", () => {
  const { predicted } = score("sigmoid", two, "binary", [false, true]);
  for (const [row, margin] of margins.entries()) {
    expect(predicted[2 * row + 1]).toBeCloseTo(sigmoid(margin), 6);
    expect(predicted[2 * row]).toBeCloseTo(1 - sigmoid(margin), 6);
  }
});

test("one input a column, found by name; a missing whole number leaves its row without a prediction", () => {
  const features = tableOf([
    textColumn("segment", "category", ["firm", "person", null]),
    numericColumn("spent", "number", [1, 0.5, 0]),
    numericColumn("age", "int", [2, null, -3]),
  ]);
  const { predicted, said } = score("named-inputs", features, "binary", [false, true]);
  expect(said).toEqual(["true", null, "false"]);
  expect(predicted[1]).toBeCloseTo(sigmoid(2 * (2 + 1 + 2 * 1)), 6);
  expect(Array.from(predicted.subarray(2, 4))).toEqual([Number.NaN, Number.NaN]);
  // A category that is missing is none of those that the model knows.
  expect(predicted[5]).toBeCloseTo(sigmoid(2 * (-3 - 1)), 6);
});

test("rows one by one, in double precision", () => {
  const { predicted } = score("one-row", two, "regression");
  expect(Array.from(predicted)).toEqual([3 * 1 - 0.5 * 2, -3, 1.5 + 0.25]);
});

test("a number that no feature was missing for must be finite; one for want of a feature is none", () => {
  const gap = tableOf([numericColumn("a", "number", [1, null]), numericColumn("b", "number", [2, 1])]);
  expect(Array.from(score("one-row", gap, "regression").predicted)).toEqual([2, Number.NaN]);
  const huge = tableOf([numericColumn("a", "number", [1e308]), numericColumn("b", "number", [-1e308])]);
  expect(mismatchOf("one-row", huge, "regression")).toMatchObject({
    ...{ kind: "outputWrong", reason: "the prediction of row 0 is Infinity" },
  });
});

test("classes and nothing else are certain", () => {
  const features = tableOf([numericColumn("a", "number", [2, 0])]);
  expect(Array.from(score("labels", features, "multiclass", ["x", "y", "z"]).predicted)).toEqual([0, 0, 1, 1, 0, 0]);
  expect(mismatchOf("labels", features, "multiclass", [5, 6, 7])).toMatchObject({
    ...{ kind: "onnxMismatch", reason: "it says `2`, and the classes are `5`, `6`, `7`" },
  });
});

test("more rows than go in at once", () => {
  const rows = 40_000;
  const many = tableOf([
    numericColumn(
      "a",
      "number",
      Float64Array.from({ length: rows }, (_, row) => row / rows),
    ),
    numericColumn("b", "number", new Float64Array(rows)),
  ]);
  const { predicted } = score("sigmoid", many, "binary", [false, true]);
  for (const row of [0, 16_383, 16_384, rows - 1]) expect(predicted[2 * row + 1]).toBeCloseTo(sigmoid(row / rows), 6);
});

test("what does not fit is said, with what to do", () => {
  const one = tableOf([numericColumn("a", "number", [1])]);
  const text = tableOf([textColumn("a", "category", ["x"]), numericColumn("b", "number", [1])]);
  const named = tableOf([numericColumn("age", "int", [1]), numericColumn("spent", "number", [1])]);
  const labels = [false, true];
  const told: Record<string, unknown> = {
    "too few features": mismatchOf("linear-classifier", one, "binary", labels),
    "text into numbers": mismatchOf("linear-classifier", text, "binary", labels),
    "a column that is absent": mismatchOf("named-inputs", named, "binary", labels),
    "classes in another order": mismatchOf("wrong-order", two, "binary", labels),
    "more classes": mismatchOf("linear-classifier", two, "multiclass", ["a", "b", "c"]),
    maps: mismatchOf("zipmap", two, "binary", labels),
    "no probabilities": mismatchOf("logits", two, "binary", labels),
    "a class where a number is wanted": mismatchOf("linear-classifier", two, "regression"),
  };
  expect(told).toMatchInlineSnapshot(`
    {
      "a class where a number is wanted": {
        "file": "linear-classifier.onnx",
        "help": "Export it with one output of floats, a number a row.",
        "kind": "onnxMismatch",
        "reason": "none of its outputs is plainly a number: \`label\` (int64 ?), \`probabilities\` (float32 ?×2)",
      },
      "a column that is absent": {
        "file": "named-inputs.onnx",
        "help": "Add a column of that name to \`features\`, or export the model with the names of the columns.",
        "kind": "onnxMismatch",
        "reason": "its input \`segment\` is none of the features, which are \`age\`, \`spent\`",
      },
      "classes in another order": {
        "file": "wrong-order.onnx",
        "help": "Classes stand in order: false before true, numbers by size, text by code point, as scikit-learn has them.",
        "kind": "onnxMismatch",
        "reason": "its probabilities are not in the order of the classes, which is \`false\`, \`true\`",
      },
      "maps": {
        "file": "zipmap.onnx",
        "help": "Export it with \`zipmap\` off: \`options={'zipmap': False}\`.",
        "kind": "onnxMismatch",
        "reason": "its output \`zipped\` is a sequence of maps",
      },
      "more classes": {
        "file": "linear-classifier.onnx",
        "help": "Score rows with the classes that it was trained on.",
        "kind": "onnxMismatch",
        "reason": "its output \`probabilities\` is for 2 classes, and the training rows have 3",
      },
      "no probabilities": {
        "file": "logits.onnx",
        "kind": "outputWrong",
        "reason": "\`probability of false\` of \`row\` 0 is 5, and a probability lies in 0..1 (it may give scores before the softmax)",
      },
      "text into numbers": {
        "file": "linear-classifier.onnx",
        "help": "Encode \`a\` as in training, or export the model with one input a feature.",
        "kind": "onnxMismatch",
        "reason": "\`a\` holds text, and its input \`features\` takes numbers",
      },
      "too few features": {
        "file": "linear-classifier.onnx",
        "help": "Name in \`features\` those that it was trained on, in that order.",
        "kind": "onnxMismatch",
        "reason": "its input \`features\` takes 2 features, and there are 1: \`a\`",
      },
    }
  `);
});

test("a file that is no model is told with the runtime's reason", () => {
  const content = Buffer.from("no model").toString("base64");
  const described = thread.describe({ path: "bad.onnx", sha256: sha256("no model"), content });
  expect(described.problem).toMatchObject({
    kind: "unreadableOnnx",
    file: "bad.onnx",
    reason: expect.stringMatching(/\S/),
  });
});
