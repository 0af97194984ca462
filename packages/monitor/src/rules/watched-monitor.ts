import type { AlertDefinition } from "@mlopsc/vocabulary";

/** What Prometheus and Grafana are to know of a monitor. */
export interface WatchedMonitor {
  readonly project: string;
  readonly monitor: string;
  readonly deployment: string;
  readonly windowMilliseconds: number;
  readonly alerts: readonly AlertDefinition[];
}

/** The labels that the monitor's own figures and all alerts carry. */
export const monitorLabels = ({
  project,
  deployment,
  monitor,
}: Pick<WatchedMonitor, "project" | "deployment" | "monitor">): Readonly<Record<string, string>> => ({
  project,
  deployment,
  monitor,
});
