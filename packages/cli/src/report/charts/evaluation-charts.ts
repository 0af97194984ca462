import type { GainPoint, SliceScores, ThresholdPoint } from "@mlopsc/learn";
import type { LearningCurveReport } from "../model-data.ts";
import { countText, metricText, scoreText, shareText } from "../number-text.ts";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

const width = 340;
const height = 220;
const quantity = "quantitative";

/** Share of the positives found by how far down the list one goes; the dashed line is a list in random order. */
export function gainChart(points: readonly GainPoint[]): Chart {
  const unit = { domain: [0, 1], nice: false };
  const axis = { format: ".0%", tickCount: 5 };
  const x = { field: "share", type: quantity, title: "Rows, highest scores first", scale: unit, axis };
  const y = { field: "found", type: quantity, title: "Share of positives found", scale: unit, axis };
  const tenth = points.find(({ share }) => share >= 0.1);
  return {
    alternative: `Cumulative gain: the first tenth of the rows holds ${shareText(tenth?.found ?? 0, 0)} of the positives`,
    spec: {
      ...{ width: 300, height: 300 },
      layer: [
        {
          data: { values: [points[0], points.at(-1)] },
          mark: { type: "line", strokeDash: [4, 4], strokeWidth: 1, color: colours.quiet },
          encoding: { x, y },
        },
        {
          data: { values: points },
          mark: { type: "line", strokeWidth: 2.25, color: colours.first },
          encoding: { x, y, order: { field: "share" } },
        },
      ],
    } as Chart["spec"],
  };
}

/** What a metric comes to by threshold, with the one that was taken. */
export function thresholdChart(curve: readonly ThresholdPoint[], metric: string, chosen: number): Chart {
  const x = { field: "threshold", type: quantity, title: "Threshold", scale: { domain: [0, 1], nice: false } };
  const y = { field: "score", type: quantity, title: metric, scale: { zero: false } };
  return {
    alternative: `${metric} by threshold; ${scoreText(chosen)} was taken`,
    spec: {
      ...{ width, height },
      layer: [
        {
          data: { values: curve },
          mark: { type: "line", strokeWidth: 2, color: colours.first },
          encoding: { x, y, order: { field: "threshold" } },
        },
        {
          data: { values: [{ threshold: chosen }] },
          mark: { type: "rule", strokeDash: [4, 4], strokeWidth: 1.5, color: colours.second },
          encoding: { x },
        },
      ],
    } as Chart["spec"],
  };
}

/** Each slice's figure with its 95 % range; the line is that of all test rows. */
export function sliceChart(slices: readonly SliceScores[], key: string, all: number): Chart {
  const values = slices.flatMap(({ column, label, rows, small, metrics, intervals }) =>
    metrics[key] === undefined
      ? []
      : [{ slice: `${column} ${label}`, rows, small, value: metrics[key], ...intervals[key] }],
  );
  const y = { field: "slice", type: "nominal", title: null, sort: null, axis: { labelLimit: 220 } };
  const x = { field: "value", type: quantity, title: key, scale: { zero: false } };
  const colour = { condition: { test: "datum.small", value: colours.quiet }, value: colours.first };
  return {
    alternative: `${key} of ${values.length} slices; that of all rows is ${metricText(key, all)}`,
    spec: {
      ...{ width, height: { step: 24 }, data: { values } },
      layer: [
        {
          mark: { type: "rule", strokeWidth: 2 },
          encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" }, color: colour },
        },
        { mark: { type: "circle", size: 70, opacity: 1 }, encoding: { y, x, color: colour } },
        {
          data: { values: [{ value: all }] },
          mark: { type: "rule", strokeDash: [4, 4], strokeWidth: 1, color: colours.ink },
          encoding: { x },
        },
      ],
    } as Chart["spec"],
  };
}

/** What more training rows bring: both lines with a band of one standard deviation over the folds. */
export function learningCurveChart({ metric, points }: LearningCurveReport): Chart {
  const values = points.flatMap(({ rows, train, validation }) =>
    (
      [
        ["rows learned from", train],
        ["rows not seen", validation],
      ] as const
    ).map(([of, { mean, deviation }]) => ({
      ...{ rows, of, mean, low: mean - deviation, high: mean + deviation },
    })),
  );
  const last = points.at(-1);
  const x = { field: "rows", type: quantity, title: "Training rows", scale: { zero: false } };
  const color = { field: "of", type: "nominal", sort: null, scale: { range: [colours.second, colours.first] } };
  const y = { type: quantity, title: metric, scale: { zero: false } };
  return {
    alternative: `Learning curve: ${metric} is ${metricText(metric, last?.validation.mean ?? 0)} with ${countText(last?.rows ?? 0)} training rows`,
    spec: {
      ...{ width: 420, height: 240, data: { values } },
      layer: [
        {
          mark: { type: "area", opacity: 0.16 },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color: { ...color, legend: null } },
        },
        {
          mark: { type: "line", strokeWidth: 2, point: { size: 40, opacity: 1 } },
          encoding: { x, y: { ...y, field: "mean" }, color },
        },
      ],
    } as Chart["spec"],
  };
}
