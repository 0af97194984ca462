import type { Handler } from "../walk/handler.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome, modelParts } from "./model-inputs.ts";
import type { TrainOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** Fits pipeline and learner on the training part. */
export const trainModel = (services: HandlerServices): Handler<"train-model"> => ({
  version: 1,
  run: async ({ step, inputs, signal, progress }) => {
    const { definition, seed } = step.config;
    const choice = step.config.choice ?? inputOutcome<"search-model">(inputs, "search").best.choice;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const trained = await services.compute.run(
      "train-model",
      { table: train, definition, choice, seed, today },
      { signal, onProgress: progress },
    );
    if (!trained.ok) return learningFailed(step, trained.problem);
    const { model, rows, features, classes, importance } = trained;
    const object = await services.objects.write(new TextEncoder().encode(model));
    const outcome: TrainOutcome = { model: object, task: definition.task, choice, rows, features, classes, importance };
    return { outcome, objects: [object] };
  },
});
