import type { FigureComparison, FigureCondition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { figureBounds } from "../src/index.ts";
import { stepMeaning } from "../src/step-meaning.ts";

const compare = (
  terms: Readonly<Record<string, number>>,
  operator: FigureComparison["operator"],
  constant: number,
  source = "as written",
): FigureComparison => ({
  ...{ kind: "compare", operator, constant, source },
  terms: Object.entries(terms).map(([figure, coefficient]) => ({ figure, coefficient })),
});

test("a condition is solved for its first figure, whichever way it is written", () => {
  const fell = [{ subject: "live.auc - test.auc", operator: "<", bound: -0.05 }];
  expect(figureBounds(compare({ "live.auc": 1, "test.auc": -1 }, "<", 0.05))).toEqual(fell);
  expect(figureBounds(compare({ "test.auc": 1, "live.auc": -1 }, ">", -0.05))).toEqual(fell);
  expect(figureBounds(compare({ "test.auc": 2, "live.auc": -2 }, ">", -0.1))).toEqual(fell);
  const [p95, errors] = [compare({ p95: 1 }, "<", -20), compare({ errors: 1 }, "<=", -0.001)];
  const both = [
    { subject: "errors", operator: "<=", bound: 0.001 },
    { subject: "p95", operator: "<", bound: 20 },
  ];
  expect(figureBounds({ kind: "all", of: [p95, errors] })).toEqual(both);
  expect(figureBounds({ kind: "all", of: [errors, { kind: "all", of: [p95] }] })).toEqual(both);
  expect(figureBounds({ kind: "any", of: [p95, errors] })).toBeNull();
  expect(figureBounds({ kind: "not", of: p95 })).toBeNull();
});

test("how a check or an alert is written decides nothing of its step", () => {
  const checks = (condition: FigureCondition | null, source: string) =>
    stepMeaning("deploy-model", { checks: [{ kind: "load", rate: 200, milliseconds: 1, source, condition }] });
  const quick = compare({ p95: 1 }, "<", -20, "p95 < 20ms");
  expect(checks(quick, "a")).toEqual(checks(compare({ p95: -1 }, ">", 20, "20ms > p95"), "b"));
  expect(checks(quick, "a")).not.toEqual(checks(compare({ p95: 1 }, "<", -30), "a"));
  expect(checks(null, "a")).not.toEqual(checks(quick, "a"));
  const alerts = (when: FigureCondition, notify: readonly string[]) =>
    stepMeaning("set-alerts", { alerts: [{ name: "a", when, until: { kind: "not", of: when }, notify, source: "" }] });
  const either: FigureCondition = { kind: "any", of: [quick, compare({ errors: 1 }, ">", -0.1)] };
  expect(alerts(either, ["a", "b"])).toEqual(alerts(either, ["b", "a"]));
  expect(alerts(either, ["a"])).not.toEqual(alerts({ ...either, kind: "all" }, ["a"]));
});
