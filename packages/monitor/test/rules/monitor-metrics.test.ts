import { expect, test } from "vitest";
import { evaluateAlerts } from "../../src/alerts/evaluate-alerts.ts";
import { monitorMetrics } from "../../src/rules/monitor-metrics.ts";
import { hour, sampleAlert } from "../alerts/sample-alert.ts";

test("what a monitor shows to Prometheus", async () => {
  const figures = {
    ...{ "drift.auc": 0.8, "drift.share": 0.25, "live.auc": 0.7, "test.auc": 0.8, "missing(`Âge`)": 0.1 },
    ...{ "latency.p50": 2, "latency.p95": 50, "latency.p99": 80, errors: 0.01, rejected: 0, requests: 12.5 },
    "of tomorrow": 1,
  };
  const stretch = { start: 0, end: hour };
  const moment = { kind: "window", stretch, now: hour, figure: () => 0.8 } as const;
  const { states } = evaluateAlerts([sampleAlert()], {}, moment);
  const origin = { project: "churn", deployment: "churn_api", monitor: 'churn "live"' };
  const text = await monitorMetrics({ ...origin, windowEnd: hour, figures, alerts: states });
  await expect(text).toMatchFileSnapshot("monitor.metrics.txt");
});
