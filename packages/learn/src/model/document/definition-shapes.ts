import type {
  AlgorithmChoice,
  AlgorithmName,
  Column,
  ColumnType,
  Expression,
  FunctionName,
  ModelDefinition,
  NamedCosts,
  RowStep,
  ScalarKind,
  Task,
  ThresholdDefinition,
} from "@mlopsc/vocabulary";
import { isFunctionName } from "@mlopsc/vocabulary";
import {
  dictionary,
  either,
  type Fields,
  flag,
  later,
  list,
  number,
  oneOf,
  optional,
  orNull,
  record,
  type Shape,
  text,
  variants,
} from "./shape.ts";

const kinds = ["bool", "int", "number", "text", "category", "id", "date", "timestamp", "duration"] as const;

export const kind: Shape<ScalarKind> = { ...oneOf(...kinds), text: "kind" };
export const task: Shape<Task> = { ...oneOf("regression", "binary", "multiclass"), text: "task" };
const yes: Shape<true> = oneOf(true);

const scalar: Shape<string | number | boolean> = { ...either(text, number, flag), text: "scalar" };

const functionName: Shape<FunctionName> = {
  text: "function",
  fault: (value) =>
    typeof value === "string" && isFunctionName(value) ? undefined : { path: "", wanted: "the name of a function" },
};

const expression: Shape<Expression> = later("Expression", () => expressionShape);
const expressionShape: Shape<Expression> = variants<Expression, "kind">("Expression", "kind", {
  literal: record("Expression", { kind: oneOf("literal"), type: kind, value: orNull(scalar) }),
  column: record("Expression", { kind: oneOf("column"), name: text }),
  call: record("Expression", { kind: oneOf("call"), function: functionName, arguments: list(expression) }),
});

type Range = NonNullable<ColumnType["range"]>;
const range: Shape<Range> = record<Range>("Range", { low: optional(number), high: optional(number) });

const columnType: Shape<ColumnType> = record<ColumnType>("ColumnType", {
  kind,
  nullable: flag,
  pii: optional(yes),
  levels: optional(list(text)),
  range: optional(range),
});

type InputColumn = Column & { readonly trainingOnly?: true };
const column: Shape<InputColumn> = record<InputColumn>("Column", {
  name: text,
  type: columnType,
  trainingOnly: optional(yes),
});

const renaming: Shape<{ readonly from: string; readonly to: string }> = record("Renaming", { from: text, to: text });

type RowStepShapes = { readonly [Kind in RowStep["kind"]]: Shape<Extract<RowStep, { readonly kind: Kind }>> };

/** The variants of a step that learn nothing: they stand in a fitted pipeline as they are. */
export const rowSteps: RowStepShapes = {
  filter: record<Extract<RowStep, { kind: "filter" }>>("filter", {
    kind: oneOf("filter"),
    condition: expression,
    source: text,
    trainingOnly: optional(yes),
  }),
  derive: record<Extract<RowStep, { kind: "derive" }>>("derive", {
    kind: oneOf("derive"),
    name: text,
    type: kind,
    expression,
    trainingOnly: optional(yes),
  }),
  select: record<Extract<RowStep, { kind: "select" }>>("select", {
    kind: oneOf("select"),
    columns: list(renaming),
    families: optional(list(text)),
  }),
};

/** Told and shown, but not needed to predict: the pipeline holds what was made of the steps. */
export const informal = <Value>(name: string): Shape<Value> => ({
  text: name,
  fault: (value) => (typeof value === "object" && value !== null ? undefined : { path: "", wanted: name }),
});

type Shared = Omit<ModelDefinition, "features">;
type BestThreshold = Exclude<ThresholdDefinition, number>;
const costs = record<NamedCosts>("Costs", {
  classes: oneOf("named"),
  pairs: list(record<NamedCosts["pairs"][number]>("CostPair", { actual: text, predicted: text, cost: number })),
  other: number,
});
const shared: Fields<Shared> = {
  name: text,
  task,
  target: text,
  input: list(column),
  steps: list(informal<ModelDefinition["steps"][number]>("Step")),
  weights: optional(text),
  increasing: optional(list(text)),
  decreasing: optional(list(text)),
  calibrate: optional(oneOf("isotonic", "platt")),
  threshold: optional(either<[number, BestThreshold]>(number, informal("BestThreshold"))),
  costs: optional(costs),
};

export const sharedDefinition: Shape<Shared> = record<Shared>("SharedDefinition", shared);

export const definition: Shape<ModelDefinition> = record<ModelDefinition>("Definition", {
  ...shared,
  features: informal("ColumnSelector"),
});

export const choice: Shape<AlgorithmChoice> = record<AlgorithmChoice>("Choice", {
  algorithm: text as Shape<AlgorithmName>,
  parameters: dictionary(orNull(scalar)),
  columns: optional(list(text)),
  outside: optional(informal("OutsideAlgorithm")),
});

/** What a class is called. */
export const classLabel: Shape<string | number | boolean> = scalar;
