import { numericColumn, profileTable, seededRandom, type Table, tableOf, textColumn } from "@mlopsc/learn";
import type { Step } from "@mlopsc/plan";
import type { Column, GateDefinition, ModelDefinition, SearchDefinition, SplitStep } from "@mlopsc/vocabulary";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import { openDeployments } from "../../src/deploy/open-deployments.ts";
import { combineModels } from "../../src/handlers/combine-models.ts";
import { compareSamples } from "../../src/handlers/compare-samples.ts";
import { evaluateModel } from "../../src/handlers/evaluate-model.ts";
import type { TableOutcome } from "../../src/handlers/outcomes.ts";
import { registerModel } from "../../src/handlers/register-model.ts";
import { searchModel } from "../../src/handlers/search-model.ts";
import type { HandlerServices } from "../../src/handlers/services.ts";
import { splitData } from "../../src/handlers/split-data.ts";
import { trainModel } from "../../src/handlers/train-model.ts";
import { validateModel } from "../../src/handlers/validate-model.ts";
import { MemoryObjectStore } from "../../src/registry/memory-object-store.ts";
import type { SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import type { Handlers } from "../../src/walk/handler.ts";
import { handlersDoing, memoryRegistry } from "../walk/walk-fixture.ts";

const place = { file: "main.mlops", span: { start: 0, end: 1 } };

/** The handlers of models over tables in memory: `ingest-dataset` gives the table that the source's path names. */
export function modelServices(tables: Readonly<Record<string, Table>>): {
  readonly services: HandlerServices & { readonly registry: SqliteRegistry };
  readonly handlers: Handlers;
} {
  const services: HandlerServices & { readonly registry: SqliteRegistry } = {
    registry: memoryRegistry(),
    objects: new MemoryObjectStore(),
    data: {
      store: () => Promise.reject(new Error("no database here")),
      fingerprint: () => Promise.reject(new Error("no files here")),
      table: async (object) => tables[object]!,
      close: async () => {},
    },
    compute: new InlineCompute(),
    clock: () => 0,
    projectFolder: "",
    deployment: openDeployments("", {}),
  };
  const ingest = handlersDoing(({ step }): TableOutcome => {
    const { source } = step.config as { source: { path: string } };
    const table = tables[source.path]!;
    return {
      table: source.path,
      rows: table.rows,
      columns: columnsOf(table),
      profile: profileTable(table),
      today: 18_000,
    };
  });
  const handlers: Handlers = {
    ...ingest,
    "split-data": splitData(services),
    "search-model": searchModel(services),
    "validate-model": validateModel(services),
    "train-model": trainModel(services),
    "combine-models": combineModels(services),
    "evaluate-model": evaluateModel(services),
    "register-model": registerModel(services),
    "compare-samples": compareSamples(services),
  };
  return { services, handlers };
}

const columnsOf = (table: Table): Column[] =>
  table.columns.map(({ name, kind }) => ({ name, type: { kind, nullable: false } }));

/** Customers who leave when they are young and spend little, more or less. Two rows for each value of `household`. */
export function customers(rows = 400): Table {
  const random = seededRandom(7, "customers");
  const age = Float64Array.from({ length: rows }, () => 18 + random.integer(60));
  const spend = Float64Array.from({ length: rows }, () => Math.round(1000 * random.next()) / 10);
  const left = age.map((value, row) => Number(value / 60 + spend[row]! / 100 + 0.3 * random.normal() < 1.1));
  return tableOf([
    textColumn(
      "customer",
      "id",
      Array.from(age, (_, row) => `c${row}`),
    ),
    textColumn(
      "household",
      "category",
      Array.from(age, (_, row) => `h${row >> 1}`),
    ),
    numericColumn("age", "int", age),
    numericColumn("spend", "number", spend),
    numericColumn("left", "bool", left),
  ]);
}

export const definition: ModelDefinition = {
  name: "churn",
  task: "binary",
  target: "left",
  input: columnsOf(customers(1)),
  steps: [{ kind: "scale", columns: { names: ["age", "spend"] }, method: "standard" }],
  features: { names: ["age", "spend"] },
};

export interface ProjectEdits {
  readonly split?: SplitStep;
  readonly disjoint?: readonly string[];
  readonly gates?: readonly GateDefinition[];
  readonly search?: SearchDefinition;
  readonly definition?: ModelDefinition;
  readonly trees?: number;
  /** The most iterations of the baseline's solver. */
  readonly iterations?: number;
}

/** One dataset, one split, one model with a baseline, evaluated and registered. */
export function modelProject(edits: ProjectEdits = {}): Step[] {
  const data = "dataset.customers";
  const learned = edits.definition ?? definition;
  const boosting = { algorithm: "gradient_boosting", parameters: { trees: edits.trees ?? 20, max_depth: 3 } } as const;
  const iterations = edits.iterations === undefined ? {} : { max_iterations: edits.iterations };
  const logistic = { algorithm: "logistic_regression", parameters: iterations } as const;
  const folds = { kind: "cross_validation", folds: 3, by: "stratify", column: "left" } as const;
  const metrics = [{ metric: "auc" }, { metric: "f1" }] as const;
  const inputs = { data, split: "transform.features/split" };
  const validation = edits.search ? "model.churn/search" : "model.churn/validate";
  return [
    {
      ...{ address: data, kind: "ingest-dataset", inputs: {}, place },
      config: { source: { format: "csv", path: "customers" }, columns: columnsOf(customers(1)), key: ["customer"] },
    },
    {
      ...{ address: "transform.features/split", kind: "split-data", inputs: { data }, place },
      config: {
        ...{ steps: [], seed: 42, disjoint: edits.disjoint ?? ["customer"] },
        split: edits.split ?? { kind: "split", share: 0.25, by: "stratify", column: "left" },
      },
    },
    edits.search
      ? {
          ...{ address: validation, kind: "search-model", inputs, place },
          config: { definition: learned, search: edits.search, folds, metrics, seed: 42 },
        }
      : {
          ...{ address: validation, kind: "validate-model", inputs, place },
          config: { definition: learned, choice: boosting, folds, metrics, seed: 42 },
        },
    {
      ...{ address: "model.churn", kind: "train-model", place },
      inputs: edits.search ? { ...inputs, search: validation } : inputs,
      config: { definition: learned, choice: edits.search ? null : boosting, seed: 42 },
    },
    {
      ...{ address: "model.churn/baseline", kind: "train-model", inputs, place },
      config: { definition: learned, choice: logistic, seed: 42 },
    },
    {
      ...{ address: "model.churn/evaluate", kind: "evaluate-model", place },
      inputs: { ...inputs, model: "model.churn", baseline: "model.churn/baseline", validation },
      config: { metrics, gates: edits.gates ?? [], seed: 42 },
    },
    {
      ...{ address: "model.churn/register", kind: "register-model", place },
      inputs: { model: "model.churn", evaluation: "model.churn/evaluate" },
      config: { name: "churn" },
    },
  ];
}
