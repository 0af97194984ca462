import type { AlgorithmChoice, FoldPlan, MetricChoice, ModelDefinition } from "@mlopsc/vocabulary";
import { done, failed, type LearnProblem, type Outcome } from "../problem.ts";
import { columnNamed, hasOneValue } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import { crossFitted } from "./cross-fitted.ts";
import { type Decision, fitDecision, needsDecision } from "./decision.ts";
import { type Evaluation, evaluateModel, type LabelledPredictions, measure } from "./evaluate-model.ts";
import { joinPredictions, type OutOfFold } from "./join-predictions.ts";
import { modelFolds } from "./model-folds.ts";
import { type RarestClass, rarestClass } from "./rarest-class.ts";
import { shareOfRows } from "./share-of-rows.ts";
import { type TrainingContext, trainModel } from "./train-model.ts";

export interface FoldResult {
  readonly fold: number;
  readonly folds: number;
  readonly trainRows: number;
  readonly validationRows: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Where the model calibrates or chooses its threshold: as measured while the folds ran, before that. */
  readonly undecided?: Readonly<Record<string, number>>;
}

export interface CrossValidation {
  readonly folds: readonly FoldResult[];
  /** Unweighted over the folds. */
  readonly means: Readonly<Record<string, number>>;
  /** Each row as the model that had not seen it predicts it; rows of the table, rising. Pruned: of the folds done. */
  readonly outOfFold: OutOfFold;
  /** What all of them teach of calibration and threshold, where the model asks for that. */
  readonly decision?: Decision;
  /** True where `onFold` ended it early. */
  readonly stopped: boolean;
}

export interface CrossValidationContext extends TrainingContext {
  /** Of each fold's training rows, those that are learned from; 1 unless said. */
  readonly share?: number;
  /** Called after each fold; `stop` leaves the others out. */
  readonly onFold?: (result: FoldResult) => "stop" | undefined;
}

/** Trains on each fold's rows, pipeline and all, and measures on the rest: nothing is learned from rows it is measured on. */
export function crossValidate(
  definition: ModelDefinition,
  choice: AlgorithmChoice,
  table: Table,
  plan: FoldPlan,
  metrics: readonly MetricChoice[],
  context: CrossValidationContext,
): Outcome<CrossValidation> {
  const { onFold, share = 1, ...training } = context;
  const dealt = modelFolds(definition, table, plan, context);
  if (!dealt.ok) return dealt;
  const planned = dealt.value;
  const results: FoldResult[] = [];
  const parts: Evaluation[] = [];
  let stopped = false;
  for (const [fold, { train, validation }] of planned.entries()) {
    const learned = share < 1 ? shareOfRows(definition, table, train, share, context.seed) : train;
    const model = trainModel(definition, choice, takeRows(table, learned), training);
    if (!model.ok) return failed(trainingProblem(model.problem, fold + 1, { definition, choice }, table, training));
    const evaluation = evaluateModel(model.value, takeRows(table, validation), metrics, context);
    if (!evaluation.ok)
      return failed(inFold(evaluation.problem, fold + 1, planned.length, rarestClass(definition, table)));
    const rows = evaluation.value.rows.map((row) => validation[row]!);
    parts.push({ ...evaluation.value, rows });
    const result: FoldResult = {
      fold,
      folds: planned.length,
      trainRows: model.value.rows,
      validationRows: rows.length,
      metrics: evaluation.value.metrics,
    };
    results.push(result);
    if (onFold?.(result) === "stop" && fold + 1 < planned.length) {
      stopped = true;
      break;
    }
  }
  if (stopped || !needsDecision(definition))
    return done({ folds: results, means: meansOf(results), outOfFold: joinPredictions(parts), stopped });
  return decidedFolds(definition, choice, results, parts, metrics);
}

/** The folds measured anew, as the model will give what they predict. */
function decidedFolds(
  definition: ModelDefinition,
  { algorithm }: AlgorithmChoice,
  results: readonly FoldResult[],
  parts: readonly LabelledPredictions[],
  metrics: readonly MetricChoice[],
): Outcome<CrossValidation> {
  const fitted = crossFitted(definition, algorithm, parts);
  const folds: FoldResult[] = [];
  for (const [fold, part] of fitted.entries()) {
    const measured = measure(metrics, part);
    if (!measured.ok) return failed(inFold(measured.problem, fold + 1, fitted.length));
    const result = results[fold]!;
    folds.push({ ...result, metrics: measured.value, undecided: result.metrics });
  }
  const decision = fitDecision(definition, algorithm, joinPredictions(parts));
  const outOfFold = joinPredictions(fitted);
  const { threshold } = decision;
  const scored = { ...outOfFold.scored, ...(threshold === undefined ? {} : { threshold }) };
  return done({ folds, means: meansOf(folds), outOfFold: { ...outOfFold, scored }, decision, stopped: false });
}

function inFold(problem: LearnProblem, fold: number, folds: number, rarest?: RarestClass): LearnProblem {
  if (problem.kind !== "metricUndefined" || folds < 2) return problem;
  return { ...problem, fold, ...(rarest === undefined ? {} : { rarest }) };
}

/** What is wrong with all rows is told of all of them, as training tells it; else of the fold where it shows. */
function trainingProblem(
  problem: LearnProblem,
  fold: number,
  { definition, choice }: { readonly definition: ModelDefinition; readonly choice: AlgorithmChoice },
  table: Table,
  context: TrainingContext,
): LearnProblem {
  // The baseline of all learners stumbles over the rows alone; counts below 0 are looked for before anything is learned.
  const stumbling = problem.kind === "negativeTarget" ? choice : ({ algorithm: "dummy", parameters: {} } as const);
  const all = trainModel(definition, stumbling, table, context);
  if (!all.ok) return all.problem;
  if (problem.kind !== "oneClass" && problem.kind !== "constantTarget") return problem;
  const target = columnNamed(table, definition.target);
  if (target === undefined || hasOneValue(target)) return problem;
  const rarest = rarestClass(definition, table);
  return { ...problem, fold, ...(rarest === undefined ? {} : { rarest }) };
}

function meansOf(results: readonly FoldResult[]): Record<string, number> {
  const keys = Object.keys(results[0]?.metrics ?? {});
  return Object.fromEntries(
    keys.map((key) => [key, results.reduce((sum, { metrics }) => sum + metrics[key]!, 0) / results.length]),
  );
}
