import { calibrationChart } from "../charts/curve-charts.ts";
import type { ChartDrawer } from "../charts/draw-chart.ts";
import { thresholdChart } from "../charts/evaluation-charts.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { DecisionReport } from "../model-data.ts";
import { countText, metricText, scoreText } from "../number-text.ts";
import { code, figure, table, text } from "../parts.ts";

/** How the probabilities of the learner became the answers of the model. */
export async function decisionFigures(decision: DecisionReport, drawer: ChartDrawer): Promise<Markup> {
  const { rows, calibration, threshold, chosen } = decision;
  const taught =
    rows === undefined
      ? ""
      : ` Learned from ${countText(rows)} training rows, each as a model says that had not seen it; no test row had a part in it.`;
  const before =
    calibration === undefined
      ? nothing
      : figure(
          await drawer.draw(calibrationChart(calibration.before)),
          "Before calibration.",
          html`What the learner itself said of the test rows; after calibration it stands among the figures above.`,
        );
  const curve =
    chosen === undefined || threshold === undefined
      ? nothing
      : figure(
          await drawer.draw(thresholdChart(chosen.curve, chosen.metric, threshold)),
          "Threshold.",
          html`${code(chosen.metric)} of the training rows by the probability from which the second class is predicted. The
dashed line is the best, ${metricText(chosen.metric, chosen.score)} there.`,
        );
  const decides = threshold === undefined ? "0.5" : scoreText(threshold);
  return html`<h4>Decision</h4>
<p>The second class is predicted above a probability of <b>${decides}</b>.${taught}</p>
${calibration === undefined ? nothing : errorTable(calibration)}
<div class="pair">${before}${curve}</div>`;
}

function errorTable({ method, errors: { before, after } }: NonNullable<DecisionReport["calibration"]>): Markup {
  const row = (name: string, reading: string, of: (errors: typeof before) => number): Markup[] => [
    html`${code(name)} <span class="faint">${reading}</span>`,
    text(scoreText(of(before))),
    html`<b>${scoreText(of(after))}</b>`,
  ];
  return table(
    html`<b>Calibration</b> by ${code(method)}, on the test part.`,
    [{ heading: "lower is better" }, { heading: "before", numeric: true }, { heading: "after", numeric: true }],
    [
      row("brier", "mean square distance from what came true", ({ brier }) => brier),
      row("ece", "expected calibration error, over ten bins", ({ ece }) => ece),
    ],
  );
}
