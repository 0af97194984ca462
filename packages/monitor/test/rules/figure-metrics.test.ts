import { alertFigures, columnFigures } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { figureMetric } from "../../src/rules/figure-metrics.ts";

test("every figure that a condition can ask for has a metric, those of a column with its name", () => {
  const plain = Object.keys(alertFigures);
  expect(plain.length).toBeGreaterThan(8);
  for (const figure of plain) expect(figureMetric(figure), figure).toBeDefined();
  for (const name of Object.keys(columnFigures))
    expect(figureMetric(`${name}(age)`), name).toMatchObject({ labels: { column: "age" } });
  expect(figureMetric("drift.nothing")).toBeUndefined();
});
