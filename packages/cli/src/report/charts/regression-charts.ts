import type { ResidualSummary } from "@mlopsc/learn";
import type { RegressionReport } from "../model-data.ts";
import { numberText } from "../number-text.ts";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** Each test row as a dot; on the dashed line the prediction is right. */
export function scatterChart({ points, unit }: RegressionReport, target: string): Chart {
  const all = points.flatMap(({ actual, predicted }) => [actual, predicted]);
  const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const scale = { domain: [low, high], zero: false, nice: true };
  const ends = [low, high].map((value) => ({ actual: value, predicted: value }));
  const encoding = (suffix: string): object => ({
    x: { field: "actual", type: "quantitative", title: `Actual ${target}${suffix}`, scale, axis: { tickCount: 5 } },
    y: { field: "predicted", type: "quantitative", title: `Predicted${suffix}`, scale, axis: { tickCount: 5 } },
  });
  const suffix = unit === undefined ? "" : ` (${unit})`;
  return {
    alternative: `Predicted against actual ${target} for ${points.length} test rows`,
    spec: {
      width: 300,
      height: 300,
      layer: [
        {
          data: { values: points },
          mark: { type: "circle", size: 14, color: colours.first, opacity: points.length > 800 ? 0.28 : 0.5 },
          encoding: encoding(suffix),
        },
        {
          data: { values: ends },
          mark: { type: "line", strokeDash: [4, 4], strokeWidth: 1.25, color: colours.ink },
          encoding: encoding(suffix),
        },
      ],
    } as Chart["spec"],
  };
}

/** How far off the predictions are, as a histogram with its zero marked. */
export function residualChart({ histogram, median }: ResidualSummary, unit: string | undefined): Chart {
  const values = (histogram.counts[0] ?? []).map((count, bin) => ({
    low: histogram.edges[bin],
    high: histogram.edges[bin + 1],
    count,
  }));
  const title = `Actual − predicted${unit === undefined ? "" : ` (${unit})`}`;
  return {
    alternative: `Histogram of the residuals; their median is ${numberText(median)}`,
    spec: {
      width: 300,
      height: 300,
      layer: [
        {
          data: { values },
          mark: { type: "bar", color: colours.first, opacity: 0.85, binSpacing: 1 },
          encoding: {
            x: { field: "low", bin: { binned: true }, type: "quantitative", title, axis: { tickCount: 5 } },
            x2: { field: "high" },
            y: { field: "count", type: "quantitative", title: "Test rows", axis: { tickCount: 5, format: ",d" } },
          },
        },
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: "rule", strokeDash: [4, 4], strokeWidth: 1.25, color: colours.ink },
          encoding: { x: { field: "zero", type: "quantitative" } },
        },
      ],
    } as Chart["spec"],
  };
}

/** What happened, and what was predicted, over the last stretch of the test part. */
export function timelineChart(
  timeline: NonNullable<RegressionReport["timeline"]>,
  target: string,
  unit: string | undefined,
): Chart {
  const scale = { type: "utc", nice: false };
  const x = {
    field: "time",
    type: "temporal",
    title: null,
    scale,
    axis: { tickCount: 8, format: "%-d %b", grid: false },
  };
  const line = (field: string, color: string, strokeWidth: number): object => ({
    mark: { type: "line", strokeWidth, strokeJoin: "round", color },
    encoding: {
      x,
      y: { field, type: "quantitative", title: unit ?? target, scale: { zero: false }, axis: { tickCount: 5 } },
    },
  });
  return {
    alternative: `Actual and predicted ${target} over time`,
    spec: {
      width: 720,
      height: 240,
      data: { values: timeline },
      layer: [line("actual", colours.quiet, 2.6), line("predicted", colours.first, 1.5)],
    } as Chart["spec"],
  };
}
