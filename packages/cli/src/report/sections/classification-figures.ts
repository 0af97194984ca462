import { calibrationChart, rocChart } from "../charts/curve-charts.ts";
import type { ChartDrawer } from "../charts/draw-chart.ts";
import { gainChart } from "../charts/evaluation-charts.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { ClassificationReport } from "../model-data.ts";
import { countText, scoreText, shareText } from "../number-text.ts";
import { code, figure, table, text } from "../parts.ts";

/** ROC, calibration, confusion and the scores by class. */
export async function classificationFigures(report: ClassificationReport, drawer: ChartDrawer): Promise<Markup> {
  const { roc, calibration, gain } = report;
  const curves = roc.map(({ label, area, points }) => ({
    label: area === undefined ? label : `${label}, AUC ${scoreText(area)}`,
    points,
  }));
  const rocFigure = roc.every(({ points }) => points.length === 0)
    ? nothing
    : figure(
        await drawer.draw(rocChart(curves)),
        "ROC.",
        html`Share of positives found against share of negatives wrongly taken, for every threshold. The nearer to the
upper left, the better; on the dashed line a coin would do as well.${
          roc.length === 1 && roc[0]!.area !== undefined ? ` Area ${scoreText(roc[0]!.area)}.` : ""
        }`,
      );
  const calibrationFigure =
    calibration.length === 0
      ? nothing
      : figure(
          await drawer.draw(calibrationChart(calibration)),
          "Calibration.",
          html`Of the rows given a probability, the share that came true; a larger dot stands for more rows. On the dashed
line probabilities can be taken at their word; below it they are too high.`,
        );
  const gainFigure =
    gain === undefined || gain.length === 0
      ? nothing
      : figure(
          await drawer.draw(gainChart(gain)),
          "Cumulative gain.",
          html`Going down the rows from the highest score, the share of all positives that has been found. On the dashed line a
list in random order would do as well.`,
        );
  return html`<div class="pair">${rocFigure}${calibrationFigure}${gainFigure}</div>${confusionTable(report)}${scoreTable(report)}`;
}

function confusionTable({ classes, confusion }: ClassificationReport): Markup {
  const rows = confusion.map((counts, truth) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, predicted) => {
      const share = total === 0 ? 0 : count / total;
      const tone = predicted === truth ? "hit" : "miss";
      return html`<span class="heat ${tone}" style="--share:${share.toFixed(3)}">${countText(count)} <small>${shareText(share, 0)}</small></span>`;
    });
    return [html`actual ${code(classes[truth] ?? "")}`, ...cells];
  });
  return table(
    html`<b>Confusion.</b> Each row is an actual class and adds up to 100 %; blue cells are right, orange ones wrong, and
deeper is more.`,
    [{ heading: "" }, ...classes.map((label) => ({ heading: `predicted ${label}`, numeric: true as const }))],
    rows,
  );
}

function scoreTable({ classes, scores }: ClassificationReport): Markup {
  return table(
    html`<b>By class.</b> Precision: of the rows predicted so, the share that are. Recall: of the rows that are, the share
found.`,
    ["class", "precision", "recall", "f1", "test rows"].map((heading, index) =>
      index === 0 ? { heading } : { heading, numeric: true as const },
    ),
    scores.map(({ precision, recall, f1, support }, index) => [
      code(classes[index] ?? ""),
      text(scoreText(precision)),
      text(scoreText(recall)),
      text(scoreText(f1)),
      text(countText(support)),
    ]),
  );
}
