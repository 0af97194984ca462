import { inspectFolds } from "@mlopsc/learn";
import { outOfFoldText } from "../compute/out-of-fold.ts";
import type { Handler } from "../walk/handler.ts";
import { doubtDiagnostics } from "./data-doubts.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome, modelParts } from "./model-inputs.ts";
import type { ValidateModelOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { withTrainer } from "./with-trainer.ts";

/** Measures on folds of the training part. */
export const validateModel = (services: HandlerServices): Handler<"validate-model"> => ({
  version: 3,
  run: async (task) => {
    const { step, inputs, signal, progress } = task;
    const { definition, folds, metrics, seed } = step.config;
    const choice = step.config.choice ?? inputOutcome<"search-model">(inputs, "search").best.choice;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const validated = await withTrainer(services, task, choice, (trainer) =>
      services.compute.run(
        "cross-validate",
        { table: train, definition, choice, folds, metrics, seed, today },
        { signal, onProgress: progress, ...trainer },
      ),
    );
    if (!validated.ok) return learningFailed(step, validated.problem);
    const outOfFold = await services.objects.write(new TextEncoder().encode(outOfFoldText(validated.value.outOfFold)));
    const outcome: ValidateModelOutcome = {
      folds: validated.value.folds,
      means: validated.value.means,
      outOfFold,
    };
    const diagnostics = doubtDiagnostics(step, inspectFolds(definition, train, folds));
    return { outcome, objects: [outOfFold], diagnostics };
  },
});
