import { readModel } from "@mlopsc/learn";
import { comparePlan, type EvaluateModel, type Plan, type Step } from "@mlopsc/plan";
import type { GateDefinition, ModelDefinition } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { championFingerprints } from "../../src/apply/champion-fingerprints.ts";
import { loadOutcome } from "../../src/apply/read-state.ts";
import { versionsOf } from "../../src/walk/handler.ts";
import { walkPlan } from "../../src/walk/walk-plan.ts";
import { walkSteps } from "../walk/walk-fixture.ts";
import { customers, modelProject, modelServices, type ProjectEdits } from "./model-project.ts";

const costs = { classes: "two", falseAlarm: 1, miss: 8 } as const;
const folds = { kind: "cross_validation", folds: 3, by: "stratify", column: "left" } as const;

/** The project with more in the definition of its model, and in what is measured. */
function projectWith(
  { definition, evaluation }: { definition?: Partial<ModelDefinition>; evaluation?: Partial<EvaluateModel> },
  edits: ProjectEdits = {},
): Step[] {
  const decided = definition === undefined ? {} : { folds };
  return modelProject(edits).map((step): Step => {
    if (step.kind === "train-model")
      return {
        ...step,
        config: { ...step.config, ...decided, definition: { ...step.config.definition, ...definition } },
      };
    if (step.kind === "validate-model")
      return { ...step, config: { ...step.config, definition: { ...step.config.definition, ...definition } } };
    return step.kind === "evaluate-model" ? { ...step, config: { ...step.config, ...evaluation } } : step;
  });
}

test("calibration and threshold are learned on the training part, stored, and decide what is measured", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const cost = { metric: "cost", costs } as const;
  const steps = projectWith({
    definition: { calibrate: "isotonic", threshold: { best: cost } },
    evaluation: { metrics: [cost, { metric: "recall" }] },
  });
  const walked = await walkSteps(steps, services.registry, handlers);
  expect(walked.status).toBe("done");
  expect(walked.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "ML5340 model.churn: isotonic calibration was learned from only 300 rows, and may follow their chance.",
  ]);
  const trained = loadOutcome(services.registry, "model.churn", "train-model")!;
  expect(trained.decision).toMatchObject({ rows: 300, calibration: "isotonic", threshold: { metric: "cost" } });
  const { threshold } = trained.decision!.threshold!;
  expect(threshold).toBeLessThan(0.5);
  const model = readModel(new TextDecoder().decode(await services.objects.read(trained.model)));
  expect(model).toMatchObject({ ok: true, value: { version: 2, threshold, calibration: { method: "isotonic" } } });
  const evaluation = loadOutcome(services.registry, "model.churn/evaluate", "evaluate-model")!;
  expect(evaluation.threshold).toBe(threshold);
  const [[, alarms], [misses]] = evaluation.confusion as [[number, number], [number, number]];
  expect(evaluation.test["cost"]).toBeCloseTo((alarms + 8 * misses) / 100, 12);
  expect(evaluation.intervals["cost"]?.high).toBeGreaterThan(evaluation.test["cost"]!);
  expect(evaluation.uncalibrated?.errors.ece).not.toBe(evaluation.probabilityErrors?.ece);
  expect(evaluation.gain?.at(-1)).toEqual({ share: 1, found: 1 });
});

test("slices part the test rows, and a gate may ask for the worst", async () => {
  const { services, handlers } = modelServices({ customers: customers(800) });
  const worst: GateDefinition = {
    ...{
      metric: { metric: "auc" },
      of: "worst",
      operator: ">=",
      bound: { offset: 0.99 },
      source: "worst(auc) >= 0.99",
    },
  };
  const evaluation = { slices: { columns: ["age", "left"], steps: [] }, gates: [worst] };
  const walked = await walkSteps(projectWith({ evaluation }), services.registry, handlers);
  expect(walked.status).toBe("failed");
  const { slices = [], gates } = loadOutcome(services.registry, "model.churn/evaluate", "evaluate-model")!;
  const ages = slices.filter(({ column }) => column === "age");
  expect(ages).toHaveLength(4);
  expect(ages.reduce((sum, { rows }) => sum + rows, 0)).toBe(200);
  // All rows of such a slice are of one class: no area, and the slice says little.
  expect(slices.filter(({ column }) => column === "left")).toMatchObject([
    { label: "false", small: true, metrics: { f1: 0 } },
    { label: "true", small: true },
  ]);
  const large = ages.filter(({ small }) => !small).map(({ metrics }) => metrics["auc"]!);
  expect(gates).toMatchObject([{ figure: "worst(auc)", measured: Math.min(...large), holds: false }]);
});

