import { Gauge, Registry } from "prom-client";
import type { AlertStates } from "../alerts/evaluate-alerts.ts";
import { figureMetric } from "./figure-metrics.ts";
import { monitorLabels } from "./watched-monitor.ts";

/** What a monitor shows to Prometheus. */
export interface MonitorReading {
  readonly project: string;
  readonly deployment: string;
  readonly monitor: string;
  /** End of the last window that was judged, in milliseconds since 1970-01-01 UTC. */
  readonly windowEnd: number;
  /** Its figures by the names of the language, in the language's units; those that are not known are left out. */
  readonly figures: Readonly<Record<string, number>>;
  readonly alerts: AlertStates;
}

const states = ["inactive", "pending", "firing", "resolved"] as const;

/** The text of a monitor's `/metrics`. */
export function monitorMetrics(reading: MonitorReading): Promise<string> {
  const registry = new Registry();
  const own = monitorLabels(reading);
  const set = (metric: string, help: string, labels: Readonly<Record<string, string>>, value: number): void => {
    const known = registry.getSingleMetric(metric) as Gauge | undefined;
    const labelNames = Object.keys({ ...own, ...labels });
    const gauge = known ?? new Gauge({ name: metric, help, labelNames, registers: [registry] });
    gauge.set({ ...own, ...labels }, value);
  };
  set("mlopsc_monitor_window_end_seconds", "End of the last window that was judged.", {}, reading.windowEnd / 1000);
  for (const [figure, value] of Object.entries(reading.figures)) {
    const shown = figureMetric(figure);
    if (shown) set(shown.metric, shown.help, shown.labels, value * shown.scale);
  }
  const help = "Where an alert stands: 1 for its state, 0 for the others.";
  for (const [alert, { status }] of Object.entries(reading.alerts)) {
    for (const state of states) set("mlopsc_monitor_alert_state", help, { alert, state }, state === status ? 1 : 0);
  }
  return registry.metrics();
}
