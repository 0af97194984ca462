import { readModel } from "@mlopsc/learn";
import type { GateDefinition, SearchDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { loadOutcome } from "../../src/apply/read-state.ts";
import { walkSteps } from "../walk/walk-fixture.ts";
import { customers, modelProject, modelServices } from "./model-project.ts";

const gate = (source: string, more: Partial<GateDefinition>): GateDefinition => ({
  metric: { metric: "auc" },
  of: "test",
  operator: ">=",
  bound: { offset: 0.5 },
  source,
  ...more,
});

const search: SearchDefinition = {
  strategy: "random",
  trials: 6,
  optimise: { metric: "auc" },
  space: [
    { name: "trees", values: { kind: "int", low: 2, high: 20, log: false } },
    { name: "max_depth", values: { kind: "int", low: 1, high: 3, log: false } },
  ],
  fixed: { algorithm: "gradient_boosting", parameters: {} },
};

test("a model is split off, validated, trained, judged beside its baseline and registered", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const walked = await walkSteps(modelProject(), services.registry, handlers);
  expect(walked.diagnostics).toEqual([]);
  expect(walked.status).toBe("done");
  const { registry, objects } = services;
  expect(loadOutcome(registry, "transform.features/split", "split-data")).toMatchObject({
    rows: { train: 300, test: 100, outOfScope: 0 },
    proof: { rows: { shared: 0 }, keys: { columns: ["customer"], shared: 0 } },
  });
  expect(loadOutcome(registry, "model.churn/validate", "validate-model")?.folds).toHaveLength(3);
  const evaluation = loadOutcome(registry, "model.churn/evaluate", "evaluate-model")!;
  expect(evaluation.test["auc"]).toBeGreaterThan(0.75);
  expect(evaluation.train["auc"]).toBeGreaterThan(evaluation.test["auc"]!);
  expect(evaluation.baseline?.["auc"]).toBeGreaterThan(0.75);
  expect(evaluation.rows).toEqual({ train: 300, test: 100 });
  expect(evaluation.confusion?.flat().reduce((sum, rows) => sum + rows)).toBe(100);
  expect(evaluation.roc?.[0]).toMatchObject({ label: "true", area: evaluation.test["auc"] });
  const interval = evaluation.intervals["auc"]!;
  expect(interval.low).toBeLessThan(evaluation.test["auc"]!);
  expect(interval.high).toBeGreaterThan(evaluation.test["auc"]!);
  expect(
    evaluation.importance
      .slice(0, 2)
      .map(({ feature }) => feature)
      .sort(),
  ).toEqual(["age", "spend"]);
  const [version] = registry.models.versions("churn");
  expect(version).toMatchObject({ version: 1, metrics: { test: evaluation.test } });
  const model = readModel(new TextDecoder().decode(await objects.read(version!.object)));
  expect(model.ok && "features" in model.value && model.value.features).toEqual(["age", "spend"]);
  expect(registry.models.testUses(evaluation.split, "churn")).toHaveLength(1);
});

test("gates hold what was measured against figures, the baseline and the gap", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const gates = [
    gate("auc >= 0.5", {}),
    gate("auc >= 0.99", { bound: { offset: 0.99 } }),
    gate("auc >= baseline.auc + 0.5", { bound: { offset: 0.5, baselineFactor: 1 } }),
    gate("gap(auc) < 0.9", { of: "gap", operator: "<", bound: { offset: 0.9 } }),
    gate("gap(log_loss) < 0", { metric: { metric: "log_loss" }, of: "gap", operator: "<", bound: { offset: 0 } }),
  ];
  const walked = await walkSteps(modelProject({ gates }), services.registry, handlers);
  expect(walked.status).toBe("failed");
  expect(walked.states.get("model.churn/evaluate")).toBe("failed");
  expect(walked.states.get("model.churn/register")).toBe("skipped");
  const evaluation = loadOutcome(services.registry, "model.churn/evaluate", "evaluate-model")!;
  expect(evaluation.gates.map(({ holds }) => holds)).toEqual([true, false, false, true, false]);
  const [, , relative, gap, loss] = evaluation.gates;
  expect(relative?.bound).toBe(0.5 + evaluation.baseline!["auc"]!);
  expect(gap).toMatchObject({ figure: "gap(auc)", measured: evaluation.train["auc"]! - evaluation.test["auc"]! });
  expect(loss?.measured).toBe(evaluation.test["log_loss"]! - evaluation.train["log_loss"]!);
  expect(walked.diagnostics.map(({ code }) => code)).toEqual(["ML5320", "ML5320", "ML5320"]);
  expect(walked.diagnostics[0]?.message).toMatch(/`auc >= 0\.99` does not hold: auc 0\.\d+ was measured/);
  expect(services.registry.models.names()).toEqual([]);
});

test("a second apply judges nothing again; another model on the same test part is warned about", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  await walkSteps(modelProject(), services.registry, handlers);
  expect((await walkSteps(modelProject(), services.registry, handlers)).told).toEqual([]);
  const other = await walkSteps(modelProject({ trees: 5 }), services.registry, handlers);
  expect(other.diagnostics).toMatchObject([{ code: "ML5321", severity: "warning" }]);
  expect(services.registry.models.versions("churn").map(({ version }) => version)).toEqual([1, 2]);
  const back = await walkSteps(modelProject(), services.registry, handlers);
  expect(back.told.every((text) => text.startsWith("reused"))).toBe(true);
  expect(services.registry.models.versions("churn")).toHaveLength(2);
});

