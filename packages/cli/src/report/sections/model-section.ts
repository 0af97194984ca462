import type { ChartDrawer } from "../charts/draw-chart.ts";
import { learnerText, parameterText } from "../choice-text.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { ModelReport, ValidationReport } from "../model-data.ts";
import { countText, metricText } from "../number-text.ts";
import { anchor, code, documentation, facts, table, text } from "../parts.ts";
import { evaluationSection } from "./evaluation-section.ts";
import { memberTable } from "./member-table.ts";
import { searchSection } from "./search-section.ts";

/** Everything on one model: how it was found, how good it is, what it is made of. */
export async function modelSection(model: ModelReport, drawer: ChartDrawer): Promise<Markup> {
  const { name, version, task, target, choice, features, seed, trainedRows } = model;
  const evaluation =
    model.evaluation === undefined ? nothing : await evaluationSection(model, model.evaluation, drawer);
  const search = model.search === undefined ? nothing : await searchSection(model.search, drawer);
  return html`<section class="sub" id="${anchor("model", name)}"><h3>${name} <small>version ${version}</small></h3>
${documentation(model.documentation)}
${facts([
  ["predicts", html`${code(target)} <span class="faint">${task}</span>`],
  choice === undefined ? ["answers by", code(model.ensemble?.weights ?? "")] : ["algorithm", code(learnerText(choice))],
  ["trained on", text(`${countText(trainedRows)} rows`)],
  ["features", text(countText(features.length))],
  ["seed", text(String(seed))],
])}
${model.ensemble === undefined ? nothing : memberTable(model.ensemble, model)}
${evaluation}
${search}
${model.validation === undefined ? nothing : validationTable(model.validation)}
${makingTable(model)}
</section>`;
}

function validationTable({ method, folds }: ValidationReport): Markup {
  const keys = [...new Set(folds.flatMap(({ metrics }) => Object.keys(metrics)))];
  const valuesOf = (key: string): number[] => folds.flatMap(({ metrics }) => metrics[key] ?? []);
  const rows = keys.map((key) => {
    const values = valuesOf(key);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const cells = folds.map(({ metrics }) => text(metrics[key] === undefined ? "–" : metricText(key, metrics[key])));
    return [
      code(key),
      html`<b>${metricText(key, mean)}</b> <span class="faint">± ${metricText(key, spread)}</span>`,
      ...cells,
    ];
  });
  if (folds.length === 1) return holdoutTable(method, folds[0]!);
  return html`<h4>Validation</h4>${table(
    html`<b>${method}.</b> Each fold is predicted by a model that has not seen it, its features fitted on the other folds
alone. The mean is followed by the standard deviation over folds.`,
    [
      { heading: "metric" },
      { heading: "mean", numeric: true },
      ...folds.map(({ label }) => ({ heading: label, numeric: true as const })),
    ],
    rows,
  )}`;
}

/** One fold has no spread to tell of. */
const holdoutTable = (method: string, { metrics }: ValidationReport["folds"][number]): Markup =>
  html`<h4>Validation</h4>${table(
    html`<b>${method}.</b> Predicted by a model that was trained, pipeline and all, on the other training rows alone.`,
    [{ heading: "metric" }, { heading: "held-out rows", numeric: true }],
    Object.entries(metrics).map(([key, value]) => [code(key), html`<b>${metricText(key, value)}</b>`]),
  )}`;

function makingTable(model: ModelReport): Markup {
  const { choice, features, digests } = model;
  const parameters = Object.entries(choice?.parameters ?? {}).map(([name, value]) => [
    code(name),
    text(parameterText(value)),
  ]);
  const cited = digests.map(({ label, digest }) => [text(label), code(digest)]);
  return html`<h4>What it is made of</h4>
<p>Reads ${names(features)}.${heldText(model)}</p>
${choice === undefined || parameters.length === 0 ? nothing : table(html`<b>Parameters</b> of ${code(choice.algorithm)}.`, [{ heading: "parameter" }, { heading: "value", numeric: true }], parameters)}
${cited.length === 0 ? nothing : table(html`<b>Digests.</b> The same digests give the same model, byte for byte.`, [{ heading: "of" }, { heading: "SHA-256" }], cited)}`;
}

const names = (columns: readonly string[]): readonly Markup[] =>
  columns.map((column, index) => html`${index === 0 ? "" : ", "}${code(column)}`);

function heldText({ weights, increasing = [], decreasing = [], rounds, choice }: ModelReport): readonly Markup[] {
  return [
    ...(rounds === undefined
      ? []
      : [
          html` Of ${text(String(choice?.parameters["trees"]))} rounds ${text(String(rounds))} were kept, the best on rows held out.`,
        ]),
    ...(weights === undefined ? [] : [html` Each training row counts as much as ${code(weights)} says.`]),
    ...(increasing.length === 0 ? [] : [html` Predictions never fall with rising ${names(increasing)}.`]),
    ...(decreasing.length === 0 ? [] : [html` Predictions never rise with rising ${names(decreasing)}.`]),
  ];
}
