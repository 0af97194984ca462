import {
  numericColumn,
  seededRandom,
  selectColumns,
  type Table,
  type TrainedModel,
  tableOf,
  textColumn,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Column, FittedStep, ModelDefinition, RowStep } from "@mlopsc/vocabulary";
import { today } from "./score-onnx.ts";

export type Steps = readonly (RowStep | FittedStep)[];

export const segments: readonly string[] = ["retail", "Business", "é public", "\u{1f600}"];
const cities = Array.from({ length: 12 }, (_, at) => `city ${at}`);

const columns: ModelDefinition["input"] = (
  [
    ["age", { kind: "int", nullable: true }],
    ["spend", { kind: "number", nullable: true }],
    ["segment", { kind: "category", nullable: true, levels: segments }],
    ["city", { kind: "text", nullable: true }],
    ["member", { kind: "bool", nullable: true }],
    ["joined", { kind: "date", nullable: true }],
    ["seen", { kind: "timestamp", nullable: true }],
    ["stay", { kind: "duration", nullable: true }],
  ] satisfies readonly [string, Column["type"]][]
).map(([name, type]) => ({ name, type }));

/** Rows to predict, with extremes, gaps and texts that training did not see. */
export function requests(rows: number, seed: number): Table {
  return selectColumns(
    customers(rows, seed, true),
    columns.map(({ name }) => ({ from: name, to: name })),
  );
}

/** Columns of every kind with gaps; `extremes` adds values far beyond those of training, and unknown texts. */
function customers(rows: number, seed: number, extremes: boolean): Table {
  const random = seededRandom(seed, "customers");
  const each = <Value>(make: () => Value): (Value | null)[] =>
    Array.from({ length: rows }, () => (random.next() < 0.1 ? null : make()));
  const wild = (usual: () => number): (() => number) => {
    if (!extremes) return usual;
    const far = [0, -0, 1e-300, -1e9, 1e12, 4.9e-324, 123_456.789, -7];
    return () => (random.next() < 0.3 ? far[random.integer(far.length)]! : usual());
  };
  const whole = (usual: () => number): (() => number) => wild(usual) && (() => Math.trunc(wild(usual)()));
  const text = (among: readonly string[]): string =>
    extremes && random.next() < 0.2 ? `new ${random.integer(5)}` : among[random.integer(among.length)]!;
  const age = each(whole(() => 18 + random.integer(60)));
  const spend = each(wild(() => Math.exp(random.normal() * 2)));
  const segment = each(() => segments[random.integer(segments.length)]!);
  const city = each(() => text(cities));
  const member = each(() => random.integer(2));
  const joined = each(() => random.integer(30_000) - 3000);
  const seen = each(() => Math.floor(random.next() * 2e12) - 2e11);
  const stay = each(wild(() => random.integer(1_000_000)));
  const score = (row: number): number =>
    (age[row] ?? 30) / 20 +
    Math.log1p(Math.abs(spend[row] ?? 1)) -
    2 * segments.indexOf(segment[row] ?? "") +
    random.normal();
  const scores = age.map((_, row) => score(row));
  return tableOf([
    numericColumn("age", "int", age),
    numericColumn("spend", "number", spend),
    textColumn("segment", "category", segment),
    textColumn("city", "text", city),
    numericColumn("member", "bool", member),
    numericColumn("joined", "date", joined),
    numericColumn("seen", "timestamp", seen),
    numericColumn("stay", "duration", stay),
    numericColumn("value", "number", scores),
    numericColumn(
      "churned",
      "bool",
      scores.map((value) => Number(value > 0)),
    ),
    textColumn(
      "grade",
      "category",
      scores.map((value) => (value < -2 ? "low" : value < 2 ? "middle" : "high")),
    ),
  ]);
}

export type Target = "value" | "churned" | "grade";
const kinds = { value: "number", churned: "bool", grade: "category" } as const;
const tasks = { value: "regression", churned: "binary", grade: "multiclass" } as const;

/** The features are those named. */
export function sampleDefinition(
  name: string,
  target: Target,
  steps: Steps,
  names: readonly string[],
): ModelDefinition {
  const absent = (["value", "churned", "grade"] as const).map(
    (column) => ({ name: column, type: { kind: kinds[column], nullable: false }, trainingOnly: true }) as const,
  );
  return {
    ...{ name, task: tasks[target], target, steps, features: { names } },
    input: [...columns, ...absent],
  };
}

export const trainingRows = (): Table => customers(400, 1, false);

export function sampleModel(
  target: Target,
  choice: AlgorithmChoice,
  steps: Steps,
  names: readonly string[],
): TrainedModel {
  const trained = trainModel(sampleDefinition("sample", target, steps, names), choice, trainingRows(), {
    seed: 5,
    today,
  });
  if (!trained.ok) throw new Error(JSON.stringify(trained.problem));
  return trained.value;
}
