import { alertFigure } from "@mlopsc/vocabulary";

/** A figure of a monitor as Prometheus knows it: in seconds where the language has milliseconds. */
export interface FigureMetric {
  readonly metric: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What the language calls 1 is so much here. */
  readonly scale: number;
}

/** The metric under which a monitor shows a figure of its last window; undefined for a figure that none has. */
export function figureMetric(figure: string): FigureMetric | undefined {
  const { name, of } = alertFigure(figure);
  const entry = Object.hasOwn(metrics, name) ? metrics[name]! : undefined;
  if (entry === undefined) return undefined;
  const { label, fixed = {}, scale = 1, metric, help } = entry;
  return { metric, help, scale, labels: label === undefined ? fixed : { [label]: of ?? "" } };
}

interface MetricEntry {
  readonly metric: string;
  readonly help: string;
  readonly scale?: number;
  /** The label that holds what the figure is of. */
  readonly label?: string;
  readonly fixed?: Readonly<Record<string, string>>;
}

const latency = (quantile: string): MetricEntry => ({
  metric: "mlopsc_monitor_latency_seconds",
  help: "Time within which this share of the window's requests was answered.",
  fixed: { quantile },
  scale: 0.001,
});

const ofColumn = (name: string, help: string): MetricEntry => ({
  metric: `mlopsc_monitor_${name}`,
  help,
  label: "column",
});

const metrics: Readonly<Record<string, MetricEntry>> = {
  "drift.auc": {
    metric: "mlopsc_monitor_drift_auc",
    help: "How well a classifier tells the window from the reference; 0.5: not at all.",
  },
  "drift.share": { metric: "mlopsc_monitor_drift_share", help: "Share of columns that have drifted, 0..1." },
  "drift.prediction": {
    metric: "mlopsc_monitor_drift_prediction",
    help: "How far predictions have moved from those of the reference.",
  },
  "drift.changes": {
    metric: "mlopsc_monitor_drift_changes",
    help: "How often a mean was found to move within the window.",
  },
  live: {
    metric: "mlopsc_monitor_live_metric",
    help: "A metric of the window, measured by its labels.",
    label: "metric",
  },
  test: { metric: "mlopsc_monitor_test_metric", help: "The metric before the model was registered.", label: "metric" },
  missing: ofColumn("missing_share", "Share of the window's records without a value in this column, 0..1."),
  unseen: ofColumn("unseen_share", "Share of the window's records with a category that training had not, 0..1."),
  out_of_range: ofColumn("out_of_range_share", "Share of the window's records outside the reference's range, 0..1."),
  psi: ofColumn("psi", "Population stability index of this column against the reference."),
  drift: ofColumn("drift_effect", "How far this column has moved from the reference."),
  "latency.p50": latency("0.5"),
  "latency.p95": latency("0.95"),
  "latency.p99": latency("0.99"),
  errors: { metric: "mlopsc_monitor_error_share", help: "Share of the window's requests that failed (5xx), 0..1." },
  rejected: { metric: "mlopsc_monitor_rejected_share", help: "Share of the window's requests refused (4xx), 0..1." },
  requests: { metric: "mlopsc_monitor_requests_per_second", help: "Requests of the window, a second." },
};
