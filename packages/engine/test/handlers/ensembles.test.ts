import { readModel } from "@mlopsc/learn";
import type { Step } from "@mlopsc/plan";
import type { AlgorithmChoice, EnsembleWeights, GateDefinition, SearchDefinition } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { loadOutcome } from "../../src/apply/read-state.ts";
import { collectRuns } from "../../src/runs/collect-runs.ts";
import { walkSteps } from "../walk/walk-fixture.ts";
import { customers, definition, modelProject, modelServices } from "./model-project.ts";

const place = { file: "main.mlops", span: { start: 0, end: 1 } };
const folds = { kind: "cross_validation", folds: 3, by: "stratify", column: "left" } as const;
const metrics = [{ metric: "auc" }, { metric: "log_loss" }] as const;
const logistic: AlgorithmChoice = { algorithm: "logistic_regression", parameters: {} };
const search: SearchDefinition = {
  ...{ strategy: "random", trials: 3, optimise: { metric: "auc" } },
  space: [{ name: "trees", values: { kind: "int", low: 2, high: 20, log: false } }],
  fixed: { algorithm: "gradient_boosting", parameters: { max_depth: 2 } },
};
const beatsMembers: GateDefinition = {
  ...{ metric: { metric: "auc" }, of: "test", operator: ">=", source: "auc >= baseline.auc - 0.02" },
  bound: { offset: -0.02, baselineFactor: 1, baselineMetric: { metric: "auc" } },
};

/** The project of the other tests, whose model is searched for, a second model, and an ensemble of both. */
function blended(weights: EnsembleWeights, gates: readonly GateDefinition[] = [], choice = logistic): Step[] {
  const rows = { data: "dataset.customers", split: "transform.features/split" };
  const linear = { ...definition, name: "linear" };
  const validated = { folds, metrics, seed: 42 };
  return [
    ...modelProject({ search }),
    {
      ...{ address: "model.churn/validate", kind: "validate-model", place },
      config: { ...validated, definition, choice: null },
      inputs: { ...rows, search: "model.churn/search" },
    },
    {
      ...{ address: "model.linear", kind: "train-model", inputs: rows, place },
      config: { definition: linear, choice, seed: 42 },
    },
    {
      ...{ address: "model.linear/validate", kind: "validate-model", inputs: rows, place },
      config: { ...validated, definition: linear, choice },
    },
    {
      ...{ address: "ensemble.blend", kind: "combine-models", place },
      config: { name: "blend", members: ["churn", "linear"], task: "binary", weights, ...validated },
      inputs: {
        ...rows,
        ...{ member1: "model.churn", validation1: "model.churn/validate" },
        ...{ member2: "model.linear", validation2: "model.linear/validate" },
      },
    },
    {
      ...{ address: "ensemble.blend/evaluate", kind: "evaluate-model", place },
      config: { metrics, gates, seed: 42 },
      inputs: { ...rows, model: "ensemble.blend" },
    },
    {
      ...{ address: "ensemble.blend/register", kind: "register-model", place },
      inputs: { model: "ensemble.blend", evaluation: "ensemble.blend/evaluate" },
      config: { name: "blend" },
    },
  ];
}

async function walked(steps: readonly Step[]) {
  const { services, handlers } = modelServices({ customers: customers() });
  const result = await walkSteps(steps, services.registry, handlers);
  return { ...result, ...services, handlers };
}

