import type { SearchReport } from "../model-data.ts";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** Each trial of a halving as a line through its scores on ever more rows; undefined where there was one round. */
export function halvingChart({ trials, optimise, better }: SearchReport): Chart | undefined {
  const points = trials.flatMap(({ number, rounds = [] }) => rounds.map((round) => ({ number, ...round })));
  const shares = [...new Set(points.map(({ share }) => share))].sort((a, b) => a - b);
  if (shares.length < 2) return undefined;
  const sign = better === "higher" ? -1 : 1;
  const finished = trials.filter(({ score }) => score !== null).sort((a, b) => sign * (a.score! - b.score!));
  const chosen = finished[0]?.number;
  const encoding = {
    x: {
      field: "share",
      type: "quantitative",
      title: "Share of the training rows",
      scale: { type: "log", domain: [shares[0], 1], nice: false, padding: 12 },
      axis: { values: shares, format: ".3~p" },
    },
    y: {
      field: "score",
      type: "quantitative",
      title: `${optimise} (${better} is better)`,
      scale: { zero: false },
      axis: { tickCount: 5 },
    },
    detail: { field: "number", type: "nominal" },
  };
  const layer = (values: typeof points, mark: object): object => ({ data: { values }, mark, encoding });
  const others = points.filter(({ number }) => number !== chosen);
  const own = points.filter(({ number }) => number === chosen);
  return {
    alternative: `${trials.length} trials on ${shares.length} shares of the rows, ${finished.length} on all`,
    spec: {
      width: 720,
      height: 220,
      layer: [
        layer(others, { type: "line", strokeWidth: 1, color: colours.first, opacity: 0.5 }),
        layer(others, { type: "point", size: 22, filled: true, color: colours.quiet, opacity: 1 }),
        layer(own, { type: "line", strokeWidth: 3, color: colours.second }),
      ],
    } as Chart["spec"],
  };
}
