import type { ChartDrawer } from "../charts/draw-chart.ts";
import { residualChart, scatterChart, timelineChart } from "../charts/regression-charts.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { RegressionReport } from "../model-data.ts";
import { countText, numberText } from "../number-text.ts";
import { figure } from "../parts.ts";

/** More dots or times than these make the page heavy and show nothing new. */
const mostPoints = 3000;
const mostTimes = 1500;

/** The forecast over time, predicted against actual, and the residuals. */
export async function regressionFigures(
  report: RegressionReport,
  target: string,
  drawer: ChartDrawer,
): Promise<Markup> {
  const { residuals, unit } = report;
  const points = thinned(report.points, mostPoints);
  const timeline = report.timeline?.slice(-mostTimes);
  const withUnit = (value: number): string => `${numberText(value)}${unit === undefined ? "" : `\u202f${unit}`}`;
  const forecast =
    timeline === undefined || timeline.length === 0
      ? nothing
      : figure(
          html`<p class="legend"><span><i class="actual"></i>actual</span><span><i class="first"></i>predicted</span></p>${await drawer.draw(
            timelineChart(timeline, target, unit),
          )}`,
          "Forecast against what happened.",
          html`The last stretch of the test part, which lies after all rows that the model learned from. Times in UTC.`,
        );
  const scatter = figure(
    await drawer.draw(scatterChart({ ...report, points }, target)),
    "Predicted against actual.",
    html`A dot is one of ${countText(points.length)} test rows${points.length < report.points.length ? html`, drawn evenly from ${countText(report.points.length)}` : nothing}. On the dashed line it was predicted right; above it, too
high.`,
  );
  const errors = figure(
    await drawer.draw(residualChart(residuals, unit)),
    "Residuals.",
    html`Half of the test rows lie between ${withUnit(residuals.q25)} and ${withUnit(residuals.q75)} of their prediction,
nine in ten between ${withUnit(residuals.q05)} and ${withUnit(residuals.q95)}. A bulk beside the dashed zero would be a bias.`,
  );
  return html`${forecast}<div class="pair">${scatter}${errors}</div>`;
}

function thinned<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, place) => values[Math.floor((place * values.length) / most)]!);
}
