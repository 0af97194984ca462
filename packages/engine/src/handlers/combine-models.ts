import type { Handler } from "../walk/handler.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome, modelParts } from "./model-inputs.ts";
import type { CombineOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { warningOf } from "./train-model.ts";
import { withPredictors } from "./with-trainer.ts";

/** Makes one model of several: weighs them by their out-of-fold predictions, or fits a learner on those. */
export const combineModels = (services: HandlerServices): Handler<"combine-models"> => ({
  version: 2,
  run: async (stepTask) => {
    const { step, inputs, signal, progress } = stepTask;
    const { name, members: names, weights, threshold, costs, folds, metrics, seed } = step.config;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const text = async (object: string) => new TextDecoder().decode(await services.objects.read(object));
    const objects = names.map((_, at) => inputOutcome<"train-model">(inputs, `member${at + 1}`).model);
    const members = await Promise.all(
      names.map(async (member, at) => {
        const { outOfFold } = inputOutcome<"validate-model">(inputs, `validation${at + 1}`);
        return { name: member, model: await text(objects[at]!), outOfFold: await text(outOfFold) };
      }),
    );
    const asked = {
      ...{ table: train, members, name, weights, folds, metrics, seed, today },
      ...(threshold === undefined ? {} : { threshold }),
      ...(costs === undefined ? {} : { costs }),
    };
    const combined = await withPredictors(services, stepTask, (trainer) =>
      services.compute.run("combine-models", asked, { signal, onProgress: progress, ...trainer }),
    );
    if (!combined.ok) return learningFailed(step, combined.problem);
    const { task, rows, features, classes, shares, validation, warnings } = combined;
    const model = await services.objects.write(new TextEncoder().encode(combined.model));
    const outcome: CombineOutcome = {
      ...{ model, task, rows, features, classes, weights, validation },
      members: names.map((member, at) => ({ name: member, model: objects[at]!, share: shares[at]! })),
    };
    return { outcome, objects: [model], diagnostics: warnings.map((warning) => warningOf(step, warning)) };
  },
});
