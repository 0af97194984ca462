import type { EvaluateOutcome, SearchOutcome } from "@mlopsc/engine";
import { classScoresOf } from "@mlopsc/learn";
import type { Step } from "@mlopsc/plan";
import { type FoldPlan, metricEntry, metricKey } from "@mlopsc/vocabulary";
import type {
  ClassificationReport,
  EvaluationReport,
  ModelReport,
  RegressionReport,
  SearchReport,
  ValidationReport,
} from "../report/index.ts";
import { measuredBeside } from "./collect-measuring.ts";
import { documentationOf, nameOf, outcomeAt, type ReportSource, stepsOf } from "./report-source.ts";

type TrainStep = Extract<Step, { kind: "train-model" }>;
type FoldsStep = Extract<Step, { kind: "search-model" | "validate-model" }>;

/** Each trained model, with how it was found and how good it is. Baselines are shown beside their model. */
export function collectModels(source: ReportSource): ModelReport[] {
  const models = stepsOf(source, "train-model").filter(({ address }) => !address.endsWith("/baseline"));
  return models.flatMap((step) => collectModel(source, step) ?? []);
}

function collectModel(source: ReportSource, step: TrainStep): ModelReport | undefined {
  const trained = outcomeAt(source, step.address, "train-model");
  if (trained === undefined) return undefined;
  const search = source.desired.steps.find(({ address }) => address === `${step.address}/search`) as
    | FoldsStep
    | undefined;
  const validate = source.desired.steps.find(({ address }) => address === `${step.address}/validate`) as
    | FoldsStep
    | undefined;
  const registered = outcomeAt(source, `${step.address}/register`, "register-model");
  const searched = search?.kind === "search-model" ? searchReport(source, search) : undefined;
  const folds = validate ?? search;
  const validation = folds === undefined ? undefined : validationReport(source, folds);
  const evaluation = evaluationOf(source, step.address);
  const { target, weights, increasing, decreasing } = step.config.definition;
  return {
    name: nameOf(step.address),
    ...documentationOf(source, step.address),
    version: registered?.model === trained.model ? String(registered.version) : "not registered",
    task: trained.task,
    target,
    choice: trained.choice,
    ...(trained.rounds === undefined ? {} : { rounds: trained.rounds }),
    features: trained.features,
    seed: step.config.seed,
    trainedRows: trained.rows,
    digests: [{ label: "model", digest: trained.model }],
    ...(weights ? { weights } : {}),
    ...(increasing ? { increasing } : {}),
    ...(decreasing ? { decreasing } : {}),
    ...(searched ? { search: searched } : {}),
    ...(validation ? { validation } : {}),
    ...(evaluation ? { evaluation } : {}),
  };
}

function searchReport(source: ReportSource, step: Extract<Step, { kind: "search-model" }>): SearchReport | undefined {
  const outcome = outcomeAt(source, step.address, "search-model");
  if (outcome === undefined) return undefined;
  return {
    strategy: step.config.search.strategy,
    optimise: metricKey(outcome.metric),
    better: metricEntry(outcome.metric.metric).better,
    logarithmic: step.config.search.space.flatMap(({ name, values }) => ("log" in values && values.log ? [name] : [])),
    trials: outcome.trials.map((trial) => trialReport(trial, step.config.search.factor)),
  };
}

const trialReport = (
  { index, state, assignment, score, foldScores, rungs, share = 1 }: SearchOutcome["trials"][number],
  factor = 3,
): SearchReport["trials"][number] => ({
  number: index + 1,
  outcome: state === "complete" ? "finished" : state,
  values: assignment,
  score,
  foldScores,
  ...(rungs === undefined
    ? {}
    : { rounds: rungs.map((rung, at) => ({ share: share / factor ** (rungs.length - 1 - at), score: rung })) }),
});

