export type { AlertNotification, AlertOrigin } from "./alerts/alert-notification.ts";
export type { AlertEvent, AlertState, Incident } from "./alerts/alert-state.ts";
export { type AlertMoment, type AlertStates, type Evaluation, evaluateAlerts } from "./alerts/evaluate-alerts.ts";
export { type Attempt, type DeliveryOptions, deliverDue } from "./channels/deliver-due.ts";
export { alertMessages, type Outbox, type OutboxEntry, type OutboxMessage } from "./channels/outbox.ts";
export { type Window, windowOf } from "./window.ts";
