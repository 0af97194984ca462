import type { AlertDefinition } from "@mlopsc/vocabulary";
import type { Window } from "../window.ts";
import type { AlertEvent, AlertState, Incident } from "./alert-state.ts";

/** What was seen of an alert's conditions in one stretch of time. */
export interface AlertObservation {
  /** What this observation adds to those before it. */
  readonly stretch: Window;
  /** When it is made. */
  readonly now: number;
  /** Whether `when` and `until` hold; undefined: not judged, which neither fires nor resolves. */
  readonly begins: boolean | undefined;
  readonly ends: boolean | undefined;
  readonly figures: Readonly<Record<string, number>>;
}

export interface AlertStep {
  readonly state: AlertState;
  readonly events: readonly AlertEvent[];
}

/**
 * inactive → pending (`for`) → firing → resolved, as Prometheus has them. An incident ends when `until` has held for its
 * time without a break. A stretch that was seen before, or lies before one that was judged, changes nothing.
 */
export function stepAlert(alert: AlertDefinition, state: AlertState, observation: AlertObservation): AlertStep {
  const next = observation.stretch.end > state.judgedTo ? judged(alert, state, observation) : state;
  if (next.status === "firing") return reminded(alert, next, observation);
  const isOver = next.status === "resolved" && state.status === "firing";
  if (!isOver || next.incident.toldAt === null) return { state: next, events: [] };
  return { state: next, events: [alertEvent("resolved", alert, next.incident, observation)] };
}

/** The state after the stretch, before anybody is told. */
function judged(alert: AlertDefinition, state: AlertState, observation: AlertObservation): AlertState {
  const { stretch, now, begins, ends } = observation;
  const length = stretch.end - stretch.start;
  const memory = { judgedTo: stretch.end, quietUntil: state.quietUntil };
  if (state.status === "firing") {
    if (ends === undefined) return state;
    const clearMilliseconds = ends ? state.clearMilliseconds + length : 0;
    if (!ends || clearMilliseconds < alert.untilMilliseconds) return { ...state, ...memory, clearMilliseconds };
    const quietUntil = state.incident.toldAt === null ? state.quietUntil : now + alert.cooldownMilliseconds;
    return { ...memory, quietUntil, status: "resolved", incident: state.incident, resolvedAt: now };
  }
  if (begins === undefined) return state;
  if (!begins) return state.status === "resolved" ? { ...state, ...memory } : { ...memory, status: "inactive" };
  const before = state.status === "pending" ? state : { since: stretch.start, heldMilliseconds: 0 };
  const heldMilliseconds = before.heldMilliseconds + length;
  if (heldMilliseconds < alert.forMilliseconds) {
    return { ...memory, status: "pending", since: before.since, heldMilliseconds };
  }
  return { ...memory, status: "firing", incident: begun(alert, before.since, now), clearMilliseconds: 0 };
}

const begun = ({ monitor, severity, source, notify }: AlertDefinition, since: number, now: number): Incident => ({
  ...{ since, firedAt: now, toldAt: null, repeats: 0 },
  ...{ monitor, severity, source, notify },
});

/** Tells of an incident: late where a cool-down had to pass, again where the alert wants that. */
function reminded(
  alert: AlertDefinition,
  state: Extract<AlertState, { status: "firing" }>,
  observation: AlertObservation,
): AlertStep {
  const { now } = observation;
  const { toldAt, repeats } = state.incident;
  const repeat = alert.repeatMilliseconds ?? Number.POSITIVE_INFINITY;
  if (toldAt === null ? now < state.quietUntil : now - toldAt < repeat) return { state, events: [] };
  const incident = { ...state.incident, toldAt: now, repeats: toldAt === null ? 0 : repeats + 1 };
  const kind = toldAt === null ? "firing" : "repeat";
  return { state: { ...state, incident }, events: [alertEvent(kind, alert, incident, observation)] };
}

const alertEvent = (
  kind: AlertEvent["kind"],
  { name, action }: AlertDefinition,
  incident: Incident,
  { now, figures }: AlertObservation,
): AlertEvent => ({
  ...{ kind, alert: name, incident, at: now, figures },
  ...(kind === "firing" && action !== undefined ? { action } : {}),
});
