import { blockOf } from "@mlopsc/plan";
import { refusalOf } from "../operate/refusals.ts";
import type { Handler } from "../walk/handler.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { EvaluateOutcome, RegisterOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/**
 * Gives a model that passed its gates a version: a new one only where no version has the same bytes. One that a
 * retraining refused waits for a person.
 */
export const registerModel = (services: HandlerServices): Handler<"register-model"> => ({
  version: 1,
  run: async ({ step, inputs }) => {
    const { name } = step.config;
    const { model } = inputOutcome<"train-model" | "combine-models">(inputs, "model");
    const { models } = services.registry;
    const refused = services.deployment.approved.has(step.address)
      ? undefined
      : refusalOf(services.registry, blockOf(step.address), model);
    if (refused !== undefined) return { held: refused };
    const version = models.withObject(name, model)?.version ?? models.nextVersion(name);
    const outcome: RegisterOutcome = { name, version, model };
    return { outcome, objects: [model] };
  },
  versions: ({ inputs, outcome }) => {
    const { name, version, model } = outcome as RegisterOutcome;
    const evaluation = inputs["evaluation"]?.outcome as EvaluateOutcome | undefined;
    const trained = inputOutcome<"train-model" | "combine-models">(inputs, "model");
    return {
      model: {
        ...{ name, version, object: model },
        metrics:
          evaluation === undefined ? {} : { test: evaluation.test, train: evaluation.train, gates: evaluation.gates },
        lineage: {
          ...("members" in trained
            ? { weights: trained.weights, members: trained.members }
            : { algorithm: trained.choice }),
          features: trained.features,
          rows: trained.rows,
          split: evaluation?.split ?? null,
          training: inputs["model"]!.output,
          evaluation: inputs["evaluation"]?.output ?? null,
        },
      },
    };
  },
});
