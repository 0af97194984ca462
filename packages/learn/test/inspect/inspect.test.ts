import type { Column, ModelDefinition, Task } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import {
  type DataDoubt,
  inspectFolds,
  inspectTest,
  inspectTraining,
  numericColumn,
  type Table,
  type TableColumn,
  tableOf,
  textColumn,
  trainModel,
} from "../../src/index.ts";

const rows = 60;
const numbers = (value: (row: number) => number | null, count: number = rows): (number | null)[] =>
  Array.from({ length: count }, (_, row) => value(row));
const number = (name: string, value: (row: number) => number | null): TableColumn =>
  numericColumn(name, "number", numbers(value));
const category = (name: string, value: (row: number) => string | null, count: number = rows): TableColumn =>
  textColumn(
    name,
    "category",
    Array.from({ length: count }, (_, row) => value(row)),
  );
/** No pattern that an order of rows or values would show. */
const mixed = (row: number): number => (row * 37) % 53;
const yes = numericColumn(
  "y",
  "bool",
  numbers((row) => Number(mixed(row * 3) > 26)),
);
const weight = number("y", (row) => mixed(row * 3));

function definitionOf(table: Table, task: Task): ModelDefinition {
  const input = table.columns.map(({ name, kind }): Column & { trainingOnly?: true } => ({
    name,
    type: { kind, nullable: true, ...(name === "secret" ? { pii: true } : {}) },
    ...(name === "y" ? { trainingOnly: true } : {}),
  }));
  return { name: "m", task, target: "y", input, steps: [], features: { all: "any", except: ["y"] } };
}

function modelOf(table: Table, task: Task) {
  const choice = { algorithm: "decision_tree", parameters: {} } as const;
  const trained = trainModel(definitionOf(table, task), choice, table, { seed: 1, today: 0 });
  if (!trained.ok) throw new Error(JSON.stringify(trained.problem));
  return trained.value;
}

function doubtsOf(columns: readonly TableColumn[], target: TableColumn = yes): readonly DataDoubt[] {
  const table = tableOf([...columns, target]);
  return inspectTraining(modelOf(table, target === yes ? "binary" : "regression"), table, 0);
}

describe("training rows", () => {
  test("that are as they should be leave no doubt", () => {
    expect(doubtsOf([number("a", mixed), category("b", (row) => "xyz"[mixed(row) % 3]!)])).toEqual([]);
    expect(doubtsOf([number("a", mixed)], weight)).toEqual([]);
  });

  test("empty and constant columns are told together; one that is empty in places varies", () => {
    const columns = [
      number("empty", () => null),
      category("none", () => null),
      number("three", () => 3),
      number("some", (row) => (row % 2 === 0 ? 3 : null)),
      category("same", () => "x"),
    ];
    expect(doubtsOf(columns)).toEqual([
      { kind: "withoutValue", columns: ["empty", "none"], rows },
      { kind: "constant", columns: ["three", "same"], rows },
    ]);
  });

  test("a text for each row, and a count of rows, name rows; dates, measures and repeated numbers do not", () => {
    const columns = [
      category("name", (row) => `n${mixed(row)} ${row}`),
      numericColumn(
        "number",
        "int",
        numbers((row) => 1000 + ((row * 7) % rows)),
      ),
      numericColumn(
        "sampled",
        "int",
        numbers((row) => 5 + row + Math.floor(row / 3)),
      ),
      numericColumn(
        "spread",
        "int",
        numbers((row) => mixed(row) * 1000 + row),
      ),
      numericColumn(
        "day",
        "date",
        numbers((row) => 19_000 + row),
      ),
      numericColumn(
        "few",
        "int",
        numbers((row) => mixed(row) % 7),
      ),
    ];
    expect(doubtsOf(columns)).toEqual([{ kind: "identifying", columns: ["name", "number", "sampled"], rows }]);
  });

  const truth = (row: number): number => Number(mixed(row * 3) > 26);
  test("what alone tells a class is told, with how it does", () => {
    const columns = [
      number("order", (row) => mixed(row) + (truth(row) === 1 ? 100 : 0)),
      category("word", (row) => (truth(row) === 1 ? "abc"[row % 3]! : "de"[row % 2]!)),
      number("there", (row) => (truth(row) === 1 ? mixed(row) : null)),
      number("half", (row) => mixed(row) + (truth(row) === 1 ? 10 : 0)),
    ];
    expect(doubtsOf(columns)).toEqual([
      { kind: "tellsTarget", column: "order", target: "y", by: { measure: "auc", figure: 1 } },
      { kind: "tellsTarget", column: "word", target: "y", by: { measure: "value" } },
      { kind: "tellsTarget", column: "there", target: "y", by: { measure: "missing" } },
    ]);
  });

  test("what alone tells a number is told, if only in its order", () => {
    const value = (row: number): number => mixed(row * 3);
    const columns = [number("twice", (row) => 2 * value(row) + 1), number("cubed", (row) => -(value(row) ** 3))];
    const by = { measure: "rank", figure: expect.closeTo(1, 9) };
    expect(doubtsOf([...columns, number("other", mixed)], weight)).toEqual([
      { kind: "tellsTarget", column: "twice", target: "y", by },
      { kind: "tellsTarget", column: "cubed", target: "y", by },
    ]);
  });

  test("of a category with more levels than trees tell apart both counts are told", () => {
    const many = 700;
    const target = numericColumn(
      "y",
      "bool",
      numbers((row) => Number(mixed(row * 3) > 26), many),
    );
    const table = tableOf([category("b", (row) => `l${row % 300}`, many), target]);
    expect(inspectTraining(modelOf(table, "binary"), table, 0)).toEqual([
      { kind: "manyLevels", column: "b", levels: 300, told: 255 },
    ]);
  });
});

