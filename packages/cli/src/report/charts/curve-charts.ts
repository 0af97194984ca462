import type { CalibrationPoint, RocPoint } from "@mlopsc/learn";
import { scoreText } from "../number-text.ts";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

const side = 300;
const shareAxis = { format: ".1~f", tickCount: 5 } as const;
const unitScale = { domain: [0, 1], nice: false } as const;

/** ROC curves on one square, with the line of a coin toss. */
export function rocChart(curves: readonly { readonly label: string; readonly points: readonly RocPoint[] }[]): Chart {
  const values = curves.flatMap(({ label, points }) =>
    points.map(({ falsePositiveRate, truePositiveRate }, order) => ({
      curve: label,
      order,
      x: falsePositiveRate,
      y: truePositiveRate,
    })),
  );
  return {
    alternative: `ROC curve of ${curves.map(({ label }) => label).join(", ")}`,
    spec: {
      width: side,
      height: side,
      layer: [
        diagonal(),
        {
          data: { values },
          mark: { type: "line", strokeWidth: 2.25, strokeJoin: "round" },
          encoding: {
            x: { field: "x", type: "quantitative", title: "False positive rate", scale: unitScale, axis: shareAxis },
            y: { field: "y", type: "quantitative", title: "True positive rate", scale: unitScale, axis: shareAxis },
            order: { field: "order" },
            color: {
              field: "curve",
              type: "nominal",
              sort: null,
              scale: { domain: curves.map(({ label }) => label) },
              legend: curves.length > 1 ? { columns: 1 } : null,
            },
          },
        },
      ],
    },
  };
}

/** Predicted probability against what came true; a larger dot stands for more rows. */
export function calibrationChart(points: readonly CalibrationPoint[]): Chart {
  const values = points.map(({ meanPredicted, observed, rows }) => ({ x: meanPredicted, y: observed, rows }));
  const worst = points.reduce((gap, point) => Math.max(gap, Math.abs(point.observed - point.meanPredicted)), 0);
  const x = { field: "x", type: "quantitative", title: "Predicted probability", scale: unitScale, axis: shareAxis };
  const y = { field: "y", type: "quantitative", title: "Share that came true", scale: unitScale, axis: shareAxis };
  return {
    alternative: `Calibration: the largest distance from the diagonal is ${scoreText(worst)}`,
    spec: {
      width: side,
      height: side,
      layer: [
        diagonal(),
        { data: { values }, mark: { type: "line", strokeWidth: 1.5, color: colours.first }, encoding: { x, y } },
        {
          data: { values },
          mark: { type: "circle", color: colours.first, opacity: 1 },
          encoding: {
            x,
            y,
            size: { field: "rows", type: "quantitative", scale: { range: [25, 260] }, legend: null },
          },
        },
      ],
    } as Chart["spec"],
  };
}

function diagonal(): object {
  return {
    data: {
      values: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
    mark: { type: "line", strokeDash: [4, 4], strokeWidth: 1, color: colours.quiet },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "y", type: "quantitative" },
    },
  };
}
