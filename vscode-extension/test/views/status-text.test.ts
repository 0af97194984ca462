import { expect, it } from "vitest";
import { firingAlerts, statusText } from "../../src/views/status-text.ts";

const target = { deployment: "churn_api", target: "staging", serving: { version: 3 }, problems: [] };

it("says that all is well, with what runs where", () => {
  expect(statusText({ errors: 0, warnings: 0, targets: [target], firing: [] })).toEqual({
    text: "mlops $(check)",
    tooltip: ["No problems in the files.", "churn_api on staging: v3"],
    level: "well",
  });
});

it("counts problems of the files, alerts that fire and targets that are not as they were left", () => {
  const firing = [{ subject: "alert.drifted", event: "fired", message: "drift.auc is 0.9" }];
  const targets = [{ ...target, problems: ["no replica answers"] }];
  expect(statusText({ errors: 2, warnings: 1, targets, firing })).toEqual({
    text: "mlops $(error) 2 $(warning) 1 $(bell-dot) 1 $(debug-disconnect) 1",
    tooltip: [
      "Files: 2 errors, 1 warnings.",
      "alert.drifted: drift.auc is 0.9",
      "churn_api on staging: v3, no replica answers",
    ],
    level: "error",
  });
  expect(statusText({ errors: 0, warnings: 0, targets: [], firing }).level).toBe("warning");
});

it("takes an alert for firing until its incident is over, whatever was done about it", () => {
  const entry = (subject: string, event: string) => ({ subject, event, message: "" });
  const history = [
    entry("alert.drifted", "fired"),
    entry("alert.slow", "fired"),
    entry("deploy.churn_api", "served"),
    entry("alert.slow", "resolved"),
    entry("alert.drifted", "still fires"),
    entry("alert.drifted", "ran"),
  ];
  expect(firingAlerts(history).map(({ subject }) => subject)).toEqual(["alert.drifted"]);
});
