import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { EvaluateModel, Step } from "@mlopsc/plan";
import { type MetricChoice, metricKey, type Task } from "@mlopsc/vocabulary";
import type { Handler } from "../walk/handler.ts";
import { type Champion, championOf } from "./champion.ts";
import { doubtDiagnostics } from "./data-doubts.ts";
import { gateResult } from "./gate-result.ts";
import { learningFailed } from "./learn-problem.ts";
import { inputOutcome, modelParts } from "./model-inputs.ts";
import type { EvaluateOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";
import { trainerFiles, withPredictors } from "./with-trainer.ts";

/** Measures on the test part, once for each model, and holds the gates against what was measured. */
export const evaluateModel = (services: HandlerServices): Handler<"evaluate-model"> => ({
  version: 4,
  run: async (stepTask) => {
    const { step, inputs, signal, progress } = stepTask;
    const { gates, seed, slices, learningCurve } = step.config;
    const { model, task } = inputOutcome<"train-model" | "combine-models">(inputs, "model");
    const baseline = inputs["baseline"] ? inputOutcome<"train-model">(inputs, "baseline").model : null;
    const { train, test, today } = await modelParts(services, inputs, ["train", "test"]);
    const text = async (object: string) => new TextDecoder().decode(await services.objects.read(object));
    const document = await text(model);
    const metrics = allMetrics(step.config, task);
    const split = inputs["split"]!.output;
    const name = modelName(step.address);
    const champion = championOf(services.registry, name, model, split);
    const asked = {
      ...{ train, test, metrics, seed, today },
      model: document,
      baseline: baseline === null ? null : await text(baseline),
      ...(champion === undefined ? {} : { champion: await text(champion.object) }),
      ...(slices === undefined ? {} : { slices }),
      ...(learningCurve === undefined ? {} : { learningCurve }),
    };
    // A learning curve trains again, by the very files that the model was trained with.
    const files = learningCurve === undefined ? [] : trainerFiles(document);
    const evaluated = await withPredictors(
      services,
      stepTask,
      (trainer) => services.compute.run("evaluate-model", asked, { signal, onProgress: progress, ...trainer }),
      files,
    );
    if (!evaluated.ok) return learningFailed(step, evaluated.problem);
    const results = gates.map((gate) => gateResult(gate, evaluated.value));
    const columns = evaluated.value.importance.filter(({ importance }) => importance > 0).map(({ feature }) => feature);
    const sample = { model: document, table: test, columns: columns.slice(0, mostCurves), seed, today };
    const explanation = await services.compute.run("explain-model", sample, { signal });
    const outcome: EvaluateOutcome = {
      ...{ ...evaluated.value, model, split, metrics, gates: results },
      ...(explanation === null ? {} : { explanation }),
      ...(champion === undefined ? {} : { champion }),
    };
    const judged = new Set(services.registry.models.testUses(split, name).map(({ object }) => object)).add(model);
    const reused = report(codes.testPartReused, { model: name, uses: judged.size }, { place: step.place });
    const inspected = { model: document, train, test, today };
    const doubts = doubtDiagnostics(step, await services.compute.run("inspect-model", inspected, { signal }));
    const unfair = champion === undefined || champion.sameSplit ? [] : [otherSplit(step, name, champion)];
    return { outcome, objects: [model], diagnostics: [...doubts, ...(judged.size > 1 ? [reused] : []), ...unfair] };
  },
  versions: ({ step, outcome }) => {
    const { model, split } = outcome as EvaluateOutcome;
    return { testUse: { split, model: modelName(step.address), object: model } };
  },
  objections: ({ address, place, partPlaces }, outcome) =>
    (outcome as EvaluateOutcome).gates.flatMap(({ source, figure, measured, operator, bound, holds }, at) => {
      if (holds) return [];
      const failed = {
        model: modelName(address),
        gate: source,
        measured: `${figure} ${figureText(measured)}`,
        bound: `${operator} ${bound === null ? "nothing" : figureText(bound)}`,
      };
      return report(codes.gateFailed, failed, { place: partPlaces?.[at] ?? place });
    }),
});

/** Columns whose curves are drawn, the most important first. */
const mostCurves = 6;

const otherSplit = ({ place }: Step, model: string, { version }: Champion): Diagnostic =>
  report(codes.championOtherSplit, { model, version }, { place });

/** `churn` of `model.churn/evaluate`. */
const modelName = (address: string): string => address.slice(address.indexOf(".") + 1).split("/")[0]!;

const figureText = (value: number): string => String(Number(value.toPrecision(6)));

/** Those asked for, those that gates read, and at least one. */
function allMetrics({ metrics, gates }: EvaluateModel, task: Task): MetricChoice[] {
  const read = gates.flatMap(({ metric, bound }) =>
    [metric, bound.baselineMetric, bound.championMetric].filter((each) => each !== undefined),
  );
  const all = new Map([...metrics, ...read].map((metric) => [metricKey(metric), metric]));
  return all.size > 0 ? [...all.values()] : [{ metric: usualMetrics[task] }];
}

const usualMetrics = { regression: "rmse", binary: "auc", multiclass: "accuracy" } as const;
