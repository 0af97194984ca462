import {
  type AlgorithmChoice,
  type CostDefinition,
  type FoldPlan,
  type GateDefinition,
  type MetricChoice,
  type ModelDefinition,
  metricKey,
  type OutsideAlgorithm,
  type SearchDefinition,
  type SpaceDimension,
} from "@mlopsc/vocabulary";
import type { CombineModels, CompareSamples, EvaluateModel, SearchModel, TrainModel, ValidateModel } from "../step.ts";
import { changed, changedFields, changedItems } from "./change-text.ts";
import { columnChanges, orElse } from "./data-changes.ts";
import { expressionText } from "./expression-text.ts";
import { stepListChanges } from "./step-list-changes.ts";
import { briefAlgorithmText, durationText, namesText, selectorText, shareText, weightsText } from "./value-text.ts";

export const searchChanges = (before: SearchModel, after: SearchModel): readonly string[] => [
  ...definitionChanges(before.definition, after.definition),
  ...searchDefinitionChanges(before.search, after.search),
  ...measuringChanges(before, after),
];

export function searchDefinitionChanges(old: SearchDefinition, now: SearchDefinition): readonly string[] {
  const budget = (value: number | undefined): string => (value === undefined ? "none" : durationText(value));
  return [
    ...changed("strategy", old.strategy, now.strategy),
    ...changed("trials", old.trials, now.trials),
    ...changed("points", old.points, now.points),
    ...changed("initial", old.initial, now.initial),
    ...changed("surrogate", old.surrogate, now.surrogate),
    ...changed("factor", old.factor, now.factor),
    ...changed("optimise", metricKey(old.optimise), metricKey(now.optimise)),
    ...changed("budget", budget(old.budgetMilliseconds), budget(now.budgetMilliseconds)),
    ...changed("prune", old.prune && `after ${old.prune.after}`, now.prune && `after ${now.prune.after}`),
    ...changedItems(old.space, now.space, { noun: "dimension", key: ({ name }) => name, text: dimensionText }),
    ...choiceChanges(old.fixed, now.fixed),
  ];
}

export function validateChanges(before: ValidateModel, after: ValidateModel): readonly string[] {
  return [
    ...definitionChanges(before.definition, after.definition),
    ...choiceChanges(before.choice, after.choice),
    ...measuringChanges(before, after),
  ];
}

export function trainChanges(before: TrainModel, after: TrainModel): readonly string[] {
  return [
    ...definitionChanges(before.definition, after.definition),
    ...choiceChanges(before.choice, after.choice),
    ...changed("folds", before.folds && foldsText(before.folds), after.folds && foldsText(after.folds)),
    ...changed("seed", before.seed, after.seed),
  ];
}

export function combineChanges(before: CombineModels, after: CombineModels): readonly string[] {
  return [
    ...changed("weights", weightsText(before.weights), weightsText(after.weights)),
    ...changed("threshold", thresholdText(before.threshold), thresholdText(after.threshold)),
    ...changed("costs", costsText(before.costs), costsText(after.costs)),
    ...measuringChanges(before, after),
  ];
}

export function evaluateChanges(before: EvaluateModel, after: EvaluateModel): readonly string[] {
  return [
    ...metricChanges(before.metrics, after.metrics),
    ...gateChanges(before.gates, after.gates),
    ...changed("slices", slicesText(before), slicesText(after)),
    ...changed("learning curve", curveText(before), curveText(after)),
    ...changed("seed", before.seed, after.seed),
  ];
}

export function comparisonChanges(before: CompareSamples, after: CompareSamples): readonly string[] {
  const where = (sample: CompareSamples["reference"]): string =>
    sample.where === null ? "all rows" : `where ${expressionText(sample.where)}`;
  const [old, now] = [before.detector, after.detector];
  const held = (detector: typeof old): string =>
    `${shareText(detector.testShare)}${detector.testBy === undefined ? "" : ` by ${detector.testBy}`}`;
  return [
    ...changed("reference", where(before.reference), where(after.reference)),
    ...stepListChanges(before.reference.steps, after.reference.steps),
    ...changed("current", where(before.current), where(after.current)),
    ...stepListChanges(before.current.steps, after.current.steps),
    ...changed("features", namesText(before.features), namesText(after.features)),
    ...choiceChanges(old.algorithm, now.algorithm),
    ...changed("test", held(old), held(now)),
    ...changed("seed", before.seed, after.seed),
  ];
}

/** What changed in the steps, or failing that in the columns: columns follow from steps, so both would be noise. */
export function definitionChanges(before: ModelDefinition, after: ModelDefinition): readonly string[] {
  const main = [
    ...changed("predict", before.target, after.target),
    ...changed("task", before.task, after.task),
    ...stepListChanges(before.steps, after.steps),
    ...changed("features", selectorText(before.features), selectorText(after.features)),
    ...changed("weights", before.weights ?? "none", after.weights ?? "none"),
    ...changed("increasing", heldText(before.increasing), heldText(after.increasing)),
    ...changed("decreasing", heldText(before.decreasing), heldText(after.decreasing)),
    ...changed("calibrate", before.calibrate ?? "none", after.calibrate ?? "none"),
    ...changed("threshold", thresholdText(before.threshold), thresholdText(after.threshold)),
    ...changed("costs", costsText(before.costs), costsText(after.costs)),
  ];
  return orElse(main, () => columnChanges(before.input, after.input));
}

