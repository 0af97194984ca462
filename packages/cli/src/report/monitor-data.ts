import type { LiveMetrics, WindowRecord } from "@mlopsc/monitor";

/** What a monitor has seen. */
export interface MonitorReport {
  readonly name: string;
  readonly documentation?: string;
  readonly deployment: string;
  /** Windows that have ended, the oldest first. */
  readonly windows: readonly { readonly record: WindowRecord; readonly live: LiveMetrics | null }[];
  /** By metric key, as measured on the test part. */
  readonly test: Readonly<Record<string, number>>;
}
