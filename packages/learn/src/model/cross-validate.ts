import type { AlgorithmChoice, FoldPlan, MetricChoice, ModelDefinition } from "@mlopsc/vocabulary";
import { done, failed, type LearnProblem, type Outcome } from "../problem.ts";
import { columnNamed, hasOneValue } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import { mergedClasses } from "./class-labels.ts";
import { type Evaluation, evaluateModel, type LabelledPredictions, widened } from "./evaluate-model.ts";
import { modelFolds } from "./model-folds.ts";
import { type RarestClass, rarestClass } from "./rarest-class.ts";
import { type TrainingContext, trainModel } from "./train-model.ts";

export interface FoldResult {
  readonly fold: number;
  readonly folds: number;
  readonly trainRows: number;
  readonly validationRows: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Predictions of rows by models that had not seen them. */
export interface OutOfFold extends LabelledPredictions {
  /** The fold of each row, from 0. */
  readonly folds: Int32Array;
}

export interface CrossValidation {
  readonly folds: readonly FoldResult[];
  /** Unweighted over the folds. */
  readonly means: Readonly<Record<string, number>>;
  /** Each row as the model that had not seen it predicts it; rows of the table, rising. Pruned: of the folds done. */
  readonly outOfFold: OutOfFold;
  /** True where `onFold` ended it early. */
  readonly stopped: boolean;
}

export interface CrossValidationContext extends TrainingContext {
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
  const { onFold, ...training } = context;
  const dealt = modelFolds(definition, table, plan, context);
  if (!dealt.ok) return dealt;
  const planned = dealt.value;
  const wanted = plan.kind === "holdout" ? 1 : plan.folds;
  if (planned.length < wanted) return failed({ kind: "tooFewRows", rows: table.rows, needed: wanted });
  const results: FoldResult[] = [];
  const parts: Evaluation[] = [];
  let stopped = false;
  for (const [fold, { train, validation }] of planned.entries()) {
    const model = trainModel(definition, choice, takeRows(table, train), training);
    if (!model.ok) return failed(trainingProblem(model.problem, fold + 1, definition, table, training));
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
  return done({ folds: results, means: meansOf(results), outOfFold: joinedInOrder(parts), stopped });
}

function inFold(problem: LearnProblem, fold: number, folds: number, rarest?: RarestClass): LearnProblem {
  if (problem.kind !== "metricUndefined" || folds < 2) return problem;
  return { ...problem, fold, ...(rarest === undefined ? {} : { rarest }) };
}

/** What is wrong with all rows is told of all of them, as training tells it; else of the fold where it shows. */
function trainingProblem(
  problem: LearnProblem,
  fold: number,
  definition: ModelDefinition,
  table: Table,
  context: TrainingContext,
): LearnProblem {
  // The baseline of all learners stumbles over the rows alone.
  const all = trainModel(definition, { algorithm: "dummy", parameters: {} }, table, context);
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

function joinedInOrder(parts: readonly LabelledPredictions[]): OutOfFold {
  const classes = parts.map((part) => part.classes).reduce(mergedClasses, []);
  const { task } = parts[0]!.scored;
  const width = Math.max(1, classes.length);
  const entries = parts.flatMap((part, fold) => {
    const predicted =
      task === "regression" ? part.scored.predicted : widened(part.scored.predicted, part.classes, classes);
    return Array.from(part.rows, (row, at) => ({
      ...{ row, fold },
      truth: task === "regression" ? part.truth[at]! : classes.indexOf(part.classes[part.truth[at]!]!),
      predicted: predicted.subarray(at * width, (at + 1) * width),
    }));
  });
  entries.sort((a, b) => a.row - b.row);
  const predicted = new Float64Array(entries.length * width);
  for (const [at, entry] of entries.entries()) predicted.set(entry.predicted, at * width);
  return {
    rows: Int32Array.from(entries, ({ row }) => row),
    folds: Int32Array.from(entries, ({ fold }) => fold),
    truth: Float64Array.from(entries, ({ truth }) => truth),
    classes,
    scored: { task, classCount: classes.length, predicted },
  };
}