/** Another algorithm, or the parameters that differ: "`trees`: 100 → 300". */
export function choiceChanges(before: AlgorithmChoice | null, after: AlgorithmChoice | null): readonly string[] {
  if (before && after && before.algorithm === after.algorithm) {
    return [...outsideChanges(before.outside, after.outside), ...changedFields(before.parameters, after.parameters)];
  }
  const text = (choice: AlgorithmChoice | null): string =>
    choice ? briefAlgorithmText(choice) : "chosen by the search";
  return changed("algorithm", text(before), text(after));
}

/** A program may be another one, or be given something else. */
function outsideChanges(before: OutsideAlgorithm | undefined, after: OutsideAlgorithm | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [];
  if (before.kind === "onnx" || after.kind === "onnx")
    return changed(after.kind, sourceText(before), sourceText(after));
  return [
    ...changed("command", before.words.join(" "), after.words.join(" ")),
    ...changed("shell", before.shell, after.shell),
    ...changed("files", namesText(before.files), namesText(after.files)),
    ...changed("format", before.format, after.format),
    ...changed("environment", namesText(before.environment), namesText(after.environment)),
  ];
}

const sourceText = (outside: OutsideAlgorithm): string =>
  outside.kind === "onnx" ? outside.path : outside.words.join(" ");

interface Measuring {
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
}

const measuringChanges = (before: Measuring, after: Measuring): readonly string[] => [
  ...changed("validate", foldsText(before.folds), foldsText(after.folds)),
  ...metricChanges(before.metrics, after.metrics),
  ...changed("seed", before.seed, after.seed),
];

const metricChanges = (before: readonly MetricChoice[], after: readonly MetricChoice[]): readonly string[] =>
  changedItems(before, after, { noun: "metric", key: metricKey, text: costedText });

/** `cost` with what it counts, so that a change of that alone is told. */
export function costedText(choice: MetricChoice): string {
  const { costs } = choice;
  return costs === undefined ? metricKey(choice) : `${metricKey(choice)} of ${costsText(costs)}`;
}

export function costsText(costs: CostDefinition | undefined): string {
  if (costs === undefined) return "none";
  if (costs.classes === "two") return `miss ${costs.miss}, false alarm ${costs.falseAlarm}`;
  const pairs = costs.pairs.map(({ actual, predicted, cost }) => `${actual} taken for ${predicted} ${cost}`);
  return [...pairs, `other ${costs.other}`].join(", ");
}

const heldText = (columns: readonly string[] | undefined): string => (columns ? namesText(columns) : "none");

export const thresholdText = (threshold: ModelDefinition["threshold"]): string =>
  typeof threshold === "object" ? `best(${costedText(threshold.best)})` : String(threshold ?? 0.5);

const slicesText = ({ slices }: EvaluateModel): string => (slices ? namesText(slices.columns) : "none");

const curveText = ({ learningCurve }: EvaluateModel): string => {
  if (learningCurve === undefined) return "none";
  return `${learningCurve.points} sizes, ${foldsText(learningCurve.folds)}`;
};

/** Gates are told apart by what they measure, in which direction and against what. */
const gateChanges = (before: readonly GateDefinition[], after: readonly GateDefinition[]): readonly string[] =>
  changedItems(before, after, {
    noun: "gate",
    key: (gate) => `${measuredText(gate)} ${gate.operator.charAt(0)} ${rivalOf(gate)?.name ?? ""}`,
    text: (gate) => `${gate.operator} ${boundText(gate)}`,
    label: measuredText,
    whole: (gate) => `${measuredText(gate)} ${gate.operator} ${boundText(gate)}`,
  });

export const measuredText = ({ metric, of }: GateDefinition): string =>
  of === "test" ? metricKey(metric) : `${of}(${metricKey(metric)})`;

export function boundText(gate: GateDefinition): string {
  const { offset } = gate.bound;
  const rival = rivalOf(gate);
  if (rival === undefined) return String(offset);
  const named = `${rival.factor === 1 ? "" : `${rival.factor} * `}${rival.name}.${metricKey(rival.metric)}`;
  return offset === 0 ? named : `${named} ${offset < 0 ? "-" : "+"} ${Math.abs(offset)}`;
}

function rivalOf({
  bound,
}: GateDefinition): { readonly name: string; readonly factor: number; readonly metric: MetricChoice } | undefined {
  const { baselineMetric, baselineFactor = 1, championMetric, championFactor = 1 } = bound;
  if (baselineMetric !== undefined) return { name: "baseline", factor: baselineFactor, metric: baselineMetric };
  return championMetric && { name: "champion", factor: championFactor, metric: championMetric };
}

export function foldsText(folds: FoldPlan): string {
  const size = folds.kind === "holdout" ? shareText(folds.share) : String(folds.folds);
  const dealt = folds.by === "random" ? "" : `, ${folds.by}${folds.column === undefined ? "" : `: ${folds.column}`}`;
  return `${folds.kind}(${size}${dealt})`;
}

function dimensionText({ values, when }: SpaceDimension): string {
  const range =
    values.kind === "choice"
      ? `[${values.options.join(", ")}]`
      : `${values.low}..${values.high}${values.log ? " (log)" : ""}`;
  // Registries made before a line could have several conditions hold one that is not in a list.
  const conditions = [when ?? []].flat().map(({ name, equals }) => `${name} in [${equals.join(", ")}]`);
  return conditions.length > 0 ? `${range} if ${conditions.join(" and ")}` : range;
}
