import type { AlgorithmChoice, Expression, FittedStep } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { call } from "../../engine/test/sql/random-expression.ts";
import { exportOnnx } from "../src/index.ts";
import { requests, type Steps, sampleModel } from "./sample-models.ts";
import { bytesOf, plain, scoreOnnx } from "./score-onnx.ts";

const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 3 } };
const knn: AlgorithmChoice = { algorithm: "knn", parameters: {} };
const column = (name: string): Expression => ({ kind: "column", name });
const text = (value: string): Expression => ({ kind: "literal", type: "text", value });
const derive = (expression: Expression): Steps => [{ kind: "derive", name: "made", type: "number", expression }];
const fillByNeighbours: FittedStep = { kind: "impute", columns: { names: ["age", "spend"] }, strategy: "knn" };

const problemOf = (choice: AlgorithmChoice, steps: Steps, names: readonly string[], learnerOnly = false) => {
  const exported = exportOnnx(sampleModel("churned", choice, steps, names), { ...plain, learnerOnly });
  return exported.ok ? undefined : { what: exported.problem.what, step: exported.problem.step };
};

test.each<[string, Steps, readonly string[], string, number]>([
  ["impute with knn", [fillByNeighbours], ["age"], "`impute … with knn`", 0],
  [
    "hashing of free text",
    [{ kind: "encode", columns: { names: ["city"] }, method: "hashing" }],
    ["city=#0"],
    "`encode … with hashing` of values that may be anything",
    0,
  ],
  [
    "a part of free text",
    derive(call("int", call("contains", column("city"), text("1")))),
    ["made"],
    "`contains` of text that may be anything",
    0,
  ],
  [
    "local time",
    [fillByNeighbours, ...derive(call("hour", column("seen"), text("Europe/Paris")))],
    ["made"],
    "`hour` of a time zone, whose rules ONNX does not know",
    1,
  ],
  [
    "a filter that cannot be said, on a column that nothing else reads",
    [{ kind: "filter", condition: call("starts_with", column("city"), text("city")), source: "" }],
    ["age"],
    "`starts_with` of text that may be anything",
    0,
  ],
])("%s is refused, with its step", (_, steps, names, what, step) => {
  expect(problemOf(boosting, steps, names)).toEqual({ what, step });
  expect(problemOf(boosting, steps, names, true)).toBeUndefined();
});

test("what the learner does not read is no problem", () => {
  expect(problemOf(boosting, [fillByNeighbours], ["member", "segment"])).toBeUndefined();
});

test("a learner that cannot be said is refused, with or without the pipeline", () => {
  const filled: Steps = [{ kind: "impute", columns: { names: ["age"] }, strategy: "mean" }];
  const refusal = { what: "the learner `knn`", step: undefined };
  expect(problemOf(knn, filled, ["age"])).toEqual(refusal);
  expect(problemOf(knn, filled, ["age"], true)).toEqual(refusal);
});

test("where the empty text means something, another stands for what is missing", async () => {
  const steps: Steps = derive(call("int", call("equal", column("city"), text(""))));
  const model = sampleModel("churned", boosting, steps, ["made", "age"]);
  const rows = requests(50, 4);
  const scored = await scoreOnnx(bytesOf(model), rows, "(missing)");
  expect(scored["prediction"]?.values.length).toBe(50);
});
