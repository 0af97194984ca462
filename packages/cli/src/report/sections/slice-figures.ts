import type { SliceScores } from "@mlopsc/learn";
import type { ChartDrawer } from "../charts/draw-chart.ts";
import { sliceChart } from "../charts/evaluation-charts.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { MetricReport } from "../model-data.ts";
import { countText, metricText } from "../number-text.ts";
import { figure, table, text } from "../parts.ts";

/** Each part of the test rows on its own. */
export async function sliceFigures(
  slices: readonly SliceScores[],
  metrics: readonly MetricReport[],
  drawer: ChartDrawer,
): Promise<Markup> {
  const [headline] = metrics;
  const drawn =
    headline === undefined || slices.every((slice) => slice.metrics[headline.key] === undefined)
      ? nothing
      : figure(
          await drawer.draw(sliceChart(slices, headline.key, headline.test)),
          "By slice.",
          html`${headline.key} of each slice with its 95 % range; the dashed line is that of all test rows. Grey ones have
too few rows to say much.`,
        );
  const rows = slices.map(({ column, label, rows: count, small, metrics: own, intervals }) => [
    html`${column} <b>${label}</b>`,
    html`${countText(count)}${small ? html` <span class="faint">few</span>` : nothing}`,
    ...metrics.map(({ key }) => scored(key, own[key], intervals[key])),
  ]);
  return html`<h4>Slices</h4>${drawn}${table(
    html`<b>Slices</b> of the test part, each measured on its own; in small type the 95 % range.`,
    [
      { heading: "slice" },
      { heading: "rows", numeric: true },
      ...metrics.map(({ key }) => ({ heading: key, numeric: true as const })),
    ],
    rows,
  )}`;
}

function scored(
  key: string,
  value: number | undefined,
  interval: SliceScores["intervals"][string] | undefined,
): Markup {
  if (value === undefined) return text("–");
  const range =
    interval === undefined
      ? nothing
      : html`<br/><small>${metricText(key, interval.low)} … ${metricText(key, interval.high)}</small>`;
  return html`${metricText(key, value)}${range}`;
}
