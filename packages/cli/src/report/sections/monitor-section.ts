import { formatTimestamp } from "@mlopsc/learn";
import type { WindowRecord } from "@mlopsc/monitor";
import type { ChartDrawer } from "../charts/draw-chart.ts";
import { driftMapChart, mostColumns, overTimeChart } from "../charts/monitor-charts.ts";
import { html, type Markup, nothing } from "../markup.ts";
import type { MonitorReport } from "../monitor-data.ts";
import { countText, metricText, shareText, timeText } from "../number-text.ts";
import { anchor, code, documentation, facts, figure, text, verdict } from "../parts.ts";

/** As many windows are drawn: the last. */
const mostWindows = 200;

/** What came of a deployment: its windows over time. */
export async function monitorSection(monitor: MonitorReport, drawer: ChartDrawer): Promise<Markup> {
  const { name, deployment } = monitor;
  const windows = monitor.windows.slice(-mostWindows);
  const last = windows.at(-1)?.record;
  const head = html`<h3>${name}</h3>\n${documentation(monitor.documentation)}`;
  const id = anchor("monitor", name);
  if (last === undefined) {
    return html`<section class="sub" id="${id}">${head}<p>No window of ${code(deployment)} has ended yet.</p></section>`;
  }
  const records = windows.map(({ record }) => record);
  return html`<section class="sub" id="${id}">${head}
${facts([
  ["watches", code(deployment)],
  [
    "windows",
    text(`${countText(monitor.windows.length)}, the last to ${timeText(formatTimestamp(last.window.end))} UTC`),
  ],
  ["last window", html`${lastVerdict(last)} <span class="faint">${countText(last.requests)} requests</span>`],
  ["drifted", text(driftedText(records))],
])}
${await driftMap(records, drawer)}
<div class="pair">${await classifierFigure(records, drawer)}${await latencyFigure(records, drawer)}</div>
<div class="pair">${await requestsFigure(records, drawer)}${await liveFigures({ ...monitor, windows }, drawer)}</div>
</section>`;
}

function lastVerdict({ drift }: WindowRecord): Markup {
  if (drift.verdict === "not_judged") return verdict("note", "too few records to judge");
  return drift.verdict === "drifted" ? verdict("bad", "has drifted") : verdict("good", "like the reference");
}

function driftedText(records: readonly WindowRecord[]): string {
  const judged = records.filter(({ drift }) => drift.verdict !== "not_judged");
  const drifted = judged.filter(({ drift }) => drift.verdict === "drifted");
  return `${countText(drifted.length)} of ${countText(judged.length)} windows that were judged`;
}

async function driftMap(records: readonly WindowRecord[], drawer: ChartDrawer): Promise<Markup> {
  if (!records.some(({ drift }) => drift.columns.length + drift.predictions.length > 0)) return nothing;
  return figure(
    await drawer.draw(driftMapChart(records)),
    "Drift by column and window.",
    html`The deeper the colour, the further a column had moved from the reference; a dot: more than chance explains, and enough to
matter. The ${mostColumns} that moved most.`,
  );
}

type Point = { readonly time: number; readonly series: string; readonly value: number | null };
const pointsOf = (
  records: readonly WindowRecord[],
  series: Readonly<Record<string, (record: WindowRecord) => number | null>>,
): readonly Point[] =>
  Object.entries(series).flatMap(([name, value]) =>
    records.map((record) => ({ time: record.window.start, series: name, value: value(record) })),
  );

async function classifierFigure(records: readonly WindowRecord[], drawer: ChartDrawer): Promise<Markup> {
  const points = pointsOf(records, { auc: ({ drift }) => drift.classifier?.auc ?? null });
  if (points.every(({ value }) => value === null)) return nothing;
  const drawing = await drawer.draw(overTimeChart("AUC of the drift classifier", points, 0.5));
  return figure(
    drawing,
    "All columns together.",
    html`How well a classifier tells a window from the reference; 0.5: not at all.`,
  );
}

async function latencyFigure(records: readonly WindowRecord[], drawer: ChartDrawer): Promise<Markup> {
  const points = pointsOf(records, { p50: ({ latency }) => latency.p50, p95: ({ latency }) => latency.p95 });
  if (points.every(({ value }) => value === null)) return nothing;
  return figure(
    await drawer.draw(overTimeChart("Latency, ms", points)),
    "Latency.",
    html`Half of the requests were answered within p50, 95 % within p95.`,
  );
}

async function requestsFigure(records: readonly WindowRecord[], drawer: ChartDrawer): Promise<Markup> {
  const points = pointsOf(records, { requests: ({ partial, requests }) => (partial ? null : requests) });
  if (points.every(({ value }) => value === null)) return nothing;
  const all = records.reduce((sum, { requests }) => sum + requests, 0);
  const failed = records.reduce((sum, { requests, errors }) => sum + requests * (errors ?? 0), 0);
  return figure(
    await drawer.draw(overTimeChart("Requests of a window", points)),
    "Traffic.",
    html`${countText(all)} requests, of which ${shareText(all === 0 ? 0 : failed / all)} failed.`,
  );
}

/** Of the first metric that has been measured. */
async function liveFigures({ windows, test }: MonitorReport, drawer: ChartDrawer): Promise<Markup> {
  const keys = new Set(windows.flatMap(({ live }) => Object.keys(live?.metrics ?? {})));
  const key = [...keys].find((each) => windows.some(({ live }) => typeof live?.metrics[each] === "number"));
  if (key === undefined) return nothing;
  const points = windows.map(({ record, live }) => ({
    ...{ time: record.window.start, series: key, value: live?.metrics[key] ?? null },
  }));
  const labelled = windows.reduce((sum, { live }) => sum + (live?.labelled ?? 0), 0);
  const measured = test[key];
  const against = measured === undefined ? "" : ` Dashed: ${metricText(key, measured)} on the test part.`;
  return figure(
    await drawer.draw(overTimeChart(`Live ${key}`, points, measured)),
    "As labels have come.",
    html`${countText(labelled)} predictions have been measured.${against}`,
  );
}
