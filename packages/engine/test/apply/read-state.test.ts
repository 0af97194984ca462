import { expect, test } from "vitest";
import { currentModel, findDataset, findModel, loadOutcome } from "../../src/apply/read-state.ts";
import type { NewVersions } from "../../src/registry/step-records.ts";
import { sampleStep } from "../registry/sample-step.ts";
import { memoryRegistry } from "../walk/walk-fixture.ts";

const modelVersion = (version: number): NewVersions => ({
  model: { name: "churn", version, object: `m${version}`, metrics: {}, lineage: {} },
});

test("the model in force is the one that the project as last applied registers", () => {
  const registry = memoryRegistry();
  expect(currentModel(registry, "churn")).toBeUndefined();
  const register = (version: number) =>
    registry.steps.record(
      sampleStep(
        "model.churn/register",
        { name: "churn", version, model: `m${version}` },
        { kind: "register-model", executionKey: `key ${version}`, versions: modelVersion(version) },
      ),
    );
  register(1);
  register(2);
  expect(currentModel(registry, "churn")?.version).toBe(2);
  register(1);
  expect(currentModel(registry, "churn")?.version).toBe(1);
  registry.steps.remove("model.churn/register");
  expect(currentModel(registry, "churn")?.version).toBe(2);
  expect(findModel(registry, "churn", 1).found?.object).toBe("m1");
});

test("a version that is not there is named, with those that are", () => {
  const registry = memoryRegistry();
  expect(findModel(registry, "churn").problem?.message).toContain("it holds: none yet");
  registry.steps.record(sampleStep("r", 1, { versions: modelVersion(1) }));
  expect(findModel(registry, "churn", 7).problem).toMatchObject({
    code: "ML5011",
    message: "There is no version 7 of model churn; there is: 1.",
  });
  expect(findDataset(registry, "load").problem?.code).toBe("ML5013");
});

test("an outcome is given only as the kind that it is", () => {
  const registry = memoryRegistry();
  registry.steps.record(sampleStep("dataset.a", { rows: 3 }));
  expect(loadOutcome(registry, "dataset.a", "ingest-dataset")?.rows).toBe(3);
  expect(loadOutcome(registry, "dataset.a", "split-data")).toBeUndefined();
});
