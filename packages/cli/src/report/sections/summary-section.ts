import { html, type Markup } from "../markup.ts";
import { countText, metricText, scoreText, shareText } from "../number-text.ts";
import { anchor, verdict } from "../parts.ts";
import type { ReportData } from "../report-data.ts";

/** The answer before the evidence: one tile for each thing that a reader came for. */
export function summarySection({ datasets, models, drifts }: ReportData): Markup {
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const tests = datasets.flatMap(({ expectations }) => expectations);
  const held = tests.filter(({ outcome }) => outcome === "held").length;
  const data = tile("#data", "Data", countText(rows), `rows in ${counted(datasets.length, "dataset")}`, [
    ...(tests.length === 0
      ? []
      : [
          held === tests.length
            ? verdict("good", `${held} of ${tests.length} expectations held`)
            : verdict(
                tests.some(({ outcome }) => outcome === "failed") ? "bad" : "note",
                `${held} of ${tests.length} expectations held`,
              ),
        ]),
  ]);
  const ofModels = models.map((model) => {
    const metric = model.evaluation?.metrics[0];
    const gates = model.evaluation?.gates ?? [];
    const passed = gates.filter((gate) => gate.passed).length;
    const baseline = metric?.baseline === undefined ? "" : `, baseline ${metricText(metric.key, metric.baseline)}`;
    return tile(
      `#${anchor("model", model.name)}`,
      model.name,
      metric === undefined ? "–" : metricText(metric.key, metric.test),
      metric === undefined ? "not evaluated" : `${metric.key} on the test part${baseline}`,
      gates.length === 0
        ? []
        : [verdict(passed === gates.length ? "good" : "bad", `${passed} of ${gates.length} gates passed`)],
    );
  });
  const ofDrifts = drifts.map(({ name, result }) => {
    const first = result.features[0];
    const by = first === undefined ? "" : `, ${shareText(first.importance, 0)} by ${first.feature}`;
    return tile(`#${anchor("drift", name)}`, name, scoreText(result.auc), `AUC of drift${by}`, []);
  });
  return html`<div class="tiles">${datasets.length === 0 ? [] : [data]}${ofModels}${ofDrifts}</div>`;
}

const tile = (href: string, name: string, figure: string, reading: string, verdicts: readonly Markup[]): Markup =>
  html`<a class="tile" href="${href}"><span class="name">${name}</span><strong>${figure}</strong><span>${reading}</span>${verdicts}</a>\n`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
