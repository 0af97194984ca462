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

test("draws what varies, the best on top, a logarithmic dimension by its ratios", () => {
  const [others, quarter, chosen] = layers(search(trials, { logarithmic: ["rate"] })).map(({ data }) => data.values);
  expect(chosen![0]).toEqual({ x: 0, x2: 1, y: 1, y2: 0 });
  expect(quarter![0]).toEqual({ x: 0, x2: 1, y: expect.closeTo(Math.log(50) / Math.log(100), 12), y2: 0 });
  const first = others!.slice(-3);
  expect(first.map(({ y, y2 }) => [y, y2 + 0])).toEqual([
    [0, 1],
    [1, 0],
    [0, 0],
  ]);
  const [, straight] = layers(search(trials)).map(({ data }) => data.values);
  expect(straight![0]!.y).toBeCloseTo(0.049 / 0.099, 12);
});

test("a line passes below what is not in play, and reaches its score all the same", () => {
  const conditional = [
    ...[0.1, 0.2, 0.4].map((alpha, at) => trial(at + 1, at + 1, { algorithm: "ridge", alpha })),
    ...[10, 20, 40].map((trees, at) => trial(at + 4, at + 4, { algorithm: "forest", trees })),
  ];
  const [others, quarter, chosen] = layers(search(conditional)).map(({ data }) => data.values);
  // Axes: algorithm, alpha, trees, score.
  expect(chosen!.map(({ y, y2 }) => [y, y2])).toEqual([
    [1, 0],
    [0, -0.14],
    [-0.14, 1],
  ]);
  expect(quarter).toHaveLength(3);
  expect(others!.slice(-3).map(({ y, y2 }) => [y, y2 + 0])).toEqual([
    [0, -0.14],
    [-0.14, 1],
    [1, 0],
  ]);
  const dashes = layers(search(conditional))
    .flatMap(({ data }) => data.values as readonly object[])
    .filter((value) => "text" in value && value.text === "–");
  // Once with paper around it, once in ink, for two axes.
  expect(dashes).toHaveLength(4);
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
