export type { AlertEvent, AlertState, Incident } from "./alerts/alert-state.ts";
export { type AlertMoment, type AlertStates, type Evaluation, evaluateAlerts } from "./alerts/evaluate-alerts.ts";
export { type Window, windowOf } from "./window.ts";
