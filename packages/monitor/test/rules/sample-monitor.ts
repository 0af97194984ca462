import type { AlertDefinition, FigureCondition } from "@mlopsc/vocabulary";
import type { WatchedMonitor } from "../../src/rules/watched-monitor.ts";
import { comparison, hour, minute, sampleAlert } from "../alerts/sample-alert.ts";

const decayed: FigureCondition = {
  ...{ kind: "compare", operator: "<", constant: 0.05, source: "live.auc < test.auc - 0.05" },
  terms: [
    { figure: "live.auc", coefficient: 1 },
    { figure: "test.auc", coefficient: -1 },
  ],
};

/** The name, how it is written, and over so long a stretch of the service. */
const ofService = (name: string, when: FigureCondition, source: string, over: number): AlertDefinition =>
  sampleAlert({ name, when, source, overMilliseconds: over, untilMilliseconds: over });

/** Alerts of every kind that the language has, on windows of an hour. */
export const sampleMonitor: WatchedMonitor = {
  ...{ project: "churn", monitor: "churn_live", deployment: "churn_api", windowMilliseconds: hour },
  alerts: [
    sampleAlert({
      ...{ name: "drifted", severity: "critical", source: "drift.auc > 0.75 for 2h" },
      ...{ forMilliseconds: 2 * hour, untilMilliseconds: 2 * hour },
    }),
    sampleAlert({ name: "drifting", until: comparison("drift.auc", "<", 0.6) }),
    ofService("slow", comparison("latency.p95", ">", 50), "latency.p95 > 50ms for 5m", 5 * minute),
    ofService("failing", comparison("errors", ">", 0.01), "errors > 1% for 5m", 5 * minute),
    ofService("silent", comparison("requests", "<", 1 / 60), "requests < 1/m for 15m", 15 * minute),
    sampleAlert({ name: "decayed", when: decayed, source: "live.auc < test.auc - 0.05" }),
    sampleAlert({
      ...{ name: "gaps", source: "not (missing(`Âge`) < 10% or drift.share < 20%)" },
      when: {
        kind: "not",
        of: { kind: "any", of: [comparison("missing(`Âge`)", "<", 0.1), comparison("drift.share", "<", 0.2)] },
      },
    }),
  ],
};
