import { expect, test } from "vitest";
import { createChartDrawer } from "../../src/report/charts/draw-chart.ts";
import { parallelChart } from "../../src/report/charts/parallel-chart.ts";
import type { SearchReport, TrialReport } from "../../src/report/model-data.ts";

const trial = (number: number, score: number | null, values: TrialReport["values"]): TrialReport => ({
  ...{ number, score, values, foldScores: [] },
  outcome: score === null ? "failed" : "finished",
});
const search = (trials: readonly TrialReport[], more: Partial<SearchReport> = {}): SearchReport => ({
  ...{ strategy: "random", optimise: "rmse", better: "lower", trials },
  ...more,
});
const rates = [0.001, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1];
const trials = rates.map((rate, at) =>
  trial(at + 1, 10 - at, { rate, same: 1, algorithm: at < 3 ? "ridge" : "lasso", ...(at < 2 ? { only: at } : {}) }),
);

interface Piece {
  readonly x: number;
  readonly y: number;
  readonly y2: number;
}
const layers = (report: SearchReport): { readonly data: { readonly values: readonly Piece[] } }[] =>
  (parallelChart(report)!.spec as never as { layer: { data: { values: Piece[] } }[] }).layer;

test("draws what varies, the best on top, a logarithmic dimension by its ratios, and gaps where nothing was tried", () => {
  const [others, quarter, chosen] = layers(search(trials, { logarithmic: ["rate"] })).map(({ data }) => data.values);
  expect(chosen).toEqual([{ x: 0, x2: 1, y: 1, y2: 0 }]);
  expect(quarter).toEqual([{ x: 0, x2: 1, y: expect.closeTo(Math.log(50) / Math.log(100), 12), y2: 0 }]);
  const first = others!.slice(-3);
  expect(first.map(({ y, y2 }) => [y, y2 + 0])).toEqual([
    [0, 1],
    [1, 0],
    [0, 0],
  ]);
  const [, straight] = layers(search(trials)).map(({ data }) => data.values);
  expect(straight![0]!.y).toBeCloseTo(0.049 / 0.099, 12);
});

test("is left out where nothing is to be seen", () => {
  expect(parallelChart(search(trials.slice(0, 2)))).toBeUndefined();
  expect(parallelChart(search(trials.map(({ number, score }) => trial(number, score, { same: 1 }))))).toBeUndefined();
  expect(parallelChart(search(trials.map(({ number, values }) => trial(number, null, values))))).toBeUndefined();
});

test("is drawn with the name and the ends of each axis", async () => {
  const { markup } = await createChartDrawer().draw(parallelChart(search(trials))!);
  for (const text of ["rate", "algorithm", "rmse", "ridge", "lasso", "0.001", "0.1", "4.000", "10"])
    expect(markup).toContain(`>${text}<`);
  expect(markup).not.toContain(">same<");
  expect(markup).not.toContain("NaN");
});
