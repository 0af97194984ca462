import { numericColumn, profileTable, seededRandom, type Table, tableOf, textColumn } from "@mlopsc/learn";
import {
  createMonitor,
  indexLabels,
  judgeWindow,
  type MonitorDefinition,
  type MonitorReference,
  measureLive,
  prepareReference,
} from "@mlopsc/monitor";
import type { LoggedRequest, LogSchema, RequestLogReading } from "@mlopsc/serve";
import { defaultDetector } from "@mlopsc/vocabulary";
import type { MonitorReport } from "../../src/report/index.ts";

const hour = 3_600_000;
const start = Date.UTC(2024, 10, 1);
const perWindow = 200;

const schema: LogSchema = {
  ...{ format: "mlopsc-request-log", version: 1, release: "1", model: { name: "churn", version: "1" } },
  ...{ task: "binary", classes: [false, true], keys: ["customer"] },
  columns: [
    { name: "age", kind: "number" },
    { name: "spend", kind: "number" },
    { name: "segment", kind: "category" },
  ],
};
const definition: MonitorDefinition = {
  window: { kind: "time", milliseconds: hour },
  ...{ task: "binary", classes: [false, true], columns: schema.columns, seed: 1 },
  detector: {
    ...defaultDetector,
    algorithm: { algorithm: "gradient_boosting", parameters: { trees: 10, max_leaves: 8, max_bins: 32 } },
  },
  labels: { key: ["customer"], target: "left" },
  metrics: [{ metric: "auc" }],
};

/** Customers of a window: from the twentieth on they spend more, and the model knows less of them. */
function customers(rows: number, window: number): { table: Table; values: Float64Array; left: Float64Array } {
  const random = seededRandom(window, "customers");
  const moved = window >= 20;
  const age = Float64Array.from({ length: rows }, () => 40 + 10 * random.normal());
  const spend = Float64Array.from({ length: rows }, () => (moved ? 70 : 50) + 20 * random.normal());
  const segment = Array.from({ length: rows }, () => ["a", "b", "c"][random.integer(3)]!);
  const values = age.map((years) => 1 / (1 + Math.exp((years - 40) / 8)));
  const left = values.map((value) => Number(random.next() < (moved ? 0.5 : value)));
  const columns = [numericColumn("age", "number", age), numericColumn("spend", "number", spend)];
  return { table: tableOf([...columns, textColumn("segment", "category", segment)]), values, left };
}

const labelsOf = (values: Float64Array): Int32Array => Int32Array.from(values, (value) => Number(value > 0.5));

function reading(window: number): { reading: RequestLogReading; keys: readonly string[]; left: Float64Array } {
  const { table, values, left } = customers(perWindow, window);
  const keys = Array.from({ length: perWindow }, (_, at) => `${window} ${at}`);
  const requests = keys.map((id, at): LoggedRequest => {
    const time = start + window * hour + (at * hour) / perWindow;
    return { time, id, release: "1", status: 200, milliseconds: 2 + (at % 7), from: at, to: at + 1, problems: [] };
  });
  const columns = {
    table: tableOf([...table.columns, textColumn("customer", "id", keys)]),
    ...{ outcomes: new Uint8Array(perWindow), values, labels: labelsOf(values), probabilities: new Float64Array() },
  };
  return { reading: { schema, requests, columns, next: 0 }, keys, left };
}

/** Thirty hours of a deployment, the last three without labels yet. */
export function sampleMonitor(): MonitorReport {
  const { table, values } = customers(2000, -1);
  const predictions = { values, labels: labelsOf(values) };
  const reference: MonitorReference = { table, profile: profileTable(table), predictions };
  const parts = Array.from({ length: 30 }, (_, window) => reading(window));
  const monitor = createMonitor(definition, reference);
  monitor.read(parts.map((part) => part.reading));
  const known = parts.slice(0, 27);
  const labels = indexLabels(
    definition,
    tableOf([
      textColumn(
        "customer",
        "id",
        known.flatMap(({ keys }) => keys),
      ),
      numericColumn("left", "bool", Float64Array.from(known.flatMap(({ left }) => [...left]))),
    ]),
  );
  const prepared = prepareReference(definition, reference);
  const windows = monitor.close(start + 31 * hour).map((closed) => ({
    record: judgeWindow(closed, prepared),
    live: measureLive(definition, closed.part.answers, labels),
  }));
  return {
    name: "churn_live",
    documentation: "Who leaves, as it happens.",
    deployment: "churn_api",
    windows,
    test: { auc: 0.72 },
  };
}
