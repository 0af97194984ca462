import type { SearchReport } from "../model-data.ts";
import { scoreText } from "../number-text.ts";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** Each finished trial as a ring, each pruned one as a dot at its mean until then, and the best so far as a line of steps. */
export function searchChart({ trials, optimise, better }: SearchReport): Chart {
  const finished = trials.flatMap(({ number, score }) => (score === null ? [] : [{ number, score }]));
  const improves = (score: number, best: number): boolean => (better === "higher" ? score > best : score < best);
  let best = Number.NaN;
  const steps = finished.map(({ number, score }) => {
    if (Number.isNaN(best) || improves(score, best)) best = score;
    return { number, best };
  });
  const pruned = trials.flatMap(({ number, outcome, foldScores }) =>
    outcome === "pruned" && foldScores.length > 0
      ? [{ number, score: foldScores.reduce((sum, score) => sum + score, 0) / foldScores.length }]
      : [],
  );
  const last = trials.at(-1)?.number ?? 1;
  if (steps.length > 0) steps.push({ number: last, best });
  const x = {
    field: "number",
    type: "quantitative",
    title: "Trial",
    scale: { domain: [1, Math.max(2, last)], nice: false, padding: 8 },
    axis: { format: "d", tickMinStep: 1, tickCount: Math.min(12, last) },
  };
  const y = (field: string): object => ({
    field,
    type: "quantitative",
    title: `${optimise} (${better} is better)`,
    scale: { zero: false },
    axis: { tickCount: 5 },
  });
  return {
    alternative: `The best ${optimise} of ${trials.length} trials is ${scoreText(best)}`,
    spec: {
      width: 720,
      height: 220,
      layer: [
        {
          data: { values: steps },
          mark: { type: "line", interpolate: "step-after", strokeWidth: 2, color: colours.first },
          encoding: { x, y: y("best") },
        },
        {
          data: { values: pruned },
          mark: { type: "point", size: 22, filled: true, color: colours.quiet, opacity: 1 },
          encoding: { x, y: y("score") },
        },
        {
          data: { values: finished },
          mark: { type: "point", size: 46, strokeWidth: 1.5, fill: "var(--paper)", color: colours.second, opacity: 1 },
          encoding: { x, y: y("score") },
        },
      ],
    } as Chart["spec"],
  };
}
