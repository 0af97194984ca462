import type { EvaluateOutcome, TrainOutcome } from "@mlopsc/engine";
import type { Incomparable } from "@mlopsc/learn";
import { type MetricChoice, metricEntry, metricKey } from "@mlopsc/vocabulary";
import type { ChampionReport, DecisionReport, EvaluationReport, LearningCurveReport } from "../report/index.ts";

/** What an evaluation tells besides the metrics of the test part: decision, champion, slices, learning curve. */
export function measuredBeside(
  outcome: EvaluateOutcome,
  trained: TrainOutcome | undefined,
  headline: MetricChoice | undefined,
): Pick<EvaluationReport, "decision" | "champion" | "slices" | "learningCurve"> {
  const decision = decisionReport(outcome, trained);
  const champion = championReport(outcome);
  const learningCurve = headline && curveReport(outcome, metricKey(headline));
  return {
    ...(decision ? { decision } : {}),
    ...(champion ? { champion } : {}),
    ...(outcome.slices ? { slices: outcome.slices } : {}),
    ...(learningCurve ? { learningCurve } : {}),
  };
}

function decisionReport(
  { threshold, uncalibrated, probabilityErrors }: EvaluateOutcome,
  trained: TrainOutcome | undefined,
): DecisionReport | undefined {
  const decision = trained?.decision;
  if (threshold === undefined && decision === undefined) return undefined;
  const chosen = decision?.threshold;
  const calibrated =
    decision?.calibration !== undefined && uncalibrated !== undefined && probabilityErrors !== undefined
      ? {
          calibration: {
            method: decision.calibration,
            before: uncalibrated.calibration,
            errors: { before: uncalibrated.errors, after: probabilityErrors },
          },
        }
      : {};
  return {
    ...(decision ? { rows: decision.rows } : {}),
    ...calibrated,
    ...(threshold === undefined ? {} : { threshold }),
    ...(chosen ? { chosen: { metric: chosen.metric, score: chosen.score, curve: chosen.curve } } : {}),
  };
}

function championReport({ champion, comparison, metrics }: EvaluateOutcome): ChampionReport | undefined {
  if (champion === undefined || comparison === undefined) return undefined;
  const { version, sameSplit } = champion;
  if (!("metrics" in comparison)) return { version, sameSplit, reason: incomparableText(comparison), metrics: [] };
  return {
    ...{ version, sameSplit, rows: comparison.rows },
    metrics: metrics.flatMap((choice) => {
      const compared = comparison.metrics[metricKey(choice)];
      return compared ? [{ key: metricKey(choice), better: metricEntry(choice.metric).better, ...compared }] : [];
    }),
  };
}

/** Why two models cannot be measured on the same rows: the rest of a sentence. */
export function incomparableText(reason: Incomparable): string {
  switch (reason.kind) {
    case "task":
      return "it predicts something of another kind";
    case "answers":
      return "what it predicts, or leaves out, is not the same in these rows";
    case "rows":
      return "it predicts none of these rows";
    case "metrics":
      return "some metric has no value on the rows that both predict";
    case "unreadable":
      return "its document cannot be read";
    case "columns":
      return `it reads columns that these rows do not have (${reason.columns.join(", ")})`;
    default:
      return unknownReason(reason);
  }
}

function curveReport({ learningCurve = [] }: EvaluateOutcome, metric: string): LearningCurveReport | undefined {
  const points = learningCurve.flatMap(({ rows, train, validation }) =>
    train[metric] && validation[metric] ? [{ rows, train: train[metric], validation: validation[metric] }] : [],
  );
  return points.length === 0 ? undefined : { metric, points };
}

function unknownReason(reason: never): never {
  throw new Error(`unknown reason ${JSON.stringify(reason)}`);
}
