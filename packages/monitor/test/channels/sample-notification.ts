import type { AlertNotification } from "../../src/alerts/alert-notification.ts";

/** The first that is told of an incident, with whatever is given changed. */
export const sampleNotification = (changes: Partial<AlertNotification> = {}): AlertNotification => ({
  version: 1,
  key: "churn/churn_live/drifted/2026-03-20T10:00:00.000Z/firing",
  incident: "churn/churn_live/drifted/2026-03-20T10:00:00.000Z",
  state: "firing",
  repeat: 0,
  project: "churn",
  deployment: "churn_api",
  monitor: "churn_live",
  alert: "drifted",
  severity: "critical",
  condition: "drift.auc > 0.75 for 2h",
  since: "2026-03-20T10:00:00.000Z",
  firedAt: "2026-03-20T12:00:00.000Z",
  endedAt: null,
  figures: [{ name: "drift.auc", value: 0.81, text: "0.81" }],
  action: "retrain churn",
  summary: "drifted of churn_live: drift.auc > 0.75 for 2h (drift.auc is 0.81)",
  ...changes,
});
