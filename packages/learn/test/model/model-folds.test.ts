import type { Expression, ModelDefinition } from "@mlopsc/vocabulary";
import { expect, it } from "vitest";
import { modelFolds } from "../../src/model/model-folds.ts";
import { numericColumn, tableOf } from "../../src/table/columns.ts";

const spend = Float64Array.from({ length: 60 }, (_, row) => row);
const table = tableOf([numericColumn("spend", "number", spend)]);
const atLeast = (value: number): Expression => ({
  kind: "call",
  function: "greater_or_equal",
  arguments: [
    { kind: "column", name: "spend" },
    { kind: "literal", type: "number", value },
  ],
});
const definition: ModelDefinition = {
  name: "churn",
  task: "binary",
  target: "high",
  input: [{ name: "spend", type: { kind: "number", nullable: false } }],
  steps: [
    {
      kind: "filter",
      source: "spend >= 10",
      condition: atLeast(10),
    },
    {
      kind: "derive",
      name: "high",
      type: "bool",
      trainingOnly: true,
      expression: atLeast(40),
    },
    { kind: "scale", columns: { all: "numeric", except: [] }, method: "standard" },
  ],
  features: { names: ["spend"] },
};

it("deals folds by a column that a row step makes, among the rows that a filter leaves, as rows of the table", () => {
  const dealt = modelFolds(
    definition,
    table,
    { kind: "cross_validation", folds: 5, by: "stratify", column: "high" },
    { seed: 1, today: 0 },
  );
  if (!dealt.ok) throw new Error(JSON.stringify(dealt.problem));
  const validated = dealt.value.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b);
  expect(validated).toEqual(Array.from({ length: 50 }, (_, row) => row + 10));
  for (const { validation } of dealt.value) {
    expect([...validation].filter((row) => spend[row]! >= 40)).toHaveLength(4);
    expect(validation).toHaveLength(10);
  }
});

it("counts the rows that filters leave where they are too few, and tells it like training where they leave none", () => {
  const [filter, ...others] = definition.steps;
  const above = (least: number) => ({
    ...definition,
    steps: [{ ...filter, condition: atLeast(least) } as typeof filter & object, ...others],
  });
  const plan = { kind: "cross_validation", folds: 5, by: "random" } as const;
  const few = modelFolds(above(57), table, plan, { seed: 1, today: 0 });
  expect(few).toEqual({ ok: false, problem: { kind: "tooFewRows", rows: 3, needed: 5 } });
  const none = modelFolds(above(1000), table, plan, { seed: 1, today: 0 });
  expect(none).toEqual({ ok: false, problem: { kind: "noRows" } });
});

it("tells of the values of a column whose rows stay together, where these are too few", () => {
  const plan = { kind: "cross_validation", folds: 5, column: "high" } as const;
  for (const by of ["group", "time"] as const) {
    const dealt = modelFolds(definition, table, { ...plan, by }, { seed: 1, today: 0 });
    const problem = { kind: "tooFewRows", rows: 50, needed: 5, distinct: { column: "high", values: 2 } };
    expect(dealt).toEqual({ ok: false, problem });
  }
});

it("names a column that nothing makes", () => {
  const dealt = modelFolds(
    definition,
    table,
    { kind: "cross_validation", folds: 5, by: "group", column: "nobody" },
    { seed: 1, today: 0 },
  );
  expect(dealt).toMatchObject({ ok: false, problem: { kind: "unknownColumn", column: "nobody" } });
});

it("deals by a column that a step below the split leaves out again, among the rows that filters below that leave", () => {
  const at = Float64Array.from(spend, (value) => 60 - value);
  const timed = tableOf([numericColumn("spend", "number", spend), numericColumn("at", "int", at)]);
  const [filter, derive, scale] = definition.steps;
  const dropped = { kind: "select", columns: ["spend", "high"].map((name) => ({ from: name, to: name })) } as const;
  const plan = { kind: "cross_validation", folds: 4, by: "time", column: "at" } as const;
  const context = { seed: 1, today: 0 };
  const kept = modelFolds({ ...definition, steps: [filter!, derive!, scale!] }, timed, plan, context);
  const found = modelFolds({ ...definition, steps: [derive!, dropped, filter!, scale!] }, timed, plan, context);
  if (!kept.ok || !found.ok) throw new Error(JSON.stringify({ kept, found }));
  expect(found.value).toEqual(kept.value);
  expect(found.value).toHaveLength(4);
});
