import type { AlgorithmChoice, Expression, FittedStep } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { call } from "../../engine/test/sql/random-expression.ts";
import { requests, type Steps, sampleModel, type Target } from "./sample-models.ts";
import { bytesOf, expectedOf, largestDifference, scoreOnnx } from "./score-onnx.ts";

const ridge: AlgorithmChoice = { algorithm: "ridge", parameters: {} };
const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 20 } };
const bayes: AlgorithmChoice = { algorithm: "naive_bayes", parameters: {} };

const names = (...columns: string[]): { readonly names: readonly string[] } => ({ names: columns });
const column = (name: string): Expression => ({ kind: "column", name });
const number = (value: number): Expression => ({ kind: "literal", type: "number", value });
const text = (value: string): Expression => ({ kind: "literal", type: "text", value });

const impute = (strategy: "mean" | "median" | "mode" | "model", ...columns: string[]): FittedStep => ({
  kind: "impute",
  columns: names(...columns),
  strategy,
});
const filled: Steps = [
  impute("median", "age", "spend", "stay", "joined", "seen"),
  impute("mode", "segment", "member", "city"),
];
const encode = (method: "one_hot" | "ordinal" | "target" | "hashing", ...columns: string[]): FittedStep => ({
  kind: "encode",
  columns: names(...columns),
  method,
});

const cases: Readonly<Record<string, readonly [Target, AlgorithmChoice, Steps, readonly string[]]>> = {
  "impute with mean": [
    "value",
    ridge,
    [impute("mean", "age", "spend", "seen", "joined")],
    ["age", "spend", "seen", "joined"],
  ],
  "impute with mode and constant": [
    "grade",
    bayes,
    [
      impute("mode", "age", "segment"),
      { kind: "impute", columns: names("city"), strategy: "constant", value: "nowhere" },
      { kind: "impute", columns: names("stay"), strategy: "constant", value: -1 },
    ],
    ["age", "segment", "city", "stay"],
  ],
  "impute with model": [
    "value",
    ridge,
    [impute("mean", "stay"), impute("model", "age", "spend", "joined")],
    ["age", "spend", "joined", "stay"],
  ],
  "clip by iqr and z_score": [
    "value",
    ridge,
    [
      ...filled,
      { kind: "outliers", action: "clip", columns: names("age", "spend"), by: { rule: "iqr", factor: 1.5 } },
      { kind: "outliers", action: "clip", columns: names("stay"), by: { rule: "z_score", factor: 2 } },
      { kind: "outliers", action: "drop", columns: names("spend"), by: { rule: "z_score", factor: 3 } },
    ],
    ["age", "spend", "stay"],
  ],
  "one_hot of texts, rare ones together": [
    "grade",
    boosting,
    [{ kind: "encode", columns: names("city", "segment"), method: "one_hot", limit: 3 }],
    ["city=(other)", "segment=(other)", "segment=retail", "age"],
  ],
  "one_hot of numbers, flags and dates": [
    "churned",
    boosting,
    [{ kind: "encode", columns: names("age", "member", "joined"), method: "one_hot", limit: 20 }],
    ["age=(other)", "member=true", "member=false", "joined=(other)"],
  ],
  ordinal: [
    "churned",
    boosting,
    [encode("ordinal", "city", "segment", "age", "member")],
    ["city", "segment", "age", "member"],
  ],
  "target of two classes": ["churned", boosting, [encode("target", "city", "age")], ["city", "age"]],
  "target of several classes": [
    "grade",
    boosting,
    [encode("target", "segment", "member")],
    ["segment=low", "segment=high", "member=middle"],
  ],
  hashing: [
    "value",
    ridge,
    [encode("hashing", "segment", "member")],
    ["segment=#0", "segment=#7", "segment=#11", "member=#3"],
  ],
  "scale in three ways": [
    "value",
    ridge,
    [
      ...filled,
      { kind: "scale", columns: names("age"), method: "standard" },
      { kind: "scale", columns: names("spend"), method: "min_max" },
      { kind: "scale", columns: names("stay"), method: "robust" },
    ],
    ["age", "spend", "stay"],
  ],
  bin: [
    "churned",
    boosting,
    [
      { kind: "bin", columns: names("age", "spend"), count: 6, method: "quantile" },
      { kind: "bin", columns: names("stay"), count: 4, method: "uniform" },
    ],
    ["age", "spend", "stay"],
  ],
  pca: [
    "value",
    ridge,
    [...filled, { kind: "pca", columns: names("age", "spend", "stay"), components: 2 }],
    ["pca_1", "pca_2"],
  ],
  "derive, and what is missing again after it": [
    "value",
    boosting,
    [
      { kind: "derive", name: "rate", type: "number", expression: call("divide", column("spend"), column("age")) },
      {
        kind: "derive",
        name: "since",
        type: "number",
        expression: call("days", call("subtract", call("today"), column("joined"))),
      },
      { kind: "derive", name: "hour", type: "int", expression: call("hour", column("seen")) },
      { kind: "derive", name: "retail", type: "bool", expression: call("equal", column("segment"), text("retail")) },
      {
        kind: "derive",
        name: "initial",
        type: "text",
        expression: call("left", call("lower", column("segment")), number(1)),
      },
      { kind: "derive", name: "always", type: "number", expression: number(3) },
      {
        kind: "select",
        columns: ["rate", "since", "hour", "retail", "initial", "always", "value"].map((name) => ({
          from: name,
          to: name,
        })),
      },
    ],
    ["rate", "since", "hour", "retail", "initial", "always"],
  ],
  "select with families": [
    "value",
    boosting,
    [
      encode("one_hot", "segment"),
      {
        kind: "select",
        columns: [
          { from: "age", to: "years" },
          { from: "value", to: "value" },
        ],
        families: ["segment="],
      },
    ],
    ["years", "segment=retail", "segment=\u{1f600}"],
  ],
  filter: [
    "grade",
    boosting,
    [
      { kind: "filter", condition: call("greater", column("age"), number(30)), source: "age > 30" },
      {
        kind: "filter",
        condition: call("equal", column("city"), text("city 1")),
        source: "training",
        trainingOnly: true,
      },
      {
        kind: "filter",
        condition: call("not_equal", column("segment"), text("retail")),
        source: 'segment != "retail"',
      },
    ],
    ["age", "spend"],
  ],
  "rows that lack what the learner needs": [
    "value",
    ridge,
    [
      { kind: "filter", condition: call("not", call("missing", column("age"))), source: "age", trainingOnly: true },
      impute("mean", "spend"),
    ],
    ["age", "spend"],
  ],
};

test.each(Object.entries(cases))("%s", async (_, [target, choice, steps, features]) => {
  const model = sampleModel(target, choice, steps, features);
  const rows = requests(400, 3);
  const difference = largestDifference(await scoreOnnx(bytesOf(model), rows), expectedOf(model, rows));
  expect(difference).toBeLessThanOrEqual(target === "value" ? 0 : 1e-14);
});