test("a category that is encoded has the limits of its encoding", () => {
  const many = 700;
  const target = numericColumn(
    "y",
    "bool",
    numbers((row) => Number(mixed(row * 3) > 26), many),
  );
  const table = tableOf([category("b", (row) => `l${row % 300}`, many), target]);
  const definition = definitionOf(table, "binary");
  const steps: ModelDefinition["steps"] = [{ kind: "encode", method: "ordinal", columns: { names: ["b"] } }];
  const choice = { algorithm: "decision_tree", parameters: {} } as const;
  const trained = trainModel({ ...definition, steps }, choice, table, { seed: 1, today: 0 });
  if (!trained.ok) throw new Error(JSON.stringify(trained.problem));
  expect(inspectTraining(trained.value, table, 0)).toEqual([]);
});

describe("test rows", () => {
  const classes = textColumn(
    "y",
    "category",
    Array.from({ length: rows }, (_, row) => "uv"[mixed(row) % 2]!),
  );
  const train = tableOf([
    category("b", (row) => "xy"[mixed(row * 5) % 2]!),
    category("secret", (row) => "pq"[row % 2]!),
    classes,
  ]);
  const model = modelOf(train, "multiclass");

  test("as those that were learned from leave no doubt", () => expect(inspectTest(model, train, train, 0)).toEqual([]));

  test("few, of a new class, and of new levels: each is told; of a personal column without its text", () => {
    const asked = tableOf([
      category("b", (row) => (row < 2 ? ["z", "zz"][row]! : "x"), 10),
      category("secret", (row) => (row === 0 ? "r" : "p"), 10),
      textColumn(
        "y",
        "category",
        Array.from({ length: 10 }, (_, row) => (row < 3 ? "w" : "u")),
      ),
    ]);
    expect(inspectTest(model, train, asked, 0)).toEqual([
      { kind: "fewTestRows", rows: 10 },
      { kind: "classOnlyInTest", classes: ["w"], rows: 3 },
      { kind: "levelOnlyInTest", column: "b", example: "z", levels: 2, rows: 2, testRows: 10 },
      { kind: "levelOnlyInTest", column: "secret", levels: 1, rows: 1, testRows: 10 },
    ]);
  });
});

test("a class with fewer rows than folds is told, whatever the others have", () => {
  const target = textColumn(
    "y",
    "category",
    Array.from({ length: rows }, (_, row) => (row < 3 ? "rare" : "u")),
  );
  const table = tableOf([number("a", mixed), target]);
  const definition = definitionOf(table, "multiclass");
  const plan = { kind: "cross_validation", folds: 5, by: "random" } as const;
  expect(inspectFolds(definition, table, plan)).toEqual([{ kind: "rareClass", label: "rare", rows: 3, folds: 5 }]);
  expect(inspectFolds(definition, table, { ...plan, folds: 3 })).toEqual([]);
});
