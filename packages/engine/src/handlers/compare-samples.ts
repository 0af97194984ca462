import type { CompareSamples } from "@mlopsc/plan";
import { shareTable } from "../compute/share-table.ts";
import type { SampleInput } from "../compute/tasks/detect-drift-task.ts";
import type { Handler, StepOutput } from "../walk/handler.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome } from "./model-inputs.ts";
import type { CompareOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** Asks a classifier how well two samples can be told apart. */
export const compareSamples = (services: HandlerServices): Handler<"compare-samples"> => ({
  version: 4,
  run: async ({ step, inputs, signal, progress }) => {
    const { features, detector, seed, labels } = step.config;
    const compared = await services.compute.run(
      "detect-drift",
      {
        ...{ features, detector, seed },
        reference: await sample(services, inputs, "reference", step.config),
        current: await sample(services, inputs, "current", step.config),
      },
      { signal, onProgress: progress },
    );
    if (!compared.ok) return learningFailed(step, compared.problem);
    const outcome: CompareOutcome = { ...compared.value, labels };
    return { outcome, objects: [] };
  },
});

async function sample(
  services: HandlerServices,
  inputs: Readonly<Record<string, StepOutput>>,
  role: "reference" | "current",
  config: CompareSamples,
): Promise<SampleInput> {
  const data = inputOutcome<"transform-data">(inputs, role);
  return { ...config[role], table: shareTable(await services.data.table(data.table)), today: data.today };
}
