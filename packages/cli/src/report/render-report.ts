import { createChartDrawer } from "./charts/draw-chart.ts";
import { lineageGraph } from "./lineage-graph.ts";
import { html, type Markup, nothing, trusted } from "./markup.ts";
import { timeText } from "./number-text.ts";
import { anchor, figure } from "./parts.ts";
import type { ReportData } from "./report-data.ts";
import { reportStyle } from "./report-style.ts";
import { datasetSection } from "./sections/dataset-section.ts";
import { driftSection } from "./sections/drift-section.ts";
import { modelSection } from "./sections/model-section.ts";
import { monitorSection } from "./sections/monitor-section.ts";
import { splitSection } from "./sections/split-section.ts";
import { summarySection } from "./sections/summary-section.ts";

/** A part of the page with the entries it has in the table of contents. */
interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly { readonly id: string; readonly title: string }[];
  readonly body: Markup;
}

/**
 * One HTML page that needs nothing else: no script, no font, no picture from elsewhere. Charts are SVG in the page. The
 * same data gives the same bytes. Columns of personal data show counts only.
 */
export async function renderReport(data: ReportData): Promise<string> {
  const chapters = (await allChapters(data)).filter((chapter) => chapter.body !== nothing);
  const { project, madeAt, toolVersion } = data;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${project.name} – report</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<header><p class="kicker">Report</p><h1>${project.name}</h1>
${project.description === undefined ? nothing : html`<p class="lead">${project.description}</p>`}
<p class="made">Made ${timeText(madeAt)} UTC by mlopsc ${toolVersion} · seed ${project.seed}</p></header>
<nav aria-label="Contents"><ol>${chapters.map(contents)}</ol></nav>
<main>
${summarySection(data)}
${chapters.map(({ id, title, body }) => html`<section class="chapter" id="${id}"><h2>${title}</h2>${body}</section>\n`)}
</main>
</body>
</html>
`;
  return page.markup;
}

async function allChapters(data: ReportData): Promise<readonly Chapter[]> {
  const drawer = createChartDrawer();
  const models: Markup[] = [];
  for (const model of data.models) models.push(await modelSection(model, drawer));
  const drifts: Markup[] = [];
  for (const drift of data.drifts) drifts.push(await driftSection(drift, drawer));
  const monitors: Markup[] = [];
  for (const monitor of data.monitors) monitors.push(await monitorSection(monitor, drawer));
  return [
    chapter("data", "Data", "data", data.datasets, data.datasets.map(datasetSection)),
    chapter("split", "Training and test", "split", data.splits, data.splits.map(splitSection)),
    chapter("models", "Models", "model", data.models, models),
    chapter("drifts", "Drift", "drift", data.drifts, drifts),
    chapter("monitors", "Live", "monitor", data.monitors, monitors),
    { id: "lineage", title: "Lineage", entries: [], body: lineage(data) },
  ];
}

function chapter(
  id: string,
  title: string,
  prefix: string,
  parts: readonly { readonly name: string }[],
  bodies: readonly Markup[],
): Chapter {
  const entries = parts.map(({ name }) => ({ id: anchor(prefix, name), title: name }));
  return { id, title, entries, body: bodies.length === 0 ? nothing : html`${bodies}` };
}

function lineage({ lineage: graph }: ReportData): Markup {
  if (graph.nodes.length === 0) return nothing;
  return figure(
    lineageGraph(graph),
    "What was made from what.",
    html`Read from left to right: a change in one box makes anew what hangs on it, and nothing else.`,
  );
}

const contents = ({ id, title, entries }: Chapter): Markup =>
  html`<li><a href="#${id}">${title}</a>${
    entries.length === 0
      ? nothing
      : html`<ol>${entries.map((entry) => html`<li><a href="#${entry.id}">${entry.title}</a></li>`)}</ol>`
  }</li>`;
