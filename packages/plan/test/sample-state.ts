import type { ModelDefinition } from "@mlopsc/vocabulary";
import {
  canonicalJson,
  type DesiredState,
  definitionDigests,
  digestOf,
  executionOrder,
  type FinishedStep,
  type HandlerVersions,
  type RegistrySnapshot,
  type Step,
  type StepKind,
} from "../src/index.ts";

const kinds: readonly StepKind[] = [
  "ingest-dataset",
  "validate-dataset",
  "transform-data",
  "split-data",
  "search-model",
  "validate-model",
  "train-model",
  "combine-models",
  "evaluate-model",
  "register-model",
  "compare-samples",
];
export const handlerVersions: HandlerVersions = Object.fromEntries(kinds.map((kind) => [kind, 1])) as HandlerVersions;

export const fingerprints: Readonly<Record<string, string>> = {
  "dataset.customers": "c0ffee",
  "dataset.purchases": "beef",
};

const place = { file: "main.mlops", span: { start: 0, end: 1 } };
const text = (name: string) => ({ name, type: { kind: "text", nullable: true, pii: true } }) as const;
const int = (name: string, nullable = false) => ({ name, type: { kind: "int", nullable } }) as const;
const column = (name: string) => ({ kind: "column", name }) as const;
const number = (value: number) => ({ kind: "literal", type: "int", value }) as const;

export const definition: ModelDefinition = {
  name: "churn",
  task: "binary",
  target: "churned",
  input: [
    int("age", true),
    int("spend", true),
    { name: "churned", type: { kind: "bool", nullable: false }, trainingOnly: true },
  ],
  steps: [
    { kind: "impute", columns: { names: ["age"] }, strategy: "median" },
    { kind: "outliers", action: "clip", columns: { names: ["spend"] }, by: { rule: "iqr", factor: 1.5 } },
    {
      kind: "derive",
      name: "log_spend",
      type: "number",
      expression: { kind: "call", function: "log1p", arguments: [column("spend")] },
    },
  ],
  features: { names: ["age", "log_spend"] },
};

const folds = { kind: "cross_validation", folds: 5, by: "stratify", column: "churned" } as const;
const boosted = {
  algorithm: "gradient_boosting",
  parameters: { trees: 300, learning_rate: 0.1, max_depth: null },
} as const;
const data = "transform.features";
const split = "transform.features/split";

