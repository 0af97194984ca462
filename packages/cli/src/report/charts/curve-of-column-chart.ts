import type { ColumnCurve } from "@mlopsc/learn";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** The prediction as a column changes: a line in its band for what can be measured, dots with whiskers for levels. */
export function curveOfColumnChart(curve: ColumnCurve, target: string): Chart {
  const isTime = curve.kind === "date" || curve.kind === "timestamp";
  const isMeasured = isTime || curve.kind === "number" || curve.kind === "int" || curve.kind === "duration";
  const values = curve.points.map((point) => ({ ...point, value: isMeasured ? point.value : String(point.value) }));
  const title = curve.explained === undefined ? `Predicted ${target}` : `Probability of ${String(curve.explained)}`;
  const y = { field: "mean", type: "quantitative", title, scale: { zero: false }, axis: { tickCount: 5, grid: true } };
  const band = { y: { field: "low", type: "quantitative", title }, y2: { field: "high" } };
  const type = isTime ? "temporal" : isMeasured ? "quantitative" : "nominal";
  const x = {
    ...{ field: "value", type, title: curve.column },
    ...(isMeasured
      ? { scale: { zero: false, nice: false }, axis: { tickCount: 5 } }
      : { sort: null, axis: { labelLimit: 90 } }),
  };
  const layer = isMeasured
    ? [
        { mark: { type: "area", color: colours.first, opacity: 0.15 }, encoding: { x, ...band } },
        { mark: { type: "line", color: colours.first, strokeWidth: 2 }, encoding: { x, y } },
      ]
    : [
        { mark: { type: "rule", color: colours.first, opacity: 0.35, strokeWidth: 5 }, encoding: { x, ...band } },
        { mark: { type: "point", filled: true, size: 60, color: colours.first }, encoding: { x, y } },
      ];
  return {
    alternative: `${title} as ${curve.column} changes, from ${curve.points[0]?.value} to ${curve.points.at(-1)?.value}`,
    spec: { width: 230, height: 150, data: { values }, layer } as Chart["spec"],
  };
}
