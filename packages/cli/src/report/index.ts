export type { DriftReport } from "./drift-data.ts";
export type * from "./model-data.ts";
export type { MonitorReport } from "./monitor-data.ts";
export { renderReport } from "./render-report.ts";
export type * from "./report-data.ts";
