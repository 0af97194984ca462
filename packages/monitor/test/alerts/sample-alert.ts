import type { AlertDefinition, FigureCondition } from "@mlopsc/vocabulary";

export const hour = 3_600_000;
export const minute = 60_000;

/** `drift.auc > 0.75` and such. */
export const comparison = (figure: string, operator: "<" | ">", bound: number): FigureCondition => ({
  kind: "compare",
  terms: [{ figure, coefficient: 1 }],
  constant: -bound,
  operator,
  source: `${figure} ${operator} ${bound}`,
});

/** `alert drifted { when = drift.auc > 0.75 }` of windows of an hour, with whatever is given changed. */
export function sampleAlert(changes: Partial<AlertDefinition> = {}): AlertDefinition {
  const when = changes.when ?? comparison("drift.auc", ">", 0.75);
  return {
    ...{ name: "drifted", monitor: "churn_live", when, until: { kind: "not", of: when }, source: "drift.auc > 0.75" },
    ...{ forMilliseconds: 0, untilMilliseconds: 0, cooldownMilliseconds: hour, severity: "warning", notify: ["team"] },
    ...changes,
  };
}
