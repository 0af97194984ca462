import { numericColumn, type Table, tableOf, textColumn } from "@mlopsc/learn";
import { expect, test } from "vitest";
import {
  createMonitor,
  indexLabels,
  type MonitorDefinition,
  measureLive,
  type WaitingAnswer,
} from "../../src/index.ts";
import { definition, logged, minute, reference, requestsFrom, someRecords, start } from "../fixtures/traffic.ts";

const records = someRecords(200, "customer");
/** What happened: the opposite of what was answered for every fifth. */
const truth = records.map(({ probability }, at) => (at % 5 === 0 ? probability <= 0.5 : probability > 0.5));
const labels = (count: number): Table =>
  tableOf([
    textColumn(
      "customer",
      "text",
      records.slice(0, count).map(({ customer }) => customer),
    ),
    numericColumn(
      "churned",
      "bool",
      truth.slice(0, count).map((value) => Number(value)),
    ),
  ]);

async function answers(by: MonitorDefinition = definition): Promise<readonly WaitingAnswer[]> {
  const monitor = createMonitor(by, reference);
  monitor.read(await logged(requestsFrom(records)));
  return monitor.close(start + 20 * minute)[0]!.part.answers;
}

const measured = async (table: Table, by: MonitorDefinition = definition): Promise<ReturnType<typeof measureLive>> =>
  measureLive(by, await answers(), indexLabels(by, table));

test("labels are joined by their key, and measured again when more have come", async () => {
  expect(await measured(labels(0))).toEqual({ answers: 200, labelled: 0, metrics: { auc: null, accuracy: null } });
  expect(await measured(labels(50))).toMatchObject({ labelled: 50, metrics: { accuracy: 0.8 } });
  const all = await measured(labels(200));
  expect(all).toMatchObject({ labelled: 200, metrics: { accuracy: 0.8 } });
  expect(all.metrics["auc"]).toBeGreaterThan(0.6);
});

test("of few labels nothing is told", async () => {
  expect(await measured(labels(29))).toMatchObject({ labelled: 29, metrics: { auc: null, accuracy: null } });
});

test("a metric that has no value on the labels is none, the others are told", async () => {
  const same = tableOf(
    labels(200).columns.map((column) =>
      column.name === "churned" ? numericColumn("churned", "bool", new Float64Array(200).fill(1)) : column,
    ),
  );
  const { metrics } = await measured(same);
  expect(metrics["auc"]).toBeNull();
  expect(metrics["accuracy"]).toBeTypeOf("number");
});

test("of labels with one key the last counts; one without a label, or of no class, is none", async () => {
  const column = (values: (number | null)[]): Table =>
    tableOf([
      textColumn(
        "customer",
        "id",
        values.map(() => "customer 1"),
      ),
      numericColumn("churned", "bool", values),
    ]);
  expect([...indexLabels(definition, column([0, 1, null]))]).toEqual([["customer 1", 1]]);
  expect([...indexLabels(definition, column([null, 7]))]).toEqual([]);
});

test("keys are joined whatever kind their columns are of", () => {
  const by: MonitorDefinition = { ...definition, labels: { key: ["id", "day"], target: "churned" } };
  const table = tableOf([
    numericColumn("id", "int", [12]),
    numericColumn("day", "date", [20_000]),
    numericColumn("churned", "bool", [1]),
  ]);
  const texts = tableOf([
    textColumn("id", "id", ["12"]),
    textColumn("day", "id", ["2024-10-04"]),
    numericColumn("churned", "bool", [1]),
  ]);
  expect(indexLabels(by, table)).toEqual(indexLabels(by, texts));
});

test("the threshold of the model decides", async () => {
  const by: MonitorDefinition = { ...definition, threshold: 0.99 };
  const expected = truth.filter((value, at) => value === records[at]!.probability > 0.99).length / 200;
  expect((await measured(labels(200), by)).metrics["accuracy"]).toBeCloseTo(expected, 12);
});

test("numbers: the mean absolute error", () => {
  const by: MonitorDefinition = {
    ...{ ...definition, task: "regression", classes: [] },
    ...{ metrics: [{ metric: "mae" }], labels: { key: ["id"], target: "load" } },
  };
  const waiting = Array.from({ length: 40 }, (_, at): WaitingAnswer => [at, String(at), at + 3, -1]);
  const table = tableOf([
    numericColumn("id", "int", [...waiting.keys()]),
    numericColumn("load", "number", [...waiting.keys()]),
  ]);
  expect(measureLive(by, waiting, indexLabels(by, table)).metrics).toEqual({ mae: 3 });
});

test("three classes: by their probabilities", () => {
  const by: MonitorDefinition = {
    ...{ ...definition, task: "multiclass", classes: ["a", "b", "c"] },
    ...{ metrics: [{ metric: "accuracy" }], labels: { key: ["id"], target: "grade" } },
  };
  const waiting = Array.from({ length: 40 }, (_, at): WaitingAnswer => [at, String(at), null, 1, [0.2, 0.5, 0.3]]);
  const grades = waiting.map((_, at) => (at < 10 ? "b" : "c"));
  const table = tableOf([numericColumn("id", "int", [...waiting.keys()]), textColumn("grade", "category", grades)]);
  expect(measureLive(by, waiting, indexLabels(by, table)).metrics).toEqual({ accuracy: 0.25 });
  // To take b for another class is dear, but to take it for c is free: c is expected to cost 0.2, b 0.5, a 5.3.
  const pairs = [
    { actual: "b", predicted: "a", cost: 10 },
    { actual: "b", predicted: "c", cost: 0 },
  ];
  const decided: MonitorDefinition = { ...by, costs: { classes: "named", pairs, other: 1 } };
  expect(measureLive(decided, waiting, indexLabels(by, table)).metrics).toEqual({ accuracy: 0.75 });
});
