import { type AlertDefinition, comparisonsIn } from "@mlopsc/vocabulary";
import { figureMetric } from "./figure-metrics.ts";
import { selector, serviceExpression } from "./prometheus-expression.ts";
import { monitorLabels, type WatchedMonitor } from "./watched-monitor.ts";

interface Series {
  readonly expression: string;
  /** `{{column}}` stands for the value of a label. */
  readonly legend: string;
}

interface PanelContent {
  readonly title: string;
  readonly unit: "reqps" | "s" | "percentunit" | "none";
  readonly series: readonly Series[];
  /** The figures whose bounds in alerts are drawn as lines. */
  readonly figures: readonly string[];
}

const columns = 2;
const [width, height] = [12, 8];

/** A dashboard for Grafana 9 and on, as it is imported: which Prometheus it asks is chosen on its page. */
export function grafanaDashboard(watched: WatchedMonitor): object {
  const { project, monitor, deployment, alerts } = watched;
  return {
    uid: uidOf(`${project}-${monitor}`),
    title: `${project}: ${deployment}`,
    tags: ["mlopsc", project],
    schemaVersion: 38,
    editable: true,
    refresh: "1m",
    time: { from: "now-24h", to: "now" },
    templating: { list: [{ type: "datasource", name: "prometheus", label: "Prometheus", query: "prometheus" }] },
    panels: contents(watched).map((content, at) => panelOf(content, at, alerts)),
  };
}

function contents(watched: WatchedMonitor): readonly PanelContent[] {
  const { deployment } = watched;
  const service = (figure: string, legend: string): Series => ({
    expression: serviceExpression(figure, deployment, "$__rate_interval"),
    legend,
  });
  const own = (figure: string, legend: string): Series => {
    const { metric } = figureMetric(figure)!;
    return { expression: `${metric}${selector(monitorLabels(watched))}`, legend };
  };
  const states = selector({ ...monitorLabels(watched), state: "firing" });
  return [
    { title: "Requests", unit: "reqps", series: [service("requests", "requests")], figures: ["requests"] },
    {
      ...{ title: "Latency", unit: "s", figures: ["latency.p50", "latency.p95", "latency.p99"] },
      series: ["p50", "p95", "p99"].map((quantile) => service(`latency.${quantile}`, quantile)),
    },
    {
      ...{ title: "Errors", unit: "percentunit", figures: ["errors", "rejected"] },
      series: [service("errors", "failed (5xx)"), service("rejected", "refused (4xx)")],
    },
    {
      ...{ title: "Drift", unit: "none", figures: ["drift.auc", "drift.share"] },
      series: [own("drift.auc", "classifier's AUC"), own("drift.share", "share of columns")],
    },
    {
      ...{ title: "Live metrics", unit: "none", figures: boundedMetrics(watched.alerts) },
      series: [own("live.any", "live {{metric}}"), own("test.any", "test {{metric}}")],
    },
    { title: "Missing values", unit: "percentunit", series: [own("missing(any)", "{{column}}")], figures: [] },
    {
      ...{ title: "Alerts that fire", unit: "none", figures: [] },
      series: [{ expression: `mlopsc_monitor_alert_state${states}`, legend: "{{alert}}" }],
    },
  ];
}

function panelOf(
  { title, unit, series, figures }: PanelContent,
  at: number,
  alerts: readonly AlertDefinition[],
): object {
  const bounds = figures.flatMap((figure) => boundsOf(figure, alerts)).sort((left, right) => left - right);
  const steps = [{ color: "transparent", value: null }, ...bounds.map((value) => ({ color: "red", value }))];
  const custom = {
    lineWidth: 2,
    fillOpacity: 5,
    ...(bounds.length === 0 ? {} : { thresholdsStyle: { mode: "line" } }),
  };
  const datasource = { type: "prometheus", uid: "${prometheus}" };
  return {
    ...{ id: at + 1, type: "timeseries", title, datasource },
    gridPos: { x: (at % columns) * width, y: Math.floor(at / columns) * height, w: width, h: height },
    targets: series.map(({ expression, legend }, index) => ({
      ...{ refId: String.fromCharCode(65 + index), datasource, expr: expression, legendFormat: legend },
    })),
    fieldConfig: { defaults: { unit, custom, thresholds: { mode: "absolute", steps } }, overrides: [] },
    options: { legend: { displayMode: "list", placement: "bottom", showLegend: true }, tooltip: { mode: "multi" } },
  };
}

/** What alerts hold a figure against, where they look at it alone. */
function boundsOf(figure: string, alerts: readonly AlertDefinition[]): readonly number[] {
  const bounds = alerts
    .flatMap(({ when }) => comparisonsIn(when))
    .flatMap(({ terms, constant }) => {
      const [term, ...others] = terms;
      if (term?.figure !== figure || others.length > 0) return [];
      return (-constant / term.coefficient) * (figureMetric(figure)?.scale ?? 1);
    });
  return [...new Set(bounds)];
}

const boundedMetrics = (alerts: readonly AlertDefinition[]): readonly string[] => [
  ...new Set(
    alerts
      .flatMap(({ when }) => comparisonsIn(when).flatMap(({ terms }) => terms.map(({ figure }) => figure)))
      .filter((figure) => figure.startsWith("live.")),
  ),
];

/** Letters, digits, `-` and `_`, 40 at most. */
const uidOf = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 40);
