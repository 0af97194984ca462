import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { call } from "../../engine/test/sql/random-expression.ts";
import { type Steps, sampleModel, segments } from "./sample-models.ts";
import { bytesOf, plain } from "./score-onnx.ts";

const python = "/usr/bin/python3";
const checks = spawnSync(python, ["-c", "import onnx"]).status === 0;
if (!checks) console.log(`The reference checker is left out: ${python} has no onnx (Debian's python3-onnx).`);

/** What the reference implementation reads in a file that it finds in order. */
function checked(bytes: Uint8Array): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-onnx-"));
  const file = join(folder, "model.onnx");
  writeFileSync(file, bytes);
  const script = join(import.meta.dirname, "reference/check-onnx.py");
  return JSON.parse(execFileSync(python, [script, file], { encoding: "utf8" }));
}

const steps: Steps = [
  { kind: "filter", condition: call("missing", { kind: "column", name: "member" }), source: "member == none" },
  {
    kind: "derive",
    name: "days",
    type: "number",
    expression: call("days", call("subtract", call("today"), { kind: "column", name: "joined" })),
  },
  { kind: "impute", columns: { names: ["age", "spend"] }, strategy: "model" },
  { kind: "encode", columns: { names: ["city"] }, method: "one_hot", limit: 2 },
  { kind: "bin", columns: { names: ["stay"] }, count: 3, method: "quantile" },
  { kind: "pca", columns: { names: ["age", "spend"] }, components: 1 },
];

test.runIf(checks)("a file says who made it of what, and what goes in and comes out", () => {
  const model = sampleModel("grade", { algorithm: "gradient_boosting", parameters: { trees: 4 } }, steps.slice(0, 2), [
    "age",
    "days",
    "segment",
  ]);
  const metadata = { data: '{"customers":{"version":2}}', document: "sha256:0" };
  const found = checked(bytesOf(model, { name: "churn", version: 7, producer: "1.2.3", metadata }));
  expect(found).toMatchObject({
    ir: 8,
    producer: ["mlopsc", "1.2.3"],
    version: 7,
    documentation: "churn predicts grade.",
    operatorSets: { "": 17, "ai.onnx.ml": 3 },
    metadata: {
      "mlopsc.model": "churn",
      "mlopsc.version": "7",
      "mlopsc.release": "1.2.3",
      "mlopsc.task": "multiclass",
      "mlopsc.target": "grade",
      "mlopsc.classes": '["high","low","middle"]',
      "mlopsc.features": '["age","days","segment"]',
      "mlopsc.algorithm": JSON.stringify(model.choice),
      "mlopsc.pipeline": "included",
      "mlopsc.missing_text": "",
      "mlopsc.data": metadata.data,
      "mlopsc.document": "sha256:0",
    },
    outputs: [
      ["prediction", "STRING", ["rows", 1], "The most probable class."],
      ["probabilities", "DOUBLE", ["rows", 3], 'Of the classes ["high","low","middle"].'],
      ["in_scope", "BOOL", ["rows", 1], "Whether all filters of the model let the row through."],
    ],
  });
  const levels = segments.map((level) => JSON.stringify(level)).join(", ");
  expect(found["inputs"]).toEqual([
    ["age", "DOUBLE", ["rows", 1], "int; missing is NaN"],
    ["spend", "DOUBLE", ["rows", 1], "number; missing is NaN"],
    ["segment", "STRING", ["rows", 1], `category: ${levels}; missing is ""`],
    ["city", "STRING", ["rows", 1], 'text; missing is ""'],
    ["member", "DOUBLE", ["rows", 1], "bool (0 or 1); missing is NaN"],
    ["joined", "DOUBLE", ["rows", 1], "date (days since 1970-01-01); missing is NaN"],
    ["seen", "DOUBLE", ["rows", 1], "timestamp (milliseconds since 1970-01-01 UTC); missing is NaN"],
    ["stay", "DOUBLE", ["rows", 1], "duration (milliseconds); missing is NaN"],
    ["today", "DOUBLE", ["rows", 1], "The day of the request, in days since 1970-01-01."],
  ]);
});

const trees = { parameters: { trees: 3 } };
const features = ["days", "stay", "pca_1", "city=(other)"];
test.runIf(checks).each([
  ["value", { algorithm: "ridge", parameters: {} }, ["pca_1", "city=(other)"], false],
  ["value", { algorithm: "random_forest", ...trees }, features, false],
  ["value", { algorithm: "random_forest", ...trees }, features, true],
  ["churned", { algorithm: "gradient_boosting", ...trees }, features, false],
  ["churned", { algorithm: "logistic_regression", parameters: {} }, ["pca_1", "city=(other)"], true],
  ["grade", { algorithm: "linear_svm", parameters: {} }, ["pca_1", "city=(other)"], false],
  ["grade", { algorithm: "naive_bayes", parameters: {} }, [...features, "segment"], false],
  ["grade", { algorithm: "decision_tree", parameters: {} }, [...features, "segment", "member"], true],
] as const)("the reference checker finds %s by %j in order", (target, choice, names, learnerOnly) => {
  const model = sampleModel(target, choice, steps, names);
  const found = checked(bytesOf(model, { learnerOnly }));
  expect(found["producer"]).toEqual(["mlopsc", plain.producer]);
  if (learnerOnly) expect(found["inputs"]).toHaveLength(names.length);
});