test("the learning curve tells what fewer training rows would do", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const evaluation = { learningCurve: { points: 3, folds } };
  await walkSteps(projectWith({ evaluation }), services.registry, handlers);
  const { learningCurve = [] } = loadOutcome(services.registry, "model.churn/evaluate", "evaluate-model")!;
  expect(learningCurve.map(({ rows }) => rows)).toEqual([67, 133, 200]);
  for (const { train, validation } of learningCurve)
    expect(train["auc"]!.mean).toBeGreaterThan(validation["auc"]!.mean);
});

describe("champion and challenger", () => {
  const gate: GateDefinition = {
    ...{ metric: { metric: "auc" }, of: "test", operator: ">=", source: "auc >= champion.auc" },
    bound: { offset: 0, championFactor: 1, championMetric: { metric: "auc" } },
  };
  const project = (trees: number): Step[] => projectWith({ evaluation: { gates: [gate] } }, { trees });
  type Services = ReturnType<typeof modelServices>;

  function planned(steps: readonly Step[], { services, handlers }: Services): Plan {
    const desired = { project: { name: "p", description: null, seed: 1 }, steps };
    const facts = { fingerprints: {}, handlerVersions: versionsOf(handlers) };
    const fingerprints = championFingerprints(desired, facts, services.registry);
    return comparePlan(desired, services.registry.snapshot(), { ...facts, fingerprints });
  }
  const apply = async (steps: readonly Step[], with_: Services) => {
    const options = { ...with_, registry: with_.services.registry, apply: 1, clock: () => 0, concurrency: 2 };
    const walked = await walkPlan(planned(steps, with_), options);
    return { walked, evaluation: loadOutcome(options.registry, "model.churn/evaluate", "evaluate-model")! };
  };
  const actions = (steps: readonly Step[], with_: Services): string[] =>
    planned(steps, with_).steps.flatMap(({ action, address }) => (action === "reuse" ? [] : [`${action} ${address}`]));

  test("are measured on the same rows, and an unchanged project stays unchanged", async () => {
    const with_ = modelServices({ customers: customers() });
    const first = await apply(project(20), with_);
    expect(first.walked.status).toBe("done");
    expect(first.evaluation.champion).toBeUndefined();
    expect(first.evaluation.gates).toMatchObject([{ bound: null, holds: true }]);
    expect(actions(project(20), with_)).toEqual([]);

    // A single stump is worse: the gate keeps it out, and asks no more until something changes.
    const { walked, evaluation } = await apply(project(1), with_);
    expect(walked.status).toBe("failed");
    expect(evaluation.champion).toMatchObject({ version: 1, sameSplit: true });
    const compared = evaluation.comparison!;
    if (!("metrics" in compared)) throw new Error(compared.kind);
    expect(compared.rows).toBe(100);
    const { own, other, difference, interval } = compared.metrics["auc"]!;
    expect([own, other]).toEqual([evaluation.test["auc"], first.evaluation.test["auc"]]);
    expect(difference).toBe(own - other);
    expect(interval!.low).toBeLessThan(difference);
    expect(interval!.high).toBeGreaterThan(difference);
    expect(evaluation.gates).toMatchObject([{ figure: "auc", measured: own, bound: other, holds: false }]);
    expect(actions(project(1), with_)).toEqual(["update model.churn/register"]);
  });

  test("a model refused by one champion is judged anew against the next", async () => {
    const with_ = modelServices({ customers: customers() });
    await apply(project(4), with_);
    const refused = await apply(project(1), with_);
    expect(refused.walked.status).toBe("failed");
    expect((await apply(project(20), with_)).walked.status).toBe("done");
    expect(with_.services.registry.models.versions("churn").map(({ version }) => version)).toEqual([1, 2]);
    const again = await apply(project(1), with_);
    expect(again.evaluation.champion).toMatchObject({ version: 2 });
    // Back at the second version, which is its own champion, nothing is left to judge.
    const back = await apply(project(20), with_);
    expect(back.walked.status).toBe("done");
    expect(back.evaluation.champion).toMatchObject({ version: 1 });
    expect(actions(project(20), with_)).toEqual([]);
  });

  test("another split is said", async () => {
    const with_ = modelServices({ customers: customers() });
    await apply(project(20), with_);
    const split = { kind: "split", share: 0.4, by: "random" } as const;
    const { evaluation, walked } = await apply(projectWith({ evaluation: { gates: [gate] } }, { split }), with_);
    expect(evaluation.champion).toMatchObject({ version: 1, sameSplit: false });
    expect(walked.diagnostics.filter(({ code }) => code === "ML5341")).toHaveLength(1);
  });
});