test("a split that shares keys between its parts is refused", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const walked = await walkSteps(modelProject({ disjoint: ["household"] }), services.registry, handlers);
  expect(walked.diagnostics.map(({ code }) => code)).toEqual(["ML5310"]);
  expect(walked.states.get("model.churn/register")).toBe("skipped");
  const grouped = modelProject({
    disjoint: ["household"],
    split: { kind: "split", share: 0.25, by: "group", column: "household" },
  });
  expect((await walkSteps(grouped, services.registry, handlers)).status).toBe("done");
});

test("a table without rows is told once", async () => {
  const { services, handlers } = modelServices({ customers: customers(0) });
  const walked = await walkSteps(modelProject(), services.registry, handlers);
  expect(walked.diagnostics.map(({ code, help }) => [code, help])).toEqual([
    ["ML5311", expect.stringContaining("The table is empty")],
  ]);
});

test("a part without rows is refused", async () => {
  const { services, handlers } = modelServices({ customers: customers(2) });
  const walked = await walkSteps(
    modelProject({ split: { kind: "split", share: 0.5, by: "group", column: "household" }, disjoint: [] }),
    services.registry,
    handlers,
  );
  expect(walked.diagnostics.map(({ code }) => code)).toEqual(["ML5311"]);
});

test("data that cannot be learned from is said in words", async () => {
  const same = customers();
  const columns = same.columns.map((column) =>
    column.name === "left" && "values" in column ? { ...column, values: new Float64Array(same.rows) } : column,
  );
  const { services, handlers } = modelServices({ customers: { ...same, columns } });
  const walked = await walkSteps(modelProject(), services.registry, handlers);
  expect(walked.diagnostics.map(({ code }) => code)).toContain("ML5330");
  expect(walked.diagnostics.map(({ message }) => message).join()).toContain("nothing to tell apart");
  expect(walked.diagnostics.every(({ help }) => help !== undefined)).toBe(true);
  const searched = await walkSteps(modelProject({ search }), services.registry, handlers);
  const none = searched.diagnostics.find(({ code }) => code === "ML5331");
  expect(none?.message).toContain("none of 6 trials gave a score; the first failed because `left` has one value");
});

test("a solver that had not settled is told of, with what to do", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const walked = await walkSteps(modelProject({ iterations: 1 }), services.registry, handlers);
  expect(walked.status).toBe("done");
  expect(walked.diagnostics.map(({ code }) => code)).toEqual(["ML5333"]);
  expect(walked.diagnostics[0]?.message).toContain("model.churn/baseline: logistic_regression");
  expect(walked.diagnostics[0]?.help).toContain("max_iterations");
});

test("a metric without a value tells the fold, and what to do", async () => {
  const table = customers();
  const columns = table.columns.map((column) =>
    column.name === "left" && "values" in column
      ? { ...column, values: column.values.map((_, row) => Number(row % 200 === 7)) }
      : column,
  );
  const { services, handlers } = modelServices({ customers: { ...table, columns } });
  const walked = await walkSteps(modelProject(), services.registry, handlers);
  const [problem] = walked.diagnostics;
  expect(problem?.message).toMatch(
    /^model\.churn: auc has no value in fold \d: all rows are of one class, as only 2 rows in all are `true`\.$/,
  );
  expect(problem?.help).toContain("Use at most 2 folds");
});

test("two samples are compared by how well they can be told apart", async () => {
  const before = customers();
  const after = {
    ...before,
    columns: before.columns.map((column) =>
      column.name === "spend" && "values" in column
        ? { ...column, values: column.values.map((value) => value + 80) }
        : column,
    ),
  };
  const { services, handlers } = modelServices({ customers: before, later: after });
  const [reference] = modelProject();
  if (reference?.kind !== "ingest-dataset") throw new Error("the first step takes data in");
  const whole = { steps: [], where: null };
  const walked = await walkSteps(
    [
      reference,
      {
        ...reference,
        address: "dataset.later",
        config: { ...reference.config, source: { format: "csv", path: "later" } },
      },
      {
        address: "drift.spending",
        kind: "compare-samples",
        inputs: { reference: "dataset.customers", current: "dataset.later" },
        place: reference.place,
        config: {
          ...{ reference: whole, current: whole, features: ["age", "spend"], seed: 1 },
          detector: {
            kind: "classifier",
            algorithm: { algorithm: "random_forest", parameters: { trees: 20 } },
            testShare: 0.25,
          },
          labels: { reference: "before", current: "later" },
        },
      },
    ],
    services.registry,
    handlers,
  );
  expect(walked.status).toBe("done");
  const drift = loadOutcome(services.registry, "drift.spending", "compare-samples")!;
  expect(drift.auc).toBeGreaterThan(0.9);
  expect(drift.features[0]?.feature).toBe("spend");
});