describe.each([
  ["mean", { kind: "mean" }],
  ["by(auc)", { kind: "by", metric: { metric: "auc" } }],
  ["stacking", { kind: "stacking", learner: logistic }],
] as const)("%s", (_name, weights) => {
  test("is combined, judged once beside its members, and registered as one document", async () => {
    const { status, diagnostics, registry, objects } = await walked(blended(weights, [beatsMembers]));
    expect(diagnostics).toEqual([]);
    expect(status).toBe("done");
    const combined = loadOutcome(registry, "ensemble.blend", "combine-models")!;
    expect(combined.features).toEqual(definition.input.map(({ name }) => name));
    expect(combined.members.map(({ name }) => name)).toEqual(["churn", "linear"]);
    expect(combined.members.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 12);
    expect(combined.validation.folds).toHaveLength(3);
    const evaluation = loadOutcome(registry, "ensemble.blend/evaluate", "evaluate-model")!;
    const [churn, linear] = evaluation.members!;
    const alone = loadOutcome(registry, "model.churn/evaluate", "evaluate-model")!;
    expect(churn).toMatchObject({ name: "churn", test: { auc: alone.test["auc"] } });
    expect(evaluation.baseline).toEqual({
      auc: Math.max(churn!.test["auc"]!, linear!.test["auc"]!),
      log_loss: Math.min(churn!.test["log_loss"]!, linear!.test["log_loss"]!),
    });
    expect(evaluation.test["auc"]).toBeGreaterThan(0.75);
    expect(registry.models.testUses(evaluation.split, "blend")).toHaveLength(1);
    const [version] = registry.models.versions("blend");
    expect(version).toMatchObject({ version: 1, object: combined.model, lineage: { weights } });
    const model = readModel(new TextDecoder().decode(await objects.read(version!.object)));
    expect(model.ok && "members" in model.value && model.value.members).toHaveLength(2);
  });
});

test("what a search chose is validated again, on the same folds, to the same figures", async () => {
  const { registry } = await walked(blended({ kind: "mean" }));
  const { best } = loadOutcome(registry, "model.churn/search", "search-model")!;
  const again = loadOutcome(registry, "model.churn/validate", "validate-model")!;
  expect(again.folds.map((fold) => fold.metrics["auc"])).toEqual(best.foldScores);
});

test("a gate refuses an ensemble that is no better than its best member", async () => {
  const gate = { ...beatsMembers, source: "auc >= baseline.auc + 0.5", bound: { ...beatsMembers.bound, offset: 0.5 } };
  const { diagnostics, states } = await walked(blended({ kind: "mean" }, [gate]));
  expect(diagnostics.map(({ code }) => code)).toEqual(["ML5320"]);
  expect(states.get("ensemble.blend/register")).toBe("skipped");
  expect(states.get("model.churn/register")).toBe("finished");
});

test("where a member fails, its ensemble is skipped and not failed again", async () => {
  const broken: AlgorithmChoice = { algorithm: "knn", parameters: {} };
  const steps = blended({ kind: "mean" }, [], broken).map((step) =>
    step.address.startsWith("model.linear") && "definition" in step.config
      ? ({
          ...step,
          config: { ...step.config, definition: { ...definition, features: { names: ["household"] } } },
        } as Step)
      : step,
  );
  const { diagnostics, states } = await walked(steps);
  expect(diagnostics.map(({ message }) => message.split(":")[0])).toEqual(["model.linear"]);
  expect(states.get("model.linear")).toBe("failed");
  for (const part of ["ensemble.blend", "ensemble.blend/evaluate", "ensemble.blend/register"])
    expect(states.get(part)).toBe("skipped");
  expect(states.get("model.churn/register")).toBe("finished");
});

test("an ensemble is a run, with how its members count", async () => {
  const { registry } = await walked(blended({ kind: "by", metric: { metric: "log_loss" } }));
  const [run, ...others] = collectRuns(registry, "blend");
  expect(others).toEqual([]);
  const { members, validation } = loadOutcome(registry, "ensemble.blend", "combine-models")!;
  expect(run).toMatchObject({
    ...{ model: "blend", address: "ensemble.blend", kind: "final", state: "complete", task: "binary", version: 1 },
    ...{ choice: null, current: true, validation: { means: validation.means } },
    ensemble: { members: members.map(({ name, share }) => ({ name, share })) },
    test: loadOutcome(registry, "ensemble.blend/evaluate", "evaluate-model")!.test,
  });
});
