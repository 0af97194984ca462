import { weightsText } from "@mlopsc/plan";
import type { ModelReport } from "../report/index.ts";
import { evaluationOf, foldsText } from "./collect-models.ts";
import { documentationOf, nameOf, outcomeAt, type ReportSource, stepsOf } from "./report-source.ts";

/** Each ensemble, with its members beside it. */
export function collectEnsembles(source: ReportSource): ModelReport[] {
  return stepsOf(source, "combine-models").flatMap(({ address, config, inputs }) => {
    const combined = outcomeAt(source, address, "combine-models");
    if (combined === undefined) return [];
    const { model, task, features, rows, members, validation } = combined;
    const registered = outcomeAt(source, `${address}/register`, "register-model");
    const evaluation = evaluationOf(source, address);
    const first = source.desired.steps.find((step) => step.address === inputs["member1"]);
    return [
      {
        name: nameOf(address),
        ...documentationOf(source, address),
        version: registered?.model === model ? String(registered.version) : "not registered",
        task,
        target: first?.kind === "train-model" ? first.config.definition.target : "",
        ensemble: { weights: weightsText(config.weights), members },
        features,
        seed: config.seed,
        trainedRows: rows,
        digests: [
          { label: "ensemble", digest: model },
          ...members.map((member) => ({ label: member.name, digest: member.model })),
        ],
        ...(validation.folds.length > 0
          ? {
              validation: {
                method: foldsText(config.folds),
                folds: validation.folds.map(({ fold, metrics }) => ({ label: `fold ${fold + 1}`, metrics })),
              },
            }
          : {}),
        ...(evaluation ? { evaluation } : {}),
      },
    ];
  });
}