function validationReport(source: ReportSource, step: FoldsStep): ValidationReport | undefined {
  const method = foldsText(step.config.folds);
  if (step.kind === "validate-model") {
    const outcome = outcomeAt(source, step.address, "validate-model");
    return (
      outcome && { method, folds: outcome.folds.map(({ fold, metrics }) => ({ label: `fold ${fold + 1}`, metrics })) }
    );
  }
  const outcome = outcomeAt(source, step.address, "search-model");
  if (outcome === undefined) return undefined;
  const key = metricKey(outcome.metric);
  return {
    method,
    folds: outcome.best.foldScores.map((score, index) => ({ label: `fold ${index + 1}`, metrics: { [key]: score } })),
  };
}

export function foldsText(plan: FoldPlan): string {
  const size = plan.kind === "cross_validation" ? `folds: ${plan.folds}` : `${100 * plan.share}%`;
  return `${plan.kind}(${size}${plan.column === undefined ? "" : `, ${plan.by}: ${plan.column}`})`;
}

/** Of the model or ensemble at that address. */
export function evaluationOf(source: ReportSource, model: string): EvaluationReport | undefined {
  const address = `${model}/evaluate`;
  const config = stepsOf(source, "evaluate-model").find((step) => step.address === address)?.config;
  const outcome = outcomeAt(source, address, "evaluate-model");
  if (config === undefined || outcome === undefined) return undefined;
  const baseline = outcomeAt(source, `${model}/baseline`, "train-model");
  const headline = config.metrics[0];
  return {
    testRows: outcome.rows.test,
    testLooks: source.registry.models.testUses(outcome.split, nameOf(address)).length,
    ...(baseline ? { baseline: baseline.choice } : {}),
    ...(outcome.members ? { baseline: "the best member", members: outcome.members } : {}),
    metrics: outcome.metrics.flatMap((metric) =>
      metricReport(outcome, metricKey(metric), metricEntry(metric.metric).better),
    ),
    gates: outcome.gates.map(({ source: written, figure, holds, measured, bound }) => ({
      source: written,
      metric: figure,
      passed: holds,
      measured,
      bound,
    })),
    ...(outcome.importance.length > 0 && headline
      ? {
          importances: {
            ...importanceWords(metricKey(headline), metricEntry(headline.metric).better),
            features: outcome.importance,
          },
        }
      : {}),
    ...(outcome.explanation ? { explanation: outcome.explanation } : {}),
    ...measuredBeside(outcome, outcomeAt(source, model, "train-model"), headline),
    ...pictures(outcome),
  };
}

function importanceWords(key: string, better: "higher" | "lower"): { readonly method: string; readonly unit: string } {
  const change = better === "higher" ? "falls" : "rises";
  const unit = `${key} ${better === "higher" ? "lost" : "added"}`;
  return { method: `How much ${key} ${change} when one column of the test part is shuffled, mean of 5`, unit };
}

function metricReport(
  outcome: EvaluateOutcome,
  key: string,
  better: "higher" | "lower",
): EvaluationReport["metrics"][number][] {
  const test = outcome.test[key];
  if (test === undefined) return [];
  const train = outcome.train[key];
  const baseline = outcome.baseline?.[key];
  const interval = outcome.intervals[key];
  return [
    {
      ...{ key, better, test },
      ...(interval === undefined ? {} : { interval }),
      ...(train === undefined ? {} : { train }),
      ...(baseline === undefined ? {} : { baseline }),
    },
  ];
}

function pictures(outcome: EvaluateOutcome): { classification?: ClassificationReport; regression?: RegressionReport } {
  if (outcome.task === "regression") {
    const { residuals, points = [], timeline } = outcome;
    return residuals ? { regression: { points, residuals, ...(timeline ? { timeline } : {}) } } : {};
  }
  const { confusion, roc = [], calibration = [], gain } = outcome;
  return confusion
    ? {
        classification: {
          classes: outcome.classes.map(String),
          roc,
          calibration,
          ...(gain ? { gain } : {}),
          confusion,
          scores: classScoresOf(confusion),
        },
      }
    : {};
}
