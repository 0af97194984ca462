import { error, information, warning } from "../code-entry.ts";
import { example, meant, named, type UnknownName } from "./wording.ts";

/** 36xx: metrics, gates and conditions. */
export const metricCodes = {
  unknownMetric: error<UnknownName>(
    "ML3601",
    ({ name }) => `Unknown metric \`${name}\`.`,
    example("Models are measured with the known metrics.", "metrics = [acc]"),
    meant,
  ),
  metricTask: error<{ readonly metric: string; readonly task: string; readonly usual: readonly string[] }>(
    "ML3602",
    ({ metric, task }) => `\`${metric}\` is not defined for ${task}.`,
    example("A metric belongs to certain tasks.", "predict = churned   # bool\nmetrics = [rmse]"),
    ({ usual }) => `Usual here: ${named(usual)}.`,
  ),
  metricShareMissing: error<{ readonly metric: string }>(
    "ML3603",
    ({ metric }) => `\`${metric}\` needs a share: \`${metric}(10%)\`.`,
    example("Some metrics look at a share of the rows.", "metrics = [lift]"),
    ({ metric }) => `Write \`${metric}(10%)\`.`,
  ),
  metricShareUnused: error<{ readonly metric: string }>(
    "ML3604",
    ({ metric }) => `\`${metric}\` takes nothing in parentheses.`,
    example("Only some metrics look at a share of the rows.", "metrics = [auc(10%)]"),
    ({ metric }) => `Write \`${metric}\`.`,
  ),
  repeatedMetric: warning<{ readonly metric: string }>(
    "ML3605",
    ({ metric }) => `\`${metric}\` is given twice.`,
    example("Once is enough.", "metrics = [auc, f1, auc]"),
    () => "Remove one of the two.",
  ),
  gateNotMeasured: error<{ readonly metric: string }>(
    "ML3606",
    ({ metric }) => `The gate asks for \`${metric}\`, which is not among the metrics.`,
    example("A gate can only ask for what is measured.", "metrics = [auc]\ngate { f1 >= 0.5 }"),
    ({ metric }) => `Add \`${metric}\` to \`metrics\`.`,
  ),
  gateForm: error<{ readonly source: string }>(
    "ML3607",
    ({ source }) =>
      `\`${source}\` is no gate: it must compare one metric with a number, or with the baseline's or the champion's.`,
    example("A gate is a bound on one metric of the test part.", "gate { auc + f1 > 1 }"),
    () =>
      "Write `METRIC >= NUMBER`, `METRIC >= baseline.METRIC + NUMBER`, `METRIC >= champion.METRIC` or `gap(METRIC) < NUMBER`.",
  ),
  gateDirection: warning<{ readonly source: string; readonly metric: string; readonly better: string }>(
    "ML3608",
    ({ source, metric, better }) =>
      `\`${source}\` lets only what is bad through: ${better} is better for \`${metric}\`.`,
    example("A gate or check keeps out what is bad.", "gate { auc < 0.5 }"),
    () => "Turn the sign round.",
  ),
  baselineUnsaid: information<{ readonly metric: string }>(
    "ML3609",
    ({ metric }) =>
      `No baseline is given: \`baseline.${metric}\` is that of \`dummy\`, which only knows shares or means.`,
    example(
      "A gate against the baseline says more where that is a real learner.",
      "gate { auc >= baseline.auc + 0.05 }",
    ),
    () => "Write `baseline = logistic_regression`, or `baseline = dummy` to say that it is meant.",
  ),
  neverHolds: error<{ readonly source: string; readonly range: string }>(
    "ML3610",
    ({ source, range }) => `\`${source}\` can never hold: ${range}.`,
    example("A bound must lie where the figure can.", "gate { auc > 1 }"),
    () => "Correct the bound.",
  ),
  alwaysHolds: error<{ readonly source: string; readonly range: string }>(
    "ML3611",
    ({ source, range }) => `\`${source}\` always holds: ${range}.`,
    example("A bound must lie where the figure can.", "gate { auc >= 0 }"),
    () => "Correct the bound, or remove the line.",
  ),
  unknownFigure: error<UnknownName & { readonly scope: string }>(
    "ML3612",
    ({ name, scope }) => `${scope} knows no \`${name}\`.`,
    example("A condition asks for the figures of its place.", "alert slow { when = latency.p96 > 50ms }"),
    meant,
  ),
  figureUnits: error<{ readonly left: string; readonly right: string }>(
    "ML3613",
    ({ left, right }) => `${left} cannot be compared or added with ${right}.`,
    example("Units are types.", "alert slow { when = latency.p95 > errors }"),
  ),
  figureCalculation: error<{ readonly source: string }>(
    "ML3614",
    ({ source }) => `\`${source}\` cannot be calculated here: only sums of figures, and figures times a number.`,
    example("Conditions over figures stay simple enough to be checked.", "alert a { when = drift.auc * live.auc > 1 }"),
  ),
  alertDirection: warning<{ readonly source: string; readonly better: string }>(
    "ML3615",
    ({ source, better }) => `\`${source}\` fires when all is well: ${better} is better here.`,
    example("An alert tells of what is bad.", "alert slow { when = latency.p95 < 50ms }"),
    () => "Turn the sign round.",
  ),
};
