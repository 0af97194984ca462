import type { AlertDefinition } from "@mlopsc/vocabulary";
import { stringify } from "yaml";
import { conditionExpression, opposite, promDuration, selector } from "./prometheus-expression.ts";
import { monitorLabels, type WatchedMonitor } from "./watched-monitor.ts";

/**
 * The alerts of a monitor as a rule file for Prometheus 2.42 and on, YAML. The servers are scraped as a job with the name
 * of the deployment, and the monitor's own figures as any job.
 */
export function prometheusRules(watched: WatchedMonitor): string {
  const rules = watched.alerts.map((alert) => ruleOf(alert, watched));
  const name = `mlopsc ${watched.project} ${watched.monitor}`;
  return stringify({ groups: [{ name, rules }] }, { lineWidth: 0 });
}

function ruleOf(alert: AlertDefinition, watched: WatchedMonitor): object {
  const labels = { severity: alert.severity, ...monitorLabels(watched) };
  const summary = templateText(`${alert.name} of ${watched.monitor}: ${alert.source}`);
  const hold = holdMilliseconds(alert.forMilliseconds, alert, watched);
  const keep = holdMilliseconds(alert.untilMilliseconds, alert, watched);
  return {
    alert: alert.name,
    expr: expressionOf(alert, watched),
    ...(hold === 0 ? {} : { for: promDuration(hold) }),
    ...(keep === 0 ? {} : { keep_firing_for: promDuration(keep) }),
    labels,
    annotations: { summary, condition: templateText(alert.source), value: "{{ $value }}" },
  };
}

/** With an end of its own, an alert that fires goes on until that holds: it asks whether it fires. */
function expressionOf(alert: AlertDefinition, watched: WatchedMonitor): string {
  const over = alert.overMilliseconds ?? watched.windowMilliseconds;
  const begins = conditionExpression(alert.when, watched, over);
  if (alert.until.kind === "not" && JSON.stringify(alert.until.of) === JSON.stringify(alert.when)) return begins;
  const lasts = conditionExpression(opposite(alert.until), watched, over);
  const fires = selector({ alertname: alert.name, alertstate: "firing", ...monitorLabels(watched) });
  return `(${begins}) or ((${lasts}) and on() ALERTS${fires})`;
}

/**
 * Of windows: the first of those that must follow one another has passed when Prometheus sees it, and so is not waited
 * for again; the next is shown a little later than a window's length, by which it waits longer.
 */
function holdMilliseconds(
  milliseconds: number,
  { overMilliseconds }: AlertDefinition,
  { windowMilliseconds }: WatchedMonitor,
): number {
  if (overMilliseconds !== undefined) return milliseconds;
  if (milliseconds <= windowMilliseconds) return 0;
  return milliseconds - windowMilliseconds + Math.min(60_000, windowMilliseconds / 4);
}

/** Annotations are templates of Go's. */
const templateText = (text: string): string => text.replaceAll("{{", '{{ "{{" }}');
