import { type AlertAction, type AlertSeverity, alertFigure, alertFigures, columnFigures } from "@mlopsc/vocabulary";
import type { AlertEvent } from "./alert-state.ts";

/** What whoever is told of an alert gets: the contract of the webhook and of commands. Times are ISO 8601, UTC. */
export interface AlertNotification {
  readonly version: 1;
  /** Of this message: a receiver that has seen it has seen all of it. */
  readonly key: string;
  /** Of the incident: the same from its beginning to its end. */
  readonly incident: string;
  readonly state: "firing" | "resolved";
  /** 0 when it is told for the first time. */
  readonly repeat: number;
  readonly project: string;
  readonly deployment: string;
  readonly monitor: string;
  readonly alert: string;
  readonly severity: AlertSeverity;
  /** As written. */
  readonly condition: string;
  /** When the condition began to hold, when it had held for its time, and when it was over. */
  readonly since: string;
  readonly firedAt: string;
  readonly endedAt: string | null;
  /** In the units of the language (ms, 1/s, shares from 0 to 1), and as a person reads them. */
  readonly figures: readonly { readonly name: string; readonly value: number; readonly text: string }[];
  /** What is done about it; null where nothing is. */
  readonly action: string | null;
  /** All of it in a line. */
  readonly summary: string;
}

/** Where alerts come from. */
export interface AlertOrigin {
  readonly project: string;
  readonly deployment: string;
}

/** What is told of an event. */
export function alertNotification(event: AlertEvent, { project, deployment }: AlertOrigin): AlertNotification {
  const { alert, incident, kind, at } = event;
  const { monitor, severity, source } = incident;
  const since = isoTime(incident.since);
  const name = [project, monitor, alert, since].join("/");
  const state = kind === "resolved" ? "resolved" : "firing";
  const figures = Object.entries(event.figures).map(([figure, value]) => ({
    ...{ name: figure, value, text: figureText(figure, value) },
  }));
  return {
    version: 1,
    ...{ key: `${name}/${kind === "repeat" ? `repeat-${incident.repeats}` : kind}`, incident: name },
    ...{ state, repeat: kind === "repeat" ? incident.repeats : 0 },
    ...{ project, deployment, monitor, alert, severity, condition: source },
    ...{ since, firedAt: isoTime(incident.firedAt), endedAt: state === "resolved" ? isoTime(at) : null },
    ...{ figures, action: event.action === undefined ? null : actionText(event.action) },
    summary: summaryOf(event, figures),
  };
}

const isoTime = (time: number): string => new Date(time).toISOString();

function summaryOf({ kind, alert, incident, removed }: AlertEvent, figures: AlertNotification["figures"]): string {
  const seen = figures.map(({ name, text }) => `${name} is ${text}`).join(", ");
  const now = seen === "" ? "" : ` (${seen})`;
  if (removed === true) return `${alert} of ${incident.monitor} is over: it was taken out of the spec`;
  if (kind === "resolved") return `${alert} of ${incident.monitor} is over${now}`;
  return `${alert} of ${incident.monitor}${kind === "repeat" ? " still" : ""}: ${incident.source}${now}`;
}

function figureText(figure: string, value: number): string {
  const { name } = alertFigure(figure);
  const unit = (columnFigures[name] ?? alertFigures[name])?.unit;
  const short = (number: number): string => String(Number(number.toPrecision(4)));
  switch (unit) {
    case "share":
      return `${short(100 * value)}%`;
    case "duration":
      return `${short(value)}ms`;
    case "rate":
      return value < 1 ? `${short(60 * value)}/m` : `${short(value)}/s`;
    default:
      return short(value);
  }
}

function actionText(action: AlertAction): string {
  switch (action.kind) {
    case "retrain":
      return `retrain ${action.model}`;
    case "rollback":
      return `roll back ${action.deploy}`;
    case "run":
      return `run ${action.command[0]}`;
  }
}
