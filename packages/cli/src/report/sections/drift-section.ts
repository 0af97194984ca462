import type { DriftResult, FeatureComparison } from "@mlopsc/learn";
import type { ScalarKind } from "@mlopsc/vocabulary";
import { rocChart } from "../charts/curve-charts.ts";
import type { ChartDrawer } from "../charts/draw-chart.ts";
import { importanceChart } from "../charts/importance-chart.ts";
import { sampleChart } from "../charts/sample-charts.ts";
import type { DriftReport } from "../drift-data.ts";
import { html, type Markup, nothing } from "../markup.ts";
import { changeText, countText, scoreText, shareText, signedText, valueText } from "../number-text.ts";
import { anchor, code, documentation, facts, figure, table, text } from "../parts.ts";

/** How unlike two samples are, and in what. */
export async function driftSection(drift: DriftReport, drawer: ChartDrawer): Promise<Markup> {
  const { name, reference, current, detector, result } = drift;
  const roc =
    result.roc.length === 0
      ? nothing
      : figure(
          await drawer.draw(rocChart([{ label: name, points: result.roc }])),
          "ROC of the classifier that tells the samples apart.",
          html`On the dashed line the samples look the same to it; a curve that hugs the upper left tells them apart row
by row.`,
        );
  const importances = figure(
    await drawer.draw(importanceChart(result.features, "share of importance", 210)),
    "By which columns.",
    html`What the classifier looks at to tell the samples apart.`,
  );
  return html`<section class="sub" id="${anchor("drift", name)}"><h3>${name}</h3>
${documentation(drift.documentation)}
${facts([
  ["AUC", html`<b>${scoreText(result.auc)}</b> <span class="faint">${reading(result.auc)}${certainty(result)}</span>`],
  ["reference", html`${code(reference)} <span class="faint">${countText(result.referenceRows)} rows</span>`],
  ["current", html`${code(current)} <span class="faint">${countText(result.currentRows)} rows</span>`],
  [
    "detector",
    html`${code(detector)} <span class="faint">measured on ${countText(result.testRows)} rows held out</span>`,
  ],
])}
<div class="pair">${roc}${importances}</div>
${meanTable(drift, result)}
${await distributions(drift, drawer)}
</section>`;
}

/** In words: 0.5 is no difference, 1 is none in common. */
function reading(area: number): string {
  if (area < 0.55) return "the samples can hardly be told apart";
  if (area < 0.7) return "they differ a little";
  return area < 0.9 ? "they differ clearly" : "nearly every row can be told apart";
}

/** How certain the AUC is, where rows stand by themselves. */
const certainty = ({ interval }: DriftResult): string =>
  interval === null ? "" : `; ${scoreText(interval[0])} – ${scoreText(interval[1])} with 95 % certainty`;

const kindOf = ({ kinds }: DriftReport, feature: string): ScalarKind => kinds?.[feature] ?? "number";

const isPersonal = ({ personal }: DriftReport, feature: string): boolean => personal?.includes(feature) === true;

function meanTable(drift: DriftReport, { features, referenceRows, currentRows }: DriftResult): Markup {
  const dash = html`<span class="faint">–</span>`;
  const missing = (count: number, rows: number): Markup =>
    count === 0 ? html`<span class="faint">0</span>` : text(shareText(count / Math.max(1, rows)));
  const mean = (feature: string, value: number | null): Markup =>
    value === null || isPersonal(drift, feature) ? dash : text(valueText(kindOf(drift, feature), value));
  const rows = features.map((entry) => [
    code(entry.feature),
    mean(entry.feature, entry.referenceMean),
    mean(entry.feature, entry.currentMean),
    change(drift, entry) ?? dash,
    missing(entry.referenceMissing, referenceRows),
    missing(entry.currentMissing, currentRows),
  ]);
  const headings = ["column", "mean, reference", "mean, current", "change", "missing, reference", "missing, current"];
  return table(
    html`<b>Means.</b> The change is of the current mean against that of the reference.`,
    headings.map((heading, index) => (index === 0 ? { heading } : { heading, numeric: true as const })),
    rows,
  );
}

/** Of numbers in per cent; of dates and times in days, for a share of a date means nothing. */
function change(drift: DriftReport, comparison: FeatureComparison): Markup | undefined {
  const { feature, referenceMean, currentMean, meanDifferencePercent } = comparison;
  if (isPersonal(drift, feature) || referenceMean === null || currentMean === null) return undefined;
  const kind = kindOf(drift, feature);
  const perDay = kind === "date" ? 1 : kind === "timestamp" ? 86_400_000 : undefined;
  if (perDay !== undefined) return html`<b>${signedText((currentMean - referenceMean) / perDay)}\u202fdays</b>`;
  return meanDifferencePercent === null ? undefined : html`<b>${changeText(meanDifferencePercent / 100)}</b>`;
}

async function distributions(drift: DriftReport, drawer: ChartDrawer): Promise<Markup> {
  const drawn: Markup[] = [];
  for (const comparison of drift.result.features) {
    const chart = sampleChart(comparison, kindOf(drift, comparison.feature));
    if (chart !== undefined && !isPersonal(drift, comparison.feature))
      drawn.push(html`<div><p class="panel">${comparison.feature}</p>${await drawer.draw(chart)}</div>`);
  }
  if (drawn.length === 0) return nothing;
  return figure(
    html`<p class="legend"><span><i class="first"></i>reference</span><span><i class="second"></i>current</span></p><div class="panels">${drawn}</div>`,
    "Both samples, column by column.",
    html`Shares of each sample’s rows on the same bins; where the colours lie over each other, the samples agree.`,
  );
}
