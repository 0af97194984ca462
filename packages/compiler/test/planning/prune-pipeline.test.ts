import type { Column, ColumnSelector, Expression, FittedStep, RowStep, ScalarKind } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { prunePipeline } from "../../src/planning/prune-pipeline.ts";

const column = (name: string, kind: ScalarKind = "number"): Column => ({ name, type: { kind, nullable: true } });
const read = (name: string): Expression => ({ kind: "column", name });
const derive = (name: string, ...from: string[]): RowStep => ({
  kind: "derive",
  name,
  type: "number",
  expression: { kind: "call", function: "coalesce", arguments: from.map(read) },
});
const filter = (...from: string[]): RowStep => ({
  kind: "filter",
  condition: { kind: "call", function: "and", arguments: from.map(read) },
  source: from.join(" and "),
});
const select = (...names: string[]): RowStep => ({
  kind: "select",
  columns: names.map((name) => {
    const [to = "", from = to] = name.split(" = ");
    return { from, to };
  }),
});
const numeric: ColumnSelector = { all: "numeric", except: [] };
const input = [column("id", "id"), column("a"), column("b"), column("c"), column("s", "category"), column("y")];

interface Options {
  readonly features?: ColumnSelector;
  readonly weights?: string | null;
  readonly foldColumn?: string;
  readonly aboveSplit?: number;
}

function pruned(
  steps: readonly (RowStep | FittedStep)[],
  names: string,
  { features, weights = null, foldColumn, aboveSplit = 0 }: Options = {},
) {
  const selector = features ?? { names: names.split(" ") };
  const parts = { input, steps, target: "y", features: selector, weights, key: ["id"], aboveSplit, foldColumn };
  const result = prunePipeline(parts);
  const shown = (step: RowStep | FittedStep): string => {
    const training = "trainingOnly" in step ? " (training)" : "";
    if (step.kind === "derive") return `derive ${step.name}${training}`;
    if (step.kind === "filter") return `filter ${step.source}${training}`;
    if (step.kind === "select")
      return ["select", ...step.columns.map(({ to }) => to), ...(step.families ?? [])].join(" ");
    return `${step.kind} ${"names" in step.columns ? step.columns.names.join(" ") : step.columns.all}`;
  };
  return {
    request: result.input
      .filter(({ trainingOnly }) => !trainingOnly)
      .map(({ name }) => name)
      .join(" "),
    training: result.input
      .filter(({ trainingOnly }) => trainingOnly)
      .map(({ name }) => name)
      .join(" "),
    steps: result.steps.map(shown),
  };
}

describe("row steps", () => {
  test("what nothing needs is left out", () => {
    expect(pruned([derive("d", "a"), derive("e", "b")], "d")).toEqual({
      request: "a",
      training: "y",
      steps: ["derive d"],
    });
  });

  test("what only makes the target is for training", () => {
    expect(pruned([derive("y", "c"), derive("d", "a")], "d")).toEqual({
      request: "a",
      training: "c",
      steps: ["derive y (training)", "derive d"],
    });
  });

  test("a filter holds requests to its scope, unless it reads the answer", () => {
    expect(pruned([filter("b"), filter("y"), derive("z", "y"), filter("a", "z")], "a")).toEqual({
      request: "a b",
      training: "y",
      steps: ["filter b", "filter y (training)", "derive z (training)", "filter a and z (training)"],
    });
  });

  test("a column made anew from itself is followed to the input", () => {
    expect(pruned([derive("a", "a", "b"), select("x = a", "y"), derive("d", "x")], "d")).toEqual({
      request: "a b",
      training: "y",
      steps: ["derive a", "select x y", "derive d"],
    });
  });

  test("the column by which folds are dealt is kept for training, up to the split", () => {
    expect(pruned([derive("g", "c"), derive("d", "a")], "d", { foldColumn: "g", aboveSplit: 1 })).toEqual({
      request: "a",
      training: "c y",
      steps: ["derive g (training)", "derive d"],
    });
  });
});

describe("fitted steps", () => {
  const scale = (columns: ColumnSelector): FittedStep => ({ kind: "scale", columns, method: "standard" });

  test("columns that are fitted one by one are pruned one by one", () => {
    expect(pruned([scale(numeric)], "a")).toEqual({ request: "a", training: "y", steps: ["scale a"] });
    expect(pruned([scale({ names: ["b", "c"] })], "a")).toEqual({ request: "a", training: "y", steps: [] });
  });

  test("what is filled from other columns needs them all, but neither key nor target", () => {
    const impute: FittedStep = { kind: "impute", columns: { names: ["a"] }, strategy: "knn", neighbours: 5 };
    expect(pruned([impute], "a")).toEqual({ request: "a b c", training: "y", steps: ["impute a"] });
  });

  test("components need every column that they are made of", () => {
    const pca: FittedStep = { kind: "pca", columns: numeric, components: 2 };
    expect(pruned([pca], "pca_1")).toEqual({ request: "a b c", training: "y", steps: ["pca a b c"] });
  });

  test("a family needs the column that it is encoded from", () => {
    const encode: FittedStep = {
      kind: "encode",
      columns: { all: "category", except: [] },
      method: "one_hot",
      limit: 50,
    };
    const open = { features: { all: "any", except: ["id", "b", "c"] } } as const;
    expect(pruned([encode], "", open)).toEqual({ request: "a s", training: "y", steps: ["encode s"] });
  });

  test("a family that a step keeps is followed through it", () => {
    const encode: FittedStep = { kind: "encode", columns: { names: ["s"] }, method: "one_hot", limit: 50 };
    const keep: RowStep = {
      kind: "select",
      columns: ["a", "y"].map((name) => ({ from: name, to: name })),
      families: ["s="],
    };
    const open = { features: { all: "any", except: ["id", "b", "c"] } } as const;
    const expected = { request: "a s", training: "y", steps: ["encode s", "select a y s="] };
    expect(pruned([encode, keep], "", open)).toEqual(expected);
  });

  test("flags of a family are no quantities: a scale after it names the others", () => {
    const encode: FittedStep = { kind: "encode", columns: { names: ["s"] }, method: "one_hot", limit: 50 };
    const open = { features: { all: "any", except: ["id", "b", "c"] } } as const;
    const expected = { request: "a s", training: "y", steps: ["encode s", "scale a"] };
    expect(pruned([encode, scale(numeric)], "", open)).toEqual(expected);
    const whole = scale({ all: "any", except: [] });
    expect(pruned([encode, whole], "", open).steps).toEqual(["encode s", "scale any"]);
  });

  test("outliers are left out of training by columns that a request need not carry", () => {
    const drop: FittedStep = {
      kind: "outliers",
      action: "drop",
      columns: { names: ["c"] },
      by: { rule: "iqr", factor: 1.5 },
    };
    expect(pruned([drop], "a")).toEqual({ request: "a", training: "c y", steps: ["outliers c"] });
  });

  test("features that are chosen when fitted need all that may be chosen", () => {
    const choose: FittedStep = { kind: "select_features", columns: numeric, method: "k_best", count: 2 };
    const open = { features: { all: "any", except: ["id", "s"] } } as const;
    expect(pruned([choose], "", open)).toEqual({ request: "a b c", training: "y", steps: ["select_features numeric"] });
  });

  test("what weighs the rows is for training alone, with all that makes it", () => {
    const steps = [derive("w", "b"), scale({ names: ["a"] })];
    expect(pruned(steps, "a", { weights: "w" })).toEqual({
      request: "a",
      training: "b y",
      steps: ["derive w (training)", "scale a"],
    });
  });
});
