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
import type { AlgorithmChoice, Column, Expression, FunctionName, ModelDefinition } from "@mlopsc/vocabulary";
import type { RecordedRows } from "../../../src/index.ts";

const day = 86_400_000;
const plans = ["basic", "plus", "pro"];
const towns = ["Orléans", "Évry", "Lyon", "Nice"];
/** The second differs from the first beyond what a double can tell apart. */
const accounts = ["9007199254740993", "9007199254740992", "0042", "42"];

/** Columns of every kind, each of which moves what is predicted. */
export function customers(rows = 600): Table {
  const random = seededRandom(5, "customers");
  const gap = <T>(value: T, share = 0.12): T | null => (random.next() < share ? null : value);
  const draw = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
  const pick = (from: readonly string[]): string => from[random.integer(from.length)]!;
  const age = draw(() => gap(18 + random.integer(70)));
  const income = draw(() => Math.round((5 + random.next() * 40) * 100) / 100);
  const bytes = draw(() => 3e9 + random.integer(2000));
  const plan = draw(() => pick(plans));
  const town = draw(() => pick(towns));
  const account = draw(() => pick(accounts));
  const note = draw(() => gap(random.next() < 0.4 ? "" : "late"));
  const signup = draw(() => 19_000 + random.integer(900));
  const seen = draw(() => (19_500 + random.integer(400)) * day + random.integer(1440) * 60_000);
  const active = draw(() => gap(random.integer(2)));
  const call = draw(() => random.integer(900_000));
  const paid = draw((row) => {
    const hour = Math.floor((seen[row]! % day) / 3_600_000);
    return (
      (age[row] ?? 10) * 2 +
      income[row]! * 5 +
      (bytes[row]! - 3e9) / 15 +
      plans.indexOf(plan[row]!) * 30 +
      towns.indexOf(town[row]!) * 25 +
      accounts.indexOf(account[row]!) * 20 +
      (note[row] === "" ? 40 : note[row] === null ? 0 : 80) +
      (20_000 - signup[row]!) / 8 +
      hour * 3 +
      (active[row] ?? 2) * 30 +
      call[row]! / 8000 +
      random.normal()
    );
  });
  return tableOf([
    textColumn(
      "customer",
      "id",
      draw((row) => `C-${row}`),
    ),
    numericColumn("age", "int", age),
    numericColumn("income", "number", income),
    numericColumn("bytes", "int", bytes),
    textColumn("plan", "category", plan),
    textColumn("town", "category", town),
    textColumn("account", "category", account),
    textColumn("note", "category", note),
    numericColumn("signup", "date", signup),
    numericColumn("seen", "timestamp", seen),
    numericColumn("active", "bool", active),
    numericColumn("call", "duration", call),
    numericColumn("paid", "number", paid),
    numericColumn(
      "large",
      "bool",
      paid.map((value) => Number(value > 480)),
    ),
  ]);
}

const input: readonly Column[] = [
  { name: "customer", type: { kind: "id", nullable: false } },
  { name: "age", type: { kind: "int", nullable: true } },
  { name: "income", type: { kind: "number", nullable: false } },
  { name: "bytes", type: { kind: "int", nullable: false } },
  { name: "plan", type: { kind: "category", nullable: false, levels: plans } },
  { name: "town", type: { kind: "category", nullable: false } },
  { name: "account", type: { kind: "category", nullable: false } },
  { name: "note", type: { kind: "category", nullable: true } },
  { name: "signup", type: { kind: "date", nullable: false } },
  { name: "seen", type: { kind: "timestamp", nullable: false } },
  { name: "active", type: { kind: "bool", nullable: true } },
  { name: "call", type: { kind: "duration", nullable: false } },
];

const column = (name: string): Expression => ({ kind: "column", name });
const call = (name: FunctionName, ...parts: readonly Expression[]): Expression => ({
  kind: "call",
  function: name,
  arguments: parts,
});

function definition(task: ModelDefinition["task"], target: "paid" | "large"): ModelDefinition {
  const type = { kind: target === "paid" ? "number" : "bool", nullable: false } as const;
  return {
    name: target,
    task,
    target,
    input: [...input, { name: target, type, trainingOnly: true }],
    steps: [
      {
        kind: "derive",
        name: "days",
        type: "number",
        expression: call("days", call("subtract", call("today"), column("signup"))),
      },
      { kind: "derive", name: "hour", type: "int", expression: call("hour", column("seen")) },
      { kind: "impute", columns: { names: ["age"] }, strategy: "median" },
      { kind: "impute", columns: { names: ["active"] }, strategy: "mode" },
      { kind: "encode", columns: { names: ["plan"] }, method: "ordinal" },
      { kind: "encode", columns: { names: ["town", "account", "note"] }, method: "one_hot" },
      { kind: "scale", columns: { names: ["age", "income", "bytes", "days"] }, method: "standard" },
    ],
    features: { all: "any", except: ["customer", "signup", "seen"] },
  };
}

export interface Planted {
  readonly name: string;
  readonly model: TrainedModel;
  readonly rows: RecordedRows;
}

const learners: readonly {
  readonly name: string;
  readonly task: "regression" | "binary";
  readonly choice: AlgorithmChoice;
}[] = [
  {
    name: "trees",
    task: "regression",
    choice: { algorithm: "gradient_boosting", parameters: { trees: 60, max_leaves: 12 } },
  },
  {
    name: "classes",
    task: "binary",
    choice: { algorithm: "gradient_boosting", parameters: { trees: 40, max_leaves: 8 } },
  },
  { name: "line", task: "regression", choice: { algorithm: "linear_regression", parameters: {} } },
];

/** A model of each kind on the same rows; trained on the first 400, the others are recorded. */
export function plantedModels(): readonly Planted[] {
  const table = customers();
  const today = Math.floor(Date.now() / day);
  return learners.map(({ name, task, choice }) => {
    const target = task === "regression" ? "paid" : "large";
    const names = [...input.map(({ name: each }) => each), target].map((each) => ({ from: each, to: each }));
    const trained = trainModel(definition(task, target), choice, slice(selectColumns(table, names), 0, 400), {
      seed: 1,
      today,
    });
    if (!trained.ok) throw new Error(JSON.stringify(trained));
    const recorded = slice(selectColumns(table, names.slice(0, -1)), 400, 600);
    const keys = Array.from({ length: recorded.rows }, (_, row) => `customer = C-${row + 400}`);
    return { name, model: trained.value, rows: { table: recorded, keys } };
  });
}

const slice = (table: Table, from: number, to: number): Table => ({
  rows: to - from,
  columns: table.columns.map((each) =>
    "codes" in each ? { ...each, codes: each.codes.slice(from, to) } : { ...each, values: each.values.slice(from, to) },
  ),
});
