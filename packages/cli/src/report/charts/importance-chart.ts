import type { FeatureImportance } from "@mlopsc/learn";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** As many as are drawn. */
export const mostBars = 20;

type Importance = FeatureImportance & { readonly deviation?: number };

/** The most important features as bars, the first at the top; whiskers are one deviation to either side. */
export function importanceChart(features: readonly Importance[], title: string, width = 520): Chart {
  const sorted = [...features].sort((a, b) => b.importance - a.importance).slice(0, mostBars);
  const values = sorted.map(({ feature, importance, deviation }) => ({
    name: feature,
    value: importance,
    ...(deviation === undefined ? {} : { low: importance - deviation, high: importance + deviation }),
  }));
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelLimit: 190, labelColor: "var(--ink)", labelFontSize: 12 },
  };
  const whiskers = {
    transform: [{ filter: "isValid(datum.low)" }],
    mark: { type: "rule", strokeWidth: 1.5, color: colours.ink },
    encoding: { y, x: { field: "low", type: "quantitative", title }, x2: { field: "high" } },
  };
  return {
    alternative: `Features by importance: ${sorted.map(({ feature }) => feature).join(", ")}`,
    spec: {
      width,
      height: { step: 22 },
      data: { values },
      layer: [
        {
          mark: { type: "bar", color: colours.first, height: { band: 0.62 }, cornerRadiusEnd: 2 },
          encoding: { y, x: { field: "value", type: "quantitative", title, axis: { grid: true, tickCount: 5 } } },
        },
        ...(values.some((value) => "low" in value) ? [whiskers] : []),
      ],
      config: { axisY: { grid: false } },
    } as Chart["spec"],
  };
}
