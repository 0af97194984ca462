import { expect, test } from "vitest";
import type { AlertState } from "../../src/alerts/alert-state.ts";
import { type AlertMoment, type AlertStates, evaluateAlerts } from "../../src/alerts/evaluate-alerts.ts";
import { comparison, hour, minute, sampleAlert } from "./sample-alert.ts";

const window = (at: number, figures: Readonly<Record<string, number>>, now = (at + 1) * hour): AlertMoment => ({
  ...{ kind: "window", stretch: { start: at * hour, end: (at + 1) * hour }, now },
  figure: (name) => figures[name],
});

test("an event says what was seen, of which incident, and what is to be done", () => {
  const action = { kind: "retrain", model: "churn" } as const;
  const alert = sampleAlert({ action, severity: "critical" });
  const { events, states } = evaluateAlerts([alert], {}, window(3, { "drift.auc": 0.8, errors: 0.5 }));
  const incident = {
    ...{ since: 3 * hour, firedAt: 4 * hour, toldAt: 4 * hour, repeats: 0 },
    ...{ monitor: "churn_live", severity: "critical", source: "drift.auc > 0.75", notify: ["team"] },
  };
  expect(events).toEqual([
    { kind: "firing", alert: "drifted", incident, at: 4 * hour, figures: { "drift.auc": 0.8 }, action },
  ]);
  const over = evaluateAlerts([alert], states, window(4, { "drift.auc": 0.5 }));
  expect(over.events).toEqual([
    { kind: "resolved", alert: "drifted", incident, at: 5 * hour, figures: { "drift.auc": 0.5 } },
  ]);
});

test("a window that becomes known later is judged then; one before a judged window never", () => {
  const alert = sampleAlert({ when: comparison("live.auc", "<", 0.7) });
  let states: AlertStates = {};
  const status = (moment: AlertMoment): AlertState["status"] => {
    states = evaluateAlerts([alert], states, moment).states;
    return states["drifted"]!.status;
  };
  expect(status(window(0, {}))).toBe("inactive");
  expect(status(window(1, {}))).toBe("inactive");
  // The labels of the second window come first.
  expect(status(window(1, { "live.auc": 0.8 }, 9 * hour))).toBe("inactive");
  expect(status(window(0, { "live.auc": 0.5 }, 10 * hour))).toBe("inactive");
  expect(status(window(2, { "live.auc": 0.5 }, 11 * hour))).toBe("firing");
  expect(status(window(2, { "live.auc": 0.9 }, 12 * hour))).toBe("firing");
});

test("figures of the service are asked for over the alert's own stretch, and only at moments of the service", () => {
  const alert = sampleAlert({ when: comparison("requests", "<", 1 / 60), overMilliseconds: 15 * minute });
  const asked: unknown[] = [];
  const moment = (kind: AlertMoment["kind"]): AlertMoment => ({
    ...{ kind, stretch: { start: 59 * minute, end: hour }, now: hour },
    figure: (name, stretch) => {
      asked.push([name, stretch]);
      return 0;
    },
  });
  expect(evaluateAlerts([alert], {}, moment("window")).events).toEqual([]);
  expect(asked).toEqual([]);
  expect(evaluateAlerts([alert], {}, moment("service")).events).toHaveLength(1);
  expect(asked).toContainEqual(["requests", { start: 45 * minute, end: hour }]);
});

test("an alert that is taken out of the spec ends its incident for those who knew of it", () => {
  const { states } = evaluateAlerts([sampleAlert()], {}, window(0, { "drift.auc": 0.8 }));
  const { events, states: left } = evaluateAlerts([], states, window(1, {}));
  expect(events).toMatchObject([{ kind: "resolved", alert: "drifted", removed: true, incident: { notify: ["team"] } }]);
  expect(left).toEqual({});
});

test("an alert that is changed keeps its incident, and tells its end to those who knew of it", () => {
  const { states } = evaluateAlerts([sampleAlert()], {}, window(0, { "drift.auc": 0.8 }));
  const changed = sampleAlert({ when: comparison("drift.auc", ">", 0.9), notify: ["others"] });
  const { events } = evaluateAlerts([changed], states, window(1, { "drift.auc": 0.85 }));
  expect(events).toMatchObject([{ kind: "resolved", incident: { since: 0, notify: ["team"] } }]);
});
