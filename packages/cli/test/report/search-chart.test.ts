import { expect, test } from "vitest";
import { createChartDrawer } from "../../src/report/charts/draw-chart.ts";
import { halvingChart } from "../../src/report/charts/halving-chart.ts";
import { searchChart } from "../../src/report/charts/search-chart.ts";
import type { SearchReport, TrialReport } from "../../src/report/model-data.ts";

const search = (trials: readonly TrialReport[]): SearchReport => ({
  ...{ strategy: "random", optimise: "auc", better: "higher", trials },
});
const layersOf = (spec: unknown): readonly (readonly object[])[] =>
  (spec as { layer: { data: { values: object[] } }[] }).layer.map(({ data }) => data.values);

const finished = (number: number, score: number): TrialReport => ({
  ...{ number, outcome: "finished", score, values: {}, foldScores: [score] },
});

test("the course has rings of what finished, the best so far, and dots of what was stopped, at their mean until then", () => {
  const trials: TrialReport[] = [
    finished(1, 0.7),
    { number: 2, outcome: "pruned", score: null, values: {}, foldScores: [0.5, 0.6] },
    { number: 3, outcome: "failed", score: null, values: {}, foldScores: [] },
    finished(4, 0.9),
    finished(5, 0.8),
  ];
  const [steps, pruned, rings] = layersOf(searchChart(search(trials)).spec);
  expect(pruned).toEqual([{ number: 2, score: 0.55 }]);
  expect(rings!.map((ring) => (ring as { number: number }).number)).toEqual([1, 4, 5]);
  expect(steps!.map((step) => (step as { best: number }).best)).toEqual([0.7, 0.9, 0.9, 0.9]);
});

const halved = (number: number, ...scores: number[]): TrialReport => ({
  number,
  outcome: scores.length === 3 ? "finished" : "pruned",
  score: scores[2] ?? null,
  values: {},
  foldScores: scores.slice(-1),
  rounds: scores.map((score, at) => ({ share: 3 ** (at - 2), score })),
});

test("a halving is drawn by its shares of the rows, the chosen trial apart", async () => {
  const trials = [halved(1, 0.6), halved(2, 0.7, 0.72, 0.8), halved(3, 0.8, 0.75), halved(4, 0.75, 0.76, 0.79)];
  const chart = halvingChart(search(trials))!;
  const [lines, , chosen] = layersOf(chart.spec);
  expect(lines).toHaveLength(6);
  expect(chosen).toEqual([
    { number: 2, share: 1 / 9, score: 0.7 },
    { number: 2, share: 1 / 3, score: 0.72 },
    { number: 2, share: 1, score: 0.8 },
  ]);
  const { markup } = await createChartDrawer().draw(chart);
  for (const text of ["11.1%", "33.3%", "100%"]) expect(markup).toContain(`>${text}<`);
  expect(markup).not.toContain("NaN");
});

test("what measured once is no halving", () => {
  expect(halvingChart(search([finished(1, 0.5), finished(2, 0.6)]))).toBeUndefined();
});
