import type { MeanContributions, ModelSummary } from "@mlopsc/learn";
import { curveOfColumnChart } from "../charts/curve-of-column-chart.ts";
import type { ChartDrawer } from "../charts/draw-chart.ts";
import { importanceChart, mostBars } from "../charts/importance-chart.ts";
import { html, type Markup, nothing } from "../markup.ts";
import { countText } from "../number-text.ts";
import { code, figure } from "../parts.ts";

/** What the model makes of its columns: how far each moves a prediction, and which way. */
export async function explanationFigures(
  { curves, contributions }: ModelSummary,
  target: string,
  drawer: ChartDrawer,
): Promise<Markup> {
  const drawn: Markup[] = [];
  for (const curve of curves)
    if (curve.points.length > 1) drawn.push(await drawer.draw(curveOfColumnChart(curve, target)));
  const bars = contributions === undefined ? nothing : await contributionFigure(contributions, drawer);
  if (drawn.length === 0) return bars;
  return html`${bars}${figure(
    html`<div class="panels">${drawn}</div>`,
    "What the model makes of a column.",
    html`The mean prediction when the column is set to each value in a sample of test rows, all else left as it is; shaded, where the middle 80 % of the rows are. Where columns go together in truth, a curve passes through rows that do not exist.`,
  )}`;
}

async function contributionFigure(found: MeanContributions, drawer: ChartDrawer): Promise<Markup> {
  const features = found.columns.map(({ column, mean }) => ({ feature: column, importance: mean }));
  const more = features.length > mostBars ? ` The first ${mostBars} of ${features.length} columns.` : "";
  const how = found.method === "sampling" ? ", estimated" : "";
  return figure(
    await drawer.draw(importanceChart(features, `mean |contribution| (${scaleWords[found.scale]})`)),
    "How far each column moves a prediction.",
    html`The mean size of its contribution (Shapley value${how}) over ${countText(found.rows)} test rows, up or down, in ${scaleWords[found.scale]}. ${code("mlopsc predict --explain")} tells those of a single row.${more}`,
  );
}

const scaleWords: Readonly<Record<MeanContributions["scale"], string>> = {
  value: "the unit of the prediction",
  log: "the logarithm of the prediction",
  probability: "probability",
  log_odds: "log-odds",
  score: "score before the softmax",
};
