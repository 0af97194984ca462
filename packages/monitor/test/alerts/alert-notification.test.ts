import { expect, test } from "vitest";
import { alertNotification } from "../../src/alerts/alert-notification.ts";
import type { AlertEvent, Incident } from "../../src/alerts/alert-state.ts";
import { sampleNotification } from "../channels/sample-notification.ts";

const at = Date.UTC(2026, 2, 20, 12);
const incident: Incident = {
  ...{ since: at - 2 * 3_600_000, firedAt: at, toldAt: at, repeats: 0 },
  ...{ monitor: "churn_live", severity: "critical", source: "drift.auc > 0.75 for 2h", notify: ["team"] },
};
const event = (changes: Partial<AlertEvent>): AlertEvent => ({
  ...{ kind: "firing", alert: "drifted", incident, at, figures: { "drift.auc": 0.81 } },
  ...changes,
});
const origin = { project: "churn", deployment: "churn_api" };

test("a beginning", () => {
  const told = alertNotification(event({ action: { kind: "retrain", model: "churn" } }), origin);
  expect(told).toEqual(sampleNotification());
});

test("a repetition and an end are of the same incident, under keys of their own", () => {
  const again = alertNotification(event({ kind: "repeat", incident: { ...incident, repeats: 2 } }), origin);
  const { key, incident: name } = sampleNotification();
  expect(again).toMatchObject({ key: `${name}/repeat-2`, incident: name, state: "firing", repeat: 2, action: null });
  expect(again.summary).toBe("drifted of churn_live still: drift.auc > 0.75 for 2h (drift.auc is 0.81)");
  const over = alertNotification(event({ kind: "resolved", at: at + 60_000, figures: { "drift.auc": 0.5 } }), origin);
  expect(over).toMatchObject({ key: `${name}/resolved`, state: "resolved", endedAt: "2026-03-20T12:01:00.000Z" });
  expect(over.summary).toBe("drifted of churn_live is over (drift.auc is 0.5)");
  expect(new Set([key, again.key, over.key]).size).toBe(3);
  const removed = alertNotification(event({ kind: "resolved", figures: {}, removed: true }), origin);
  expect(removed.summary).toBe("drifted of churn_live is over: it was taken out of the spec");
});

test("figures are told in their units", () => {
  const figures = { "latency.p95": 61.23456, errors: 0.0123, requests: 0.0125, "missing(age)": 0.5, "live.auc": 2 / 3 };
  const texts = alertNotification(event({ figures }), origin).figures.map(({ text }) => text);
  expect(texts).toEqual(["61.23ms", "1.23%", "0.75/m", "50%", "0.6667"]);
  expect(alertNotification(event({ figures: { requests: 12 } }), origin).figures[0]?.text).toBe("12/s");
});

test.each([
  [{ kind: "retrain", model: "churn" }, "retrain churn"],
  [{ kind: "rollback", deploy: "api" }, "roll back api"],
  [{ kind: "run", command: ["bin/reset", "--all"] }, "run bin/reset"],
] as const)("what is done about it: %o", (action, text) => {
  expect(alertNotification(event({ action }), origin).action).toBe(text);
});
