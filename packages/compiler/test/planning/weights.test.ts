import type { ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { compile } from "../models/compile-source.ts";

/** What a model of insured policies is trained by; `steps` stand below the split. */
function trained(model: string, steps: readonly string[] = []): { definition: ModelDefinition; parameters: object } {
  const source = `project p { seed = 1 }

dataset policies {
  source = csv("policies.csv")
  key    = policy
  schema {
    policy    id
    exposure  number
    age       int?
    power     int
    claims    number
    claimed   bool
  }
}

transform insured {
  from policies
  split test 20%
  ${steps.join("\n  ")}
}

model m {
  from = insured
  ${model}
}
`;
  const { diagnostics, desired } = compile({ "main.mlops": source });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const step = desired.steps.find(({ address }) => address === "model.m");
  if (step?.kind !== "train-model" || step.config.choice === null) throw new Error("m is not trained");
  return { definition: step.config.definition, parameters: step.config.choice.parameters };
}

const weighed = `
  predict    = claims
  features   = all except claimed
  weights    = exposure
  increasing = power
  decreasing = [age]
  algorithm  = gradient_boosting`;

test("what weighs the rows is no feature, in no request, and keeps its unit", () => {
  const { definition } = trained(weighed, ["impute numeric with median", "scale numeric with standard"]);
  expect(definition).toMatchObject({ weights: "exposure", increasing: ["power"], decreasing: ["age"] });
  expect(definition.features).toEqual({ names: ["age", "power"] });
  const requested = definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  expect(requested.map(({ name }) => name)).toEqual(["age", "power"]);
  expect(definition.steps).toMatchObject([
    { kind: "impute", columns: { names: ["exposure", "age", "power"] } },
    { kind: "scale", columns: { names: ["age", "power"] } },
  ]);
});

test("what a model does not say is in no plan", () => {
  const { definition } = trained("predict = claims\n  algorithm = gradient_boosting");
  expect(Object.keys(definition)).toEqual(["name", "task", "target", "input", "steps", "features"]);
});

test("hyper-parameters of other tasks are in no plan", () => {
  expect(trained("predict = claims\n  algorithm = gradient_boosting").parameters).not.toHaveProperty("class_weight");
  const balanced = trained("predict = claimed\n  algorithm = decision_tree(class_weight: balanced)");
  expect(balanced.parameters).toHaveProperty("class_weight", "balanced");
});
