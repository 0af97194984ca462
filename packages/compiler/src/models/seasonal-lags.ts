import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import { durationText } from "@mlopsc/plan";
import type { AlgorithmChoice, FittedStep, RowStep } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Lag } from "../semantics/transform/step-context.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { nameSpan, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { lengthOfText } from "./hyper-parameter.ts";
import type { FeatureColumn } from "./model-analysis.ts";

/** What a seasonal choice is held against. */
export interface SeasonalScope extends CheckContext {
  readonly model: Declaration;
  readonly transform: TransformAnalysis;
  readonly target: string;
  readonly features: readonly FeatureColumn[];
  /** As it is written; null where the choice is a default. */
  readonly syntax: ExpressionSyntax | null;
}

/**
 * The choice with the columns that `seasonal_naive` answers with: the features that hold the target of one and more seasons
 * ago. So training, folds, the test and a request all read what is there anyway, and nothing is looked up in secret. What
 * is not there is reported.
 */
export function withSeasonalLags(choice: AlgorithmChoice, scope: SeasonalScope): AlgorithmChoice {
  if (choice.algorithm !== "seasonal_naive") return choice;
  const { model, reporter, syntax, target, transform, features } = scope;
  const span = syntax?.span ?? nameSpan(model);
  const { period, seasons } = choice.parameters;
  if (period === null || period === undefined || typeof period === "boolean") {
    // One that was given and is wrong was reported where it is read.
    const given = syntax?.node === "call" && syntax.arguments.some(({ name }) => name?.text === "period");
    if (!given) reporter.report(model, span, codes.seasonNeeded, { target });
    return choice;
  }
  const columns: string[] = [];
  for (let season = 1; season <= Number(seasons); season++) {
    const length = timesOf(period, season);
    const name = lagOf(length, scope);
    if (name === undefined || !features.some((feature) => feature.name === name)) {
      reporter.report(model, span, codes.seasonNotThere, {
        target,
        length: textOf(length),
        found: name ?? null,
      });
      return choice;
    }
    const changed = transform.pipelineSteps.find((step) => changes(step, name));
    if (changed !== undefined) {
      reporter.report(model, span, codes.seasonChanged, {
        column: name,
        verb: changed.kind === "outliers" ? "clip" : changed.kind,
      });
      return choice;
    }
    if (features.find((feature) => feature.name === name)?.type?.nullable) {
      reporter.report(model, span, codes.seasonMissing, { column: name });
    }
    columns.push(name);
  }
  return { ...choice, columns };
}

type Length = { readonly rows: number } | { readonly milliseconds: number };

function timesOf(period: number | string, season: number): Length {
  return typeof period === "number"
    ? { rows: season * period }
    : { milliseconds: season * (lengthOfText(period) ?? Number.NaN) };
}

const textOf = (length: Length): string =>
  "rows" in length ? `${length.rows} rows` : durationText(length.milliseconds);

/** The column that holds the target of so long ago, by rows and by time alike where the cadence is known. */
function lagOf(length: Length, { transform, target, model, program }: SeasonalScope): string | undefined {
  const cadence = typedValueOf(program, model, "cadence", "duration")?.value;
  const time = (each: Length): number | undefined =>
    "milliseconds" in each ? each.milliseconds : cadence === undefined ? undefined : each.rows * cadence;
  const same = (lag: Lag): boolean =>
    "rows" in lag && "rows" in length
      ? lag.rows === length.rows
      : time(lag) !== undefined && time(lag) === time(length);
  return [...transform.lags].find(([, lag]) => lag.column === target && same(lag))?.[0];
}

/** Whether a step gives the column other values; filling what is missing does not count. */
function changes(step: RowStep | FittedStep, name: string): step is Extract<FittedStep, { columns: unknown }> {
  if (step.kind === "filter" || step.kind === "derive" || step.kind === "select") return false;
  if (step.kind === "impute" || step.kind === "select_features") return false;
  if (step.kind === "outliers" && step.action === "drop") return false;
  const { columns } = step;
  return "names" in columns
    ? columns.names.includes(name)
    : columns.all !== "category" && !columns.except.includes(name);
}
