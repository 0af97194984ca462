import {
  calibrationCurve,
  classScores,
  classScoresOf,
  confusionMatrix,
  crossValidate,
  detectDrift,
  evaluateModel,
  type Outcome,
  permutationImportance,
  predictedClasses,
  profileTable,
  proveDisjoint,
  rocCurve,
  splitRows,
  summariseModel,
  summariseResiduals,
  type Table,
  takeRows,
  trainModel,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Column, MetricChoice, ModelDefinition, SplitStep } from "@mlopsc/vocabulary";
import { metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { EvaluationReport, ModelReport, ReportData, SplitReport } from "../../src/report/index.ts";
import { sampleMonitor } from "./sample-monitor.ts";
import { customerTable, loadTable, start } from "./sample-tables.ts";

const seed = 42;
const today = 20_000;
const context = { seed, today };
const digest = (letter: string): string => letter.repeat(16);

/** A report on two made-up projects in one, every figure of which `learn` has computed. */
export function sampleReport(sizes = { hours: 24 * 200, customers: 4000 }): ReportData {
  const load = prepare(
    loadTable(sizes.hours),
    loadDefinition,
    { kind: "split", share: 0.2, by: "time", column: "at" },
    [],
  );
  const churn = prepare(
    customerTable(sizes.customers),
    churnDefinition,
    { kind: "split", share: 0.25, by: "stratify", column: "churned" },
    ["customer_id"],
  );
  return {
    project: { name: "Town", description: "Tomorrow’s electricity, and who will leave.", seed },
    madeAt: "2024-11-23T06:35:03Z",
    toolVersion: "0.1.0",
    datasets: [
      {
        name: "load",
        documentation: "Consumption of the town, hour by hour.",
        version: digest("4b7e"),
        source: 'csv("data/load.csv")',
        takenIn: "2024-11-22T22:10:00Z",
        rows: sizes.hours,
        key: ["at"],
        columns: profiled(load.table, loadDefinition.input),
        expectations: [
          { source: "rows >= 1_000", outcome: "held", measured: sizes.hours },
          { source: "missing(load_lag_24) < 1%", outcome: "warned", measured: 24 / sizes.hours, share: true, rows: 24 },
        ],
      },
      {
        name: "customers",
        documentation: "One row per customer, out of the books of March.",
        version: digest("c0de"),
        rows: sizes.customers,
        key: ["customer_id"],
        columns: profiled(churn.table, churnDefinition.input),
        expectations: [
          { source: "unique(customer_id)", outcome: "held" },
          { source: "age in 18..120", outcome: "held", rows: 0 },
          { source: "signup <= today()", outcome: "dropped", rows: 17 },
        ],
      },
    ],
    splits: [
      splitReport("hourly", load, "split test 20% by time at"),
      splitReport("features", churn, "split test 25% stratify churned"),
    ],
    models: [forecast(load), churnModel(churn)],
    drifts: [drift(churn.table)],
    monitors: [sampleMonitor()],
    lineage: {
      nodes: [
        { id: "s1", kind: "source", label: "data/load.csv" },
        { id: "s2", kind: "source", label: "data/customers.csv" },
        { id: "d1", kind: "dataset", label: "load", detail: `${sizes.hours} rows` },
        { id: "d2", kind: "dataset", label: "customers", detail: `${sizes.customers} rows` },
        { id: "t1", kind: "transform", label: "hourly" },
        { id: "t2", kind: "transform", label: "features" },
        { id: "p1", kind: "split", label: "hourly", detail: "20% by time" },
        { id: "p2", kind: "split", label: "features", detail: "25% stratified" },
        { id: "h1", kind: "search", label: "boosting", detail: "bayesian, 24 trials" },
        { id: "m1", kind: "model", label: "forecast", detail: "version 3" },
        { id: "m2", kind: "model", label: "churn", detail: "version 1" },
        { id: "f1", kind: "drift", label: "tenures", detail: "classifier" },
      ],
      edges: [
        ["s1", "d1"],
        ["s2", "d2"],
        ["d1", "t1"],
        ["d2", "t2"],
        ["d1", "t2"],
        ["t1", "p1"],
        ["t2", "p2"],
        ["p1", "h1"],
        ["h1", "m1"],
        ["p1", "m1"],
        ["p2", "m2"],
        ["t2", "f1"],
      ].map(([from, to]) => ({ from: from!, to: to! })),
    },
  };
}

const number: Column["type"] = { kind: "number", nullable: false };
const int: Column["type"] = { kind: "int", nullable: false };

const loadDefinition: ModelDefinition = {
  name: "forecast",
  task: "regression",
  target: "load",
  input: [
    { name: "at", type: { kind: "timestamp", nullable: false } },
    { name: "hour", type: int },
    { name: "weekday", type: int },
    { name: "temperature", type: number },
    { name: "load_lag_24", type: { ...number, nullable: true } },
    { name: "load", type: int, trainingOnly: true },
  ],
  steps: [{ kind: "impute", columns: { names: ["load_lag_24"] }, strategy: "median" }],
  features: { names: ["hour", "weekday", "temperature", "load_lag_24"] },
};

const churnDefinition: ModelDefinition = {
  name: "churn",
  task: "binary",
  target: "churned",
  input: [
    { name: "customer_id", type: { kind: "id", nullable: false } },
    { name: "email", type: { kind: "text", nullable: false, pii: true } },
    { name: "contract", type: { kind: "category", nullable: false, levels: ["monthly", "one year", "two years"] } },
    { name: "tenure", type: int },
    { name: "monthly_charges", type: number },
    { name: "age", type: { ...int, nullable: true } },
    { name: "signup", type: { kind: "date", nullable: false } },
    { name: "churned", type: { kind: "bool", nullable: false }, trainingOnly: true },
  ],
  steps: [
    { kind: "impute", columns: { names: ["age"] }, strategy: "median" },
    { kind: "encode", columns: { names: ["contract"] }, method: "one_hot" },
    { kind: "scale", columns: { names: ["tenure", "monthly_charges", "age"] }, method: "standard" },
  ],
  features: { all: "any", except: ["customer_id", "email", "signup"] },
};

interface Prepared {
  readonly table: Table;
  readonly train: Table;
  readonly test: Table;
  readonly definition: ModelDefinition;
  readonly proof: SplitReport["proof"];
}

function prepare(table: Table, definition: ModelDefinition, split: SplitStep, key: readonly string[]): Prepared {
  const { train, test } = splitRows(table, split, seed);
  const proof = proveDisjoint(table, split, train, test, key);
  return { table, train: takeRows(table, train), test: takeRows(table, test), definition, proof };
}

function profiled(table: Table, input: ModelDefinition["input"]): ReportData["datasets"][number]["columns"] {
  const profiles = profileTable(
    table,
    input.filter(({ type }) => type.pii === true).map(({ name }) => name),
  );
  return profiles.map((profile, index) => ({ type: input[index]!.type, profile }));
}

const splitReport = (name: string, { train, test, proof }: Prepared, method: string): SplitReport => ({
  name,
  method,
  train: train.rows,
  test: test.rows,
  outOfScope: 0,
  proof,
});

/** Trains and measures a model and its baseline. */
function measured(
  prepared: Prepared,
  choice: AlgorithmChoice,
  baseline: AlgorithmChoice,
  metrics: readonly MetricChoice[],
) {
  const { definition, train, test } = prepared;
  const model = value(trainModel(definition, choice, train, context));
  const onTest = value(evaluateModel(model, test, metrics, context));
  const onTrain = value(evaluateModel(model, train, metrics, context));
  const other = value(evaluateModel(value(trainModel(definition, baseline, train, context)), test, metrics, context));
  const importances = value(permutationImportance(model, test, metrics[0]!, { ...context, repeats: 3 }));
  const rows: EvaluationReport["metrics"] = metrics.map((metric) => ({
    key: metricKey(metric),
    better: metricEntry(metric.metric).better,
    test: onTest.metrics[metricKey(metric)]!,
    interval: { low: onTest.metrics[metricKey(metric)]! * 0.9, high: onTest.metrics[metricKey(metric)]! * 1.1 },
    train: onTrain.metrics[metricKey(metric)]!,
    baseline: other.metrics[metricKey(metric)]!,
  }));
  const columns = importances.slice(0, 3).map(({ feature }) => feature);
  const explanation = summariseModel(model, test, { today: context.today, seed, columns });
  return { model, onTest, rows, importances, explanation };
}

function forecast(prepared: Prepared): ModelReport {
  const choice = {
    algorithm: "gradient_boosting",
    parameters: { trees: 120, learning_rate: 0.08, max_leaves: 31 },
  } as const;
  const baseline = { algorithm: "linear_regression", parameters: {} } as const;
  const metrics = [{ metric: "mape" }, { metric: "rmse" }, { metric: "mae" }, { metric: "r2" }] as const;
  const { model, onTest, rows, importances, explanation } = measured(prepared, choice, baseline, metrics);
  const { truth, scored } = onTest;
  const times = prepared.test.columns.find(({ name }) => name === "at");
  const points = Array.from(truth, (actual, row) => ({ actual, predicted: scored.predicted[row]! }));
  return {
    name: "forecast",
    documentation: "The load of an hour, a day ahead.",
    version: "3",
    task: "regression",
    target: "load",
    choice,
    features: model.features,
    seed,
    trainedRows: model.rows,
    digests: [
      { label: "model", digest: digest("5f3a") },
      { label: "training data", digest: digest("4b7e") },
    ],
    search: search(),
    evaluation: {
      testRows: prepared.test.rows,
      testLooks: 1,
      baseline,
      metrics: rows,
      gates: [
        { source: "mape < 4%", metric: "mape", passed: rows[0]!.test < 0.04, measured: rows[0]!.test, bound: 0.04 },
        {
          source: "rmse < 0.9 * baseline.rmse",
          metric: "rmse",
          passed: rows[1]!.test < 0.9 * rows[1]!.baseline!,
          measured: rows[1]!.test,
          bound: 0.9 * rows[1]!.baseline!,
        },
      ],
      importances: {
        method: "Loss of mape when one column is shuffled, mean of 3",
        unit: "mape added",
        features: importances,
      },
      explanation,
      regression: {
        unit: "kW",
        points,
        residuals: summariseResiduals(truth, scored.predicted)!,
        timeline: points.slice(-24 * 10).map((point, index) => ({
          ...point,
          time:
            times && "values" in times ? times.values[points.length - Math.min(240, points.length) + index]! : start,
        })),
      },
    },
  };
}

/** A course of trials such as a search leaves behind. */
function search(): NonNullable<ModelReport["search"]> {
  const scores = [1912, 1764, 2210, 1688, null, 1655, 1701, 1610, 1593, null, 1588, 1640, 1571, 1569, 1602, 1566];
  return {
    strategy: "bayesian(trials: 16, initial: 5)",
    optimise: "rmse",
    better: "lower",
    trials: scores.map((score, index) => ({
      number: index + 1,
      outcome: score === null ? "pruned" : "finished",
      values: {
        algorithm: index % 3 === 2 ? "random_forest" : "gradient_boosting",
        trees: 80 + 15 * index,
        ...(index % 3 === 2 ? {} : { learning_rate: 0.2 / (index + 1) }),
      },
      score,
      foldScores: score === null ? [] : [score - 40, score + 40],
    })),
  };
}

function churnModel(prepared: Prepared): ModelReport {
  const choice = {
    algorithm: "gradient_boosting",
    parameters: { trees: 60, learning_rate: 0.1, max_leaves: 8 },
  } as const;
  const baseline = { algorithm: "logistic_regression", parameters: {} } as const;
  const metrics = [
    { metric: "auc" },
    { metric: "f1" },
    { metric: "log_loss" },
    { metric: "lift", share: 0.1 },
  ] as const;
  const { model, onTest, rows, importances, explanation } = measured(prepared, choice, baseline, metrics);
  const { truth, scored } = onTest;
  const positive = classScores(scored, 1);
  const confusion = confusionMatrix(truth, predictedClasses(scored), 2);
  const folds = value(
    crossValidate(
      prepared.definition,
      choice,
      prepared.train,
      { kind: "cross_validation", folds: 5, by: "stratify", column: "churned" },
      metrics,
      context,
    ),
  );
  return {
    name: "churn",
    version: "1",
    task: "binary",
    target: "churned",
    choice,
    features: model.features,
    seed,
    trainedRows: model.rows,
    digests: [{ label: "model", digest: digest("9a1c") }],
    validation: {
      method: "cross_validation(folds: 5, stratify: churned)",
      folds: folds.folds.map(({ fold, metrics: found }) => ({ label: `fold ${fold + 1}`, metrics: found })),
    },
    evaluation: {
      testRows: prepared.test.rows,
      testLooks: 3,
      baseline,
      metrics: rows,
      gates: [
        { source: "auc >= 0.7", metric: "auc", passed: rows[0]!.test >= 0.7, measured: rows[0]!.test, bound: 0.7 },
        {
          source: "auc >= baseline.auc + 0.05",
          metric: "auc",
          passed: false,
          measured: rows[0]!.test,
          bound: rows[0]!.baseline! + 0.05,
        },
      ],
      importances: {
        method: "Loss of auc when one column is shuffled, mean of 3",
        unit: "auc lost",
        features: importances,
      },
      explanation,
      classification: {
        classes: ["false", "true"],
        roc: [{ label: "test", area: rows[0]!.test, points: rocCurve(truth, positive, 200) }],
        calibration: calibrationCurve(truth, positive),
        confusion,
        scores: classScoresOf(confusion),
      },
    },
  };
}

function drift(customers: Table): ReportData["drifts"][number] {
  const tenure = customers.columns.find(({ name }) => name === "tenure");
  const rows = Array.from({ length: customers.rows }, (_, row) => row);
  const isNew = (row: number): boolean => tenure !== undefined && "values" in tenure && tenure.values[row]! < 12;
  const before = takeRows(customers, Int32Array.from(rows.filter((row) => !isNew(row) || row % 3 === 0)));
  const after = takeRows(customers, Int32Array.from(rows.filter(isNew)));
  const features = ["contract", "monthly_charges", "age", "signup"];
  const algorithm = { algorithm: "random_forest", parameters: { trees: 40 } } as const;
  return {
    name: "tenures",
    reference: "customers where tenure >= 12",
    current: "customers where tenure < 12",
    detector: "classifier(random_forest(trees: 40), test: 20%)",
    kinds: { signup: "date" },
    result: value(detectDrift(before, after, features, { kind: "classifier", algorithm, testShare: 0.2 }, seed)),
  };
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
