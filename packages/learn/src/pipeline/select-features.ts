import type { FittedStep } from "@mlopsc/vocabulary";
import { failed } from "../problem.ts";
import { requireColumn } from "../table/columns.ts";
import { isText, type NumericColumn, type Table } from "../table/table.ts";
import { chosenColumns } from "./choose-columns.ts";
import { correlationOf, regressionF, varianceF } from "./f-statistic.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import type { FeatureScore } from "./fitted-part.ts";
import { gramMatrix, lassoWeights, meanProduct } from "./lasso.ts";
import { meanAndDeviation, widthOrOne } from "./statistics.ts";
import { type TargetValues, targetValues } from "./target-values.ts";

type SelectStep = Extract<FittedStep, { kind: "select_features" }>;

/** Drops the numbers columns that tell least of the target. Text is not judged, and stays. */
export function fitSelectFeatures(step: SelectStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenColumns(table, step.columns, context);
  if (!chosen.ok) return chosen;
  const target = targetValues(table, context);
  if (target === undefined) return failed({ kind: "targetNeeded", step: context.step });
  const candidates = chosen.value.filter(
    (column): column is NumericColumn => !isText(column) && column.name !== context.target,
  );
  const scores = scoresOf(step, candidates, target, table, context).map((score, at) => ({
    name: candidates[at]!.name,
    score: Number.isFinite(score) ? score + 0 : 0,
  }));
  const kept =
    step.method === "lasso" ? scores.filter(({ score }) => score > 0) : best(scores, step.count ?? scores.length);
  if (kept.length === 0) return failed({ kind: "noFeatureSelected", step: context.step });
  const keptNames = new Set(kept.map(({ name }) => name));
  const columns = candidates.map(({ name }) => name).filter((name) => !keptNames.has(name));
  return { ok: true, part: { kind: "drop_columns", columns, scores } };
}

function scoresOf(
  step: SelectStep,
  candidates: readonly NumericColumn[],
  target: TargetValues,
  table: Table,
  context: StepContext,
): readonly number[] {
  switch (step.method) {
    case "k_best": {
      const outcomes = target.outputs.map(({ values }) => values);
      if (target.task === "regression") return candidates.map(({ values }) => regressionF(values, outcomes[0]!));
      return candidates.map(({ values }) => varianceF(values, outcomes));
    }
    case "importance":
      if (context.importances !== undefined) {
        return context.importances(candidates, requireColumn(table, context.target!), target.task, context.seed);
      }
      return candidates.map(({ values }) =>
        Math.max(...target.outputs.map((output) => Math.abs(correlationOf(values, output.values)))),
      );
    case "lasso":
      return lassoScores(candidates, target, step.alpha ?? 0.01);
  }
}

/** The largest weight over the target's outputs; columns and outputs standardised, missing values at the mean. */
function lassoScores(candidates: readonly NumericColumn[], target: TargetValues, alpha: number): readonly number[] {
  const columns = candidates.map(({ values }) => standardisedAtMean(values));
  const gram = gramMatrix(columns);
  const weights = target.outputs.map(({ values }) => {
    const outcome = standardisedAtMean(values);
    return lassoWeights(
      gram,
      Float64Array.from(columns, (column) => meanProduct(column, outcome)),
      alpha,
    );
  });
  return candidates.map((_, at) => Math.max(...weights.map((output) => Math.abs(output[at]!))));
}

function standardisedAtMean(values: Float64Array): Float64Array {
  const { mean, deviation } = meanAndDeviation(values);
  const width = widthOrOne(deviation, mean);
  if (width !== deviation) return new Float64Array(values.length);
  return values.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / width));
}

/** The highest scores; of equal ones the first in the table. */
const best = (scores: readonly FeatureScore[], count: number): readonly FeatureScore[] =>
  [...scores].sort((a, b) => b.score - a.score).slice(0, count);
