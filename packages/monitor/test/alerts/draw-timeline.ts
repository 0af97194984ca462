import type { AlertDefinition } from "@mlopsc/vocabulary";
import { type AlertMoment, type AlertStates, evaluateAlerts } from "../../src/alerts/evaluate-alerts.ts";

/** A figure of each moment in turn; `?` where it is not known. */
export type Series = readonly (number | "?")[];

const signs = { inactive: ".", pending: "p", firing: "F", resolved: "r" } as const;
const told = { firing: "!", repeat: "+", resolved: "*" } as const;

/**
 * An alert's way through moments of one length, a column each: the figure, where the alert stood after it, and what was
 * told. `.` inactive, `p` pending, `F` firing, `r` resolved; `!` told, `+` told again, `*` told that it is over.
 */
export function drawTimeline(
  alert: AlertDefinition,
  series: Series,
  length: number,
  kind: AlertMoment["kind"] = "window",
): string {
  let states: AlertStates = {};
  const rows = series.map((value, at) => {
    const stretch = { start: at * length, end: (at + 1) * length };
    const figure = () => (value === "?" ? undefined : value);
    const { states: next, events } = evaluateAlerts([alert], states, { kind, stretch, now: stretch.end, figure });
    // As whoever is stopped after each moment would find it.
    states = JSON.parse(JSON.stringify(next)) as AlertStates;
    return [String(value), signs[states[alert.name]!.status], events.map((event) => told[event.kind]).join("")];
  });
  const width = Math.max(...rows.map(([value]) => value!.length)) + 1;
  const line = (title: string, at: 0 | 1 | 2): string =>
    `${title.padEnd(8)}${rows.map((row) => row[at]!.padStart(width)).join("")}`.trimEnd();
  return [line("figure", 0), line("state", 1), line("told", 2)].join("\n");
}
