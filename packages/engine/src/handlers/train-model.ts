import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { FitWarning } from "@mlopsc/learn";
import { blockOf, type Step } from "@mlopsc/plan";
import type { ModelDecision } from "../compute/tasks/train-model-task.ts";
import type { Handler } from "../walk/handler.ts";
import { doubtDiagnostics } from "./data-doubts.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome, modelParts } from "./model-inputs.ts";
import type { TrainOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { withTrainer } from "./with-trainer.ts";

/** Fits pipeline and learner on the training part. */
export const trainModel = (services: HandlerServices): Handler<"train-model"> => ({
  version: 3,
  run: async (task) => {
    const { step, inputs, signal, progress } = task;
    const { definition, folds, seed } = step.config;
    const choice = step.config.choice ?? inputOutcome<"search-model">(inputs, "search").best.choice;
    const { train, today } = await modelParts(services, inputs, ["train"]);
    const trained = await withTrainer(services, task, choice, (trainer) =>
      services.compute.run(
        "train-model",
        { table: train, definition, choice, seed, today, ...(folds === undefined ? {} : { folds }) },
        { signal, onProgress: progress, ...trainer },
      ),
    );
    if (!trained.ok) return learningFailed(step, trained.problem);
    const { model, rows, features, classes, importance, warnings, decision, rounds } = trained;
    const object = await services.objects.write(new TextEncoder().encode(model));
    const outcome: TrainOutcome = {
      ...{ model: object, task: definition.task, choice, rows, features, classes, importance },
      ...(decision === undefined ? {} : { decision }),
      ...(rounds === undefined ? {} : { rounds }),
    };
    // The baseline reads the same rows: what is doubtful about them is told once, of the model.
    const doubts = isBaseline(step)
      ? []
      : await services.compute.run("inspect-model", { model, train, test: null, today }, { signal });
    const diagnostics = [
      ...doubtDiagnostics(step, doubts),
      ...warnings.map((warning) => warningOf(step, warning)),
      ...(isBaseline(step) ? [] : decisionWarnings(step, decision)),
    ];
    return { outcome, objects: [object], diagnostics };
  },
});

const isBaseline = ({ address }: Step): boolean => address !== blockOf(address);

export const warningOf = ({ address, place }: Step, { algorithm, iterations, parameter }: FitWarning): Diagnostic =>
  report(codes.notConverged, { address, algorithm, iterations, parameter }, { place });

const isotonicRows = 1000;

function decisionWarnings({ address, place }: Step, decision: ModelDecision | undefined): readonly Diagnostic[] {
  if (decision?.calibration !== "isotonic" || decision.rows >= isotonicRows) return [];
  return [report(codes.isotonicFewRows, { address, rows: decision.rows }, { place })];
}
