import { type AlertDefinition, comparisonsIn, conditionHolds } from "@mlopsc/vocabulary";
import type { Window } from "../window.ts";
import { type AlertEvent, type AlertState, initialState } from "./alert-state.ts";
import { stepAlert } from "./step-alert.ts";

/** A moment at which alerts are looked at. */
export interface AlertMoment {
  /**
   * window: a window of the monitor has ended, or more is known of one that had. service: some time has passed, and the
   * figures of the service can be taken over any stretch that ends with it.
   */
  readonly kind: "window" | "service";
  /** The window, or the time that has passed since the moment before. */
  readonly stretch: Window;
  /** The time of day, in a replay that of the replay. */
  readonly now: number;
  /** A figure over a stretch, in the units of `alertFigures`; undefined where it is not known, or not judged. */
  readonly figure: (figure: string, stretch: Window) => number | undefined;
}

/** By the names of alerts. */
export type AlertStates = Readonly<Record<string, AlertState>>;

export interface Evaluation {
  /** Of the alerts that there are. */
  readonly states: AlertStates;
  /** To be told, and on `firing` to be acted on. */
  readonly events: readonly AlertEvent[];
}

/**
 * Steps every alert of a monitor at a moment. Pure: the same states and moment give the same events, so whoever keeps the
 * states and the events in one transaction tells each of them once, whenever they are stopped.
 */
export function evaluateAlerts(
  alerts: readonly AlertDefinition[],
  states: AlertStates,
  moment: AlertMoment,
): Evaluation {
  const next: Record<string, AlertState> = {};
  const events: AlertEvent[] = [];
  for (const alert of alerts) {
    const state = Object.hasOwn(states, alert.name) ? states[alert.name]! : initialState;
    const step = concerns(alert, moment) ? stepAlert(alert, state, observation(alert, moment)) : { state, events: [] };
    next[alert.name] = step.state;
    events.push(...step.events);
  }
  return { states: next, events: [...events, ...removed(alerts, states, moment.now)] };
}

/** The ends of incidents whose alerts are no longer in the spec: who was told of them is told that, too. */
function removed(alerts: readonly AlertDefinition[], states: AlertStates, at: number): readonly AlertEvent[] {
  const names = new Set(alerts.map(({ name }) => name));
  return Object.entries(states).flatMap(([alert, state]): AlertEvent[] => {
    if (names.has(alert) || state.status !== "firing" || state.incident.toldAt === null) return [];
    return [{ kind: "resolved", alert, incident: state.incident, at, figures: {}, removed: true }];
  });
}

const concerns = ({ overMilliseconds }: AlertDefinition, { kind }: AlertMoment): boolean =>
  (overMilliseconds === undefined) === (kind === "window");

function observation(alert: AlertDefinition, { stretch, now, figure }: AlertMoment): Parameters<typeof stepAlert>[2] {
  const over = alert.overMilliseconds;
  const seen = over === undefined ? stretch : { start: stretch.end - over, end: stretch.end };
  const figures: Record<string, number> = {};
  for (const condition of [alert.when, alert.until]) {
    for (const { figure: name } of comparisonsIn(condition).flatMap(({ terms }) => terms)) {
      const value = figure(name, seen);
      if (value !== undefined) figures[name] = value;
    }
  }
  return {
    ...{ stretch, now, figures },
    begins: conditionHolds(alert.when, figures),
    ends: conditionHolds(alert.until, figures),
  };
}