const steps: readonly Step[] = [
  {
    address: "dataset.customers",
    kind: "ingest-dataset",
    config: {
      source: { format: "csv", path: "data/customers.csv", delimiter: ";" },
      columns: [
        int("customer_id"),
        int("age", true),
        text("email"),
        { name: "churned", type: { kind: "bool", nullable: false } },
      ],
      key: ["customer_id"],
    },
    inputs: {},
    place,
  },
  {
    address: "dataset.customers/expect",
    kind: "validate-dataset",
    config: {
      expectations: [
        { test: "measure", measure: "rows", operator: ">=", bound: 1000, otherwise: "fail", source: "rows >= 1_000" },
        {
          test: "measure",
          measure: "missing",
          column: "age",
          operator: "<",
          bound: 0.05,
          otherwise: "fail",
          source: "missing(age) < 5%",
        },
      ],
    },
    inputs: { data: "dataset.customers" },
    place,
  },
  {
    address: "dataset.purchases",
    kind: "ingest-dataset",
    config: {
      source: { format: "parquet", path: "data/purchases/*.parquet" },
      columns: [int("customer_id"), { name: "amount", type: { kind: "number", nullable: false } }],
      key: [],
    },
    inputs: {},
    place,
  },
  {
    address: "transform.spend",
    kind: "transform-data",
    config: {
      steps: [
        { kind: "from", input: "dataset.purchases" },
        {
          kind: "aggregate",
          by: ["customer_id"],
          outputs: [{ name: "spend", aggregate: "sum", argument: column("amount") }],
        },
      ],
      columns: [int("customer_id"), { name: "spend", type: { kind: "number", nullable: true } }],
      seed: 42,
    },
    inputs: { "dataset.purchases": "dataset.purchases" },
    place,
  },
  {
    address: data,
    kind: "transform-data",
    config: {
      steps: [
        { kind: "from", input: "dataset.customers" },
        {
          kind: "join",
          input: "transform.spend",
          how: "left",
          on: [{ left: "customer_id", right: "customer_id" }],
          columns: [{ from: "spend", to: "spend" }],
        },
      ],
      columns: [int("customer_id"), int("age", true), int("spend", true)],
      seed: 42,
    },
    inputs: { "dataset.customers": "dataset.customers/expect", "transform.spend": "transform.spend" },
    place,
  },
  {
    address: split,
    kind: "split-data",
    config: {
      steps: [
        {
          kind: "filter",
          condition: { kind: "call", function: "greater_or_equal", arguments: [column("age"), number(18)] },
          source: "age >= 18",
        },
      ],
      split: { kind: "split", share: 0.2, by: "stratify", column: "churned" },
      seed: 42,
      disjoint: ["customer_id"],
    },
    inputs: { data },
    place,
  },
  {
    address: "model.churn/search",
    kind: "search-model",
    config: {
      definition,
      search: {
        strategy: "bayesian",
        trials: 40,
        initial: 10,
        optimise: { metric: "auc" },
        budgetMilliseconds: 1_800_000,
        space: [
          { name: "algorithm", values: { kind: "choice", options: ["gradient_boosting", "random_forest"] } },
          { name: "trees", values: { kind: "int", low: 50, high: 800, log: false } },
        ],
        fixed: null,
      },
      folds,
      metrics: [{ metric: "auc" }, { metric: "f1" }],
      seed: 42,
    },
    inputs: { data, split },
    place,
  },
  {
    address: "model.churn",
    kind: "train-model",
    config: { definition, choice: null, seed: 42 },
    inputs: { data, split, search: "model.churn/search" },
    place,
  },
  {
    address: "model.churn/baseline",
    kind: "train-model",
    config: { definition, choice: { algorithm: "dummy", parameters: { strategy: null } }, seed: 42 },
    inputs: { data, split },
    place,
  },
  {
    address: "model.churn/evaluate",
    kind: "evaluate-model",
    config: {
      metrics: [{ metric: "auc" }, { metric: "f1" }],
      gates: [
        { metric: { metric: "auc" }, of: "test", operator: ">=", bound: { offset: 0.82 }, source: "auc >= 0.82" },
        {
          metric: { metric: "auc" },
          of: "test",
          operator: ">=",
          bound: { offset: 0.05, baselineFactor: 1, baselineMetric: { metric: "auc" } },
          source: "auc >= baseline.auc + 0.05",
        },
      ],
      seed: 42,
    },
    inputs: { data, split, model: "model.churn", baseline: "model.churn/baseline", validation: "model.churn/search" },
    place,
  },
  {
    address: "model.churn/register",
    kind: "register-model",
    config: { name: "churn" },
    inputs: { model: "model.churn", evaluation: "model.churn/evaluate" },
    place,
  },
  {
    address: "model.linear/validate",
    kind: "validate-model",
    config: {
      definition: { ...definition, name: "linear" },
      choice: boosted,
      folds,
      metrics: [{ metric: "auc" }],
      seed: 42,
    },
    inputs: { data, split },
    place,
  },
  {
    address: "drift.ages",
    kind: "compare-samples",
    config: {
      reference: { steps: [], where: { kind: "call", function: "less", arguments: [column("age"), number(40)] } },
      current: { steps: [], where: null },
      features: ["age"],
      detector: {
        kind: "classifier",
        algorithm: { algorithm: "random_forest", parameters: { trees: 100 } },
        testShare: 0.2,
      },
      seed: 42,
      labels: { reference: "customers where age < 40", current: "customers" },
    },
    inputs: { reference: "dataset.customers/expect", current: "dataset.customers/expect" },
    place,
  },
];

export const state: DesiredState = {
  project: { name: "churn", description: null, seed: 42 },
  steps,
};

/** The registry after everything desired was done: what the engine records. */
export function applied(
  desired: DesiredState,
  facts = { fingerprints, handlerVersions },
  before: RegistrySnapshot = { serial: 0, steps: {} },
): RegistrySnapshot {
  const ordered = executionOrder(desired.steps);
  const digests = definitionDigests(ordered, facts.fingerprints, facts.handlerVersions);
  const finished = ordered.map((step, index): FinishedStep => {
    const digest = digests.get(step.address) ?? "";
    const fingerprint = facts.fingerprints[step.address];
    return {
      address: step.address,
      kind: step.kind,
      config: canonicalJson(step.config),
      inputs: step.inputs,
      digest,
      output: digestOf(digest),
      handlerVersion: facts.handlerVersions[step.kind],
      durationMilliseconds: 100 * (index + 1),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
  });
  return { serial: before.serial + 1, steps: Object.fromEntries(finished.map((step) => [step.address, step])) };
}

/** The state with the config of one step (and of every step with the same part, where `everywhere`) changed. */
export function edited(address: string, path: string, value: unknown, from: DesiredState = state): DesiredState {
  const steps = from.steps.map((step) =>
    step.address === address ? { ...step, config: withValue(step.config, path.split("."), value) } : step,
  );
  return { ...from, steps: steps as readonly Step[] };
}

/** A change of the definition that the search, the training and the baseline of `churn` share. */
export function redefined(path: string, value: unknown): DesiredState {
  return ["model.churn/search", "model.churn", "model.churn/baseline"].reduce(
    (from, address) => edited(address, `definition.${path}`, value, from),
    state,
  );
}

function withValue(target: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value;
  const copy = (Array.isArray(target) ? [...target] : { ...(target as object) }) as Record<string, unknown>;
  copy[head] = withValue(copy[head], rest, value);
  return copy;
}
