import type { ChartDrawer } from "../charts/draw-chart.ts";
import { learningCurveChart } from "../charts/evaluation-charts.ts";
import { importanceChart, mostBars } from "../charts/importance-chart.ts";
import { choiceText } from "../choice-text.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { EvaluationReport, GateReport, LearningCurveReport, MetricReport, ModelReport } from "../model-data.ts";
import { countText, metricText, signedMetricText } from "../number-text.ts";
import { code, figure, table, text, verdict } from "../parts.ts";
import { championTable } from "./champion-table.ts";
import { classificationFigures } from "./classification-figures.ts";
import { decisionFigures } from "./decision-figures.ts";
import { explanationFigures } from "./explanation-figures.ts";
import { regressionFigures } from "./regression-figures.ts";
import { sliceFigures } from "./slice-figures.ts";

/** How good a model is on the rows kept back for that. */
export async function evaluationSection(
  { target }: ModelReport,
  evaluation: EvaluationReport,
  drawer: ChartDrawer,
): Promise<Markup> {
  const { classification, regression, importances, explanation, gates } = evaluation;
  const { metrics, champion, decision, slices } = evaluation;
  const bars =
    importances === undefined || importances.features.length === 0
      ? nothing
      : figure(
          await drawer.draw(importanceChart(importances.features, importances.unit)),
          "What the model relies on.",
          html`${importances.method}. The longer the bar, the more the predictions hang on that column.${importances.features.length > mostBars ? ` The first ${mostBars} of ${importances.features.length} columns.` : ""}`,
        );
  return html`<h4>On the held-out test part</h4>
${looks(evaluation)}
${metricTable(evaluation)}
${gates.length === 0 ? nothing : gateTable(gates)}
${champion === undefined ? nothing : championTable(champion)}
${classification === undefined ? nothing : await classificationFigures(classification, drawer)}
${regression === undefined ? nothing : await regressionFigures(regression, target, drawer)}
${decision === undefined ? nothing : await decisionFigures(decision, drawer)}
${slices === undefined || slices.length === 0 ? nothing : await sliceFigures(slices, metrics, drawer)}
${evaluation.learningCurve === undefined ? nothing : await curveFigure(evaluation.learningCurve, drawer)}
${bars}
${explanation === undefined ? nothing : await explanationFigures(explanation, target, drawer)}`;
}

const curveFigure = async (curve: LearningCurveReport, drawer: ChartDrawer): Promise<Markup> =>
  html`<h4>Learning curve</h4>${figure(
    await drawer.draw(learningCurveChart(curve)),
    "What more rows would bring.",
    html`${code(curve.metric)} of models trained on ever more of the training rows, on the folds that they had not seen and on
the rows that they had; bands are one standard deviation over the folds. Where the lines have met, more rows bring little;
where the lower still rises, they would.`,
  )}`;

function looks({ testRows, testLooks }: EvaluationReport): Markup {
  const times = testLooks === 1 ? "once" : testLooks === 2 ? "twice" : `${testLooks} times`;
  const reading =
    testLooks === 1
      ? "so the figures are those of rows that nothing was chosen by."
      : "and each further look, acted upon, makes the figures a little too good.";
  return html`<p>${countText(testRows)} rows; this test part was looked at <b>${times}</b>, ${reading}</p>`;
}

function metricTable({ metrics, baseline }: EvaluationReport): Markup {
  const withBaseline = metrics.some((metric) => metric.baseline !== undefined);
  const withTrain = metrics.some((metric) => metric.train !== undefined);
  const withInterval = metrics.some((metric) => metric.interval !== undefined);
  const dash = html`<span class="faint">–</span>`;
  const rows = metrics.map((metric) => [
    html`${code(metric.key)} <span class="faint">${metric.better} is better</span>`,
    html`<b>${metricText(metric.key, metric.test)}</b>`,
    ...(withInterval ? [metric.interval === undefined ? dash : interval(metric.key, metric.interval)] : []),
    ...(withBaseline
      ? [metric.baseline === undefined ? dash : text(metricText(metric.key, metric.baseline)), againstBaseline(metric)]
      : []),
    ...(withTrain ? [metric.train === undefined ? dash : text(metricText(metric.key, metric.train)), gap(metric)] : []),
  ]);
  const compared =
    baseline === undefined
      ? nothing
      : baseline === "the best member"
        ? html` Baseline: by each metric the best member alone, on the same rows.`
        : html` Baseline: ${code(choiceText(baseline))}, trained and tested on the same rows.`;
  return table(
    html`<b>Metrics.</b>${compared}${withInterval ? " Test rows drawn anew (with replacement) give a figure within the 95 % range 19 times in 20." : ""}${withTrain ? " The gap is how much better the model is on the rows it learned from: a large one is overfitting." : ""}`,
    [
      { heading: "metric" },
      { heading: "test", numeric: true },
      ...(withInterval ? ([{ heading: "95 % range", numeric: true }] as const) : []),
      ...(withBaseline
        ? ([
            { heading: "baseline", numeric: true },
            { heading: "against it", numeric: true },
          ] as const)
        : []),
      ...(withTrain
        ? ([
            { heading: "training", numeric: true },
            { heading: "gap", numeric: true },
          ] as const)
        : []),
    ],
    rows,
  );
}

function againstBaseline({ key, test, baseline, better }: MetricReport): Markup {
  if (baseline === undefined) return nothing;
  const difference = test - baseline;
  if (difference === 0) return text("equal");
  return verdict(difference > 0 === (better === "higher") ? "good" : "bad", signedMetricText(key, difference));
}

const interval = (key: string, { low, high }: NonNullable<MetricReport["interval"]>): Markup =>
  html`${metricText(key, low)}<span class="faint"> … </span>${metricText(key, high)}`;

const gap = ({ key, test, train, better }: MetricReport): Markup =>
  train === undefined ? nothing : text(signedMetricText(key, better === "higher" ? train - test : test - train));

function gateTable(gates: readonly GateReport[]): Markup {
  const passed = gates.filter((gate) => gate.passed).length;
  return table(
    html`<b>Gates.</b> ${passed} of ${gates.length} passed${passed === gates.length ? "; the model may be registered." : "; the model is not registered."}`,
    [
      { heading: "gate" },
      { heading: "outcome" },
      { heading: "measured", numeric: true },
      { heading: "bound", numeric: true },
    ],
    gates.map((gate) => [
      code(gate.source),
      gate.passed ? verdict("good", "passed") : verdict("bad", "failed"),
      text(metricText(gate.metric, gate.measured)),
      text(gate.bound === null ? "no champion" : metricText(gate.metric, gate.bound)),
    ]),
  );
}
