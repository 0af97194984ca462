import { describe, expect, test } from "vitest";
import { comparePlan, planStaleness, savedPlan, targetSteps, unknownTarget, validateSavedPlan } from "../src/index.ts";
import { fingerprints, handlerVersions, state } from "./sample-state.ts";

const plan = comparePlan(state, { serial: 7, steps: {} }, { fingerprints, handlerVersions });
const file = (): Record<string, never> & { steps: Record<string, unknown>[] } =>
  JSON.parse(JSON.stringify(savedPlan(plan)));
const withFirstStep = (change: object): unknown => {
  const { steps, ...rest } = file();
  const [first, ...others] = steps;
  return { ...rest, steps: [{ ...first, step: { ...(first?.["step"] as object), ...change } }, ...others] };
};
const problemOf = (json: unknown) => validateSavedPlan(json).problem?.message;

describe("a file that is no plan", () => {
  test.each([
    [null, "no JSON object"],
    [[], "no JSON object"],
    [{}, "format version undefined, not 1"],
    [{ ...file(), formatVersion: 2 }, "format version 2, not 1"],
    [{ ...file(), extra: 1 }, "an unknown field `extra`"],
    [{ ...file(), serial: -1 }, "a wrong value in `serial`"],
    [{ ...file(), digest: undefined }, "no `digest`"],
    [{ ...file(), steps: [{ ...file().steps[0], action: "destroy" }] }, "a wrong value in `steps[0].action`"],
    [{ ...file(), steps: [{ ...file().steps[0], step: undefined }] }, "no `steps[0].step`"],
    [{ ...file(), steps: [{ ...file().steps[0], kept: { done: 1, of: 2 } }] }, "a wrong value in `steps[0].kept`"],
    [withFirstStep({ partPlaces: [{ file: "main.mlops" }] }), "a wrong value in `steps[0].step.partPlaces`"],
    [
      { ...file(), steps: [{ ...file().steps[0], address: "dataset.other" }] },
      "`steps[0].step` for another address or of another kind",
    ],
    [
      { ...file(), steps: file().steps.slice(1) },
      "dataset.customers/expect, which reads dataset.customers before that is done",
    ],
    [{ ...file(), steps: [file().steps[0], file().steps[0]] }, "two steps at dataset.customers"],
  ])("%#", (json, found) => {
    expect(problemOf(json)).toBe(`This is not a plan that can be applied: found ${found}.`);
    expect(validateSavedPlan(json).problem?.code).toBe("ML4001");
  });
});

test("a plan that tells what is kept of a search comes back as it was saved", () => {
  const kept = { done: 12, of: 30, unit: "trials" as const };
  const told = { ...plan, steps: plan.steps.map((step) => (step.kind === "search-model" ? { ...step, kept } : step)) };
  const back = validateSavedPlan(JSON.parse(JSON.stringify(savedPlan(told)))).plan;
  expect(back?.steps.flatMap((step) => step.kept ?? [])).toEqual([kept]);
});

test("a plan is stale once the registry or a source moved on", () => {
  const now = { serial: 7, fingerprints };
  expect(planStaleness(plan, now)).toBeNull();
  expect(planStaleness(plan, { ...now, serial: 8 })?.code).toBe("ML4003");
  expect(
    planStaleness(plan, { ...now, fingerprints: { ...fingerprints, "dataset.customers": "x" } })?.message,
  ).toContain("dataset.customers");
  expect(planStaleness(plan, { ...now, fingerprints: {} })?.code).toBe("ML4004");
  const champion = { ...plan, fingerprints: { ...plan.fingerprints, "model.churn/evaluate": "the champion" } };
  expect(planStaleness(champion, now)).toBeNull();
  const program = { ...plan, fingerprints: { ...plan.fingerprints, "model.churn": "train.py as it was" } };
  expect(planStaleness(program, now)?.message).toContain("model.churn");
});

test("a target that is none is told with the nearest address", () => {
  expect(targetSteps(state, "model.chrun")).toBeNull();
  expect(unknownTarget(state, "model.chrun").help).toBe("Did you mean model.churn?");
  expect(unknownTarget(state, "nothing").code).toBe("ML4005");
});
