import {
  combineModels,
  crossValidate,
  numericColumn,
  type Outcome,
  type StoredModel,
  seededRandom,
  selectColumns,
  type Table,
  type TrainedModel,
  tableOf,
  textColumn,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Expression, ModelDefinition } from "@mlopsc/vocabulary";

export const today = 20_000;
export const levels = ["individual", "professional", "état"];

/** Every kind of column, gaps in half of them, and names that a careless server would trip over. */
export function sampleTable(rows = 240): Table {
  const random = seededRandom(3, "serve");
  const gap = <T>(value: T): T | null => (random.next() < 0.1 ? null : value);
  const draw = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
  const age = draw(() => gap(18 + random.integer(103)));
  const segment = draw(() => levels[random.integer(3)]!);
  const spend = draw(() => gap(random.normal() * 1e3));
  const paid = draw(
    (row) => (spend[row] ?? 0) / 50 + (age[row] ?? 40) + (segment[row] === "état" ? 9 : 0) + random.normal(),
  );
  return tableOf([
    textColumn(
      "customer_id",
      "id",
      draw((row) => `C-${row}`),
    ),
    numericColumn("age", "int", age),
    textColumn("segment", "category", segment),
    textColumn(
      "email",
      "text",
      draw((row) => gap(`person${row}@example.org`)),
    ),
    numericColumn(
      "signup",
      "date",
      draw(() => gap(17_000 + random.integer(2900))),
    ),
    numericColumn("seen at", "timestamp", draw(() => (19_000 + random.next() * 900) * 86_400_000).map(Math.floor)),
    numericColumn("constructor", "number", spend),
    numericColumn(
      "a/b~c",
      "bool",
      draw(() => gap(random.integer(2))),
    ),
    numericColumn(
      "call",
      "duration",
      draw(() => gap(random.integer(7_200_000))),
    ),
    numericColumn("paid", "number", paid),
    numericColumn(
      "churned",
      "bool",
      paid.map((value) => Number(value > 65)),
    ),
    textColumn(
      "tier",
      "category",
      paid.map((value) => (value > 80 ? "gold" : value > 50 ? "silver" : "tin")),
    ),
  ]);
}

const input: ModelDefinition["input"] = [
  { name: "customer_id", type: { kind: "id", nullable: false } },
  { name: "age", type: { kind: "int", nullable: true, range: { low: 18, high: 120 } } },
  { name: "segment", type: { kind: "category", nullable: false, levels } },
  { name: "email", type: { kind: "text", nullable: true, pii: true } },
  { name: "signup", type: { kind: "date", nullable: true, range: { low: 0, high: 30_000 } } },
  { name: "seen at", type: { kind: "timestamp", nullable: false } },
  { name: "constructor", type: { kind: "number", nullable: true } },
  { name: "a/b~c", type: { kind: "bool", nullable: true } },
  { name: "call", type: { kind: "duration", nullable: true } },
];

const column = (name: string): Expression => ({ kind: "column", name });

function definition(name: string, task: ModelDefinition["task"], target: string): ModelDefinition {
  const kind = { paid: "number", churned: "bool", tier: "category" } as const;
  const type = { kind: kind[target as keyof typeof kind], nullable: false };
  return {
    name,
    task,
    target,
    input: [...input, { name: target, type, trainingOnly: true }],
    steps: [
      {
        kind: "filter",
        condition: {
          kind: "call",
          function: "not_equal",
          arguments: [column("segment"), { kind: "literal", type: "category", value: "professional" }],
        },
        source: 'segment != "professional"',
      },
      {
        kind: "derive",
        name: "days_since",
        type: "number",
        expression: {
          kind: "call",
          function: "days",
          arguments: [
            {
              kind: "call",
              function: "subtract",
              arguments: [{ kind: "call", function: "today", arguments: [] }, column("signup")],
            },
          ],
        },
      },
      { kind: "impute", columns: { names: ["age", "days_since", "call"] }, strategy: "median" },
      { kind: "encode", columns: { names: ["segment"] }, method: "one_hot" },
      { kind: "scale", columns: { names: ["age", "days_since"] }, method: "standard" },
    ],
    features: { all: "any", except: ["customer_id", "email", "signup", "seen at"] },
  };
}

const boosting: AlgorithmChoice = { algorithm: "gradient_boosting", parameters: { trees: 12, max_leaves: 6 } };
const bayes: AlgorithmChoice = { algorithm: "naive_bayes", parameters: {} };
/** Takes no missing values, so that a record may be too incomplete for it. */
const linear: AlgorithmChoice = { algorithm: "linear_regression", parameters: {} };

export interface Sample<Model extends StoredModel = TrainedModel> {
  readonly name: string;
  readonly model: Model;
  readonly table: Table;
}

/** Trained once: a number, two classes, three classes. */
export function sampleModels(): readonly Sample[] {
  const table = sampleTable();
  const sample = (name: string, task: ModelDefinition["task"], target: string): Sample => ({
    name,
    table,
    model: value(trainModel(definition(name, task, target), boosting, inputOf(table, target), { seed: 1, today })),
  });
  return [
    sample("payments", "regression", "paid"),
    sample("churn", "binary", "churned"),
    sample("tiers", "multiclass", "tier"),
  ];
}

/** Two models that answer as one. */
export function sampleEnsemble(): Sample<StoredModel> {
  const table = sampleTable();
  const rows = inputOf(table, "churned");
  const folds = { kind: "cross_validation", folds: 3, by: "random" } as const;
  const context = { seed: 1, today };
  const members = Object.entries({ trees: boosting, bayes }).map(([name, choice]) => ({
    name,
    model: value(trainModel(definition(name, "binary", "churned"), choice, rows, context)),
    outOfFold: value(crossValidate(definition(name, "binary", "churned"), choice, rows, folds, [], context)).outOfFold,
  }));
  const weights = { kind: "stacking", learner: { algorithm: "logistic_regression", parameters: {} } } as const;
  const { model } = value(combineModels(members, rows, { name: "blend", weights, folds, metrics: [], ...context }));
  return { name: "blend", table, model };
}

/** Gives no prediction where `constructor` or `a/b~c` is missing. */
export function linearModel(): TrainedModel {
  const table = sampleTable();
  const complete = tableOf(
    table.columns.map((of) =>
      "values" in of
        ? numericColumn(
            of.name,
            of.kind,
            of.values.map((held) => (Number.isNaN(held) ? 1 : held)),
          )
        : of,
    ),
  );
  return value(
    trainModel(definition("line", "regression", "paid"), linear, inputOf(complete, "paid"), { seed: 1, today }),
  );
}

/** The table without the columns that other models predict. */
const inputOf = (table: Table, target: string): Table =>
  selectColumns(
    table,
    [...input.map(({ name }) => name), target].map((name) => ({ from: name, to: name })),
  );

export const goodRecord = {
  customer_id: "C-1",
  age: 30,
  segment: "individual",
  email: "anna@example.org",
  signup: "2020-02-29",
  "seen at": "2024-02-29T12:30:00Z",
  constructor: 12.5,
  "a/b~c": true,
  call: 90.5,
};

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
