import type { WindowRecord } from "@mlopsc/monitor";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** As many columns are drawn: those that moved most. */
export const mostColumns = 20;

/** Time of day where windows are shorter than one. */
const timeAxis = (isShort: boolean, tickCount: number): object => ({
  ...{ type: "temporal", title: null, scale: { type: "utc" } },
  axis: { tickCount, labelOverlap: true, format: isShort ? "%d %b %H:%M" : "%d %b %Y" },
});

const dayLong = 86_400_000;

/** How far each column had moved in each window, as the depth of a colour; a dot where it had drifted. */
export function driftMapChart(records: readonly WindowRecord[]): Chart {
  const values = records.flatMap(({ window, drift }) =>
    [...drift.columns, ...drift.predictions].flatMap(({ column, effect, missingEffect, verdict }) =>
      effect === null && missingEffect === null
        ? []
        : [{ ...window, column, effect: Math.max(effect ?? 0, missingEffect ?? 0), drifted: verdict === "drifted" }],
    ),
  );
  const most = new Map<string, number>();
  for (const { column, effect } of values) most.set(column, Math.max(most.get(column) ?? 0, effect));
  const shown = [...most].sort(([, a], [, b]) => b - a).slice(0, mostColumns);
  const columns = shown.map(([column]) => column);
  const time = timeAxis(
    records.some(({ window }) => window.end - window.start < dayLong),
    4,
  );
  const y = {
    ...{ field: "column", type: "nominal", sort: columns, title: null },
    axis: { labelLimit: 150, labelColor: colours.ink, labelFontSize: 12 },
  };
  // Beyond one deviation all is equally far.
  const depth = { domain: [0, 1], range: ["var(--rule)", colours.second], clamp: true, interpolate: "rgb" };
  return {
    alternative: `How far columns have moved over ${records.length} windows, most of all: ${columns.slice(0, 3).join(", ")}`,
    spec: {
      ...{ width: 520, height: { step: 20 } },
      data: { values: values.filter(({ column }) => columns.includes(column)) },
      layer: [
        {
          mark: { type: "rect", color: colours.second },
          encoding: {
            ...{ y, x: { field: "start", ...time }, x2: { field: "end" } },
            opacity: { field: "effect", type: "quantitative", legend: null, scale: { ...depth, range: [0.05, 1] } },
          },
        },
        {
          transform: [{ filter: "datum.drifted" }, { calculate: "(datum.start + datum.end) / 2", as: "middle" }],
          mark: { type: "point", filled: true, size: 9, color: colours.ink },
          encoding: { y, x: { field: "middle", ...time } },
        },
      ],
      config: { axisY: { grid: false } },
    } as unknown as Chart["spec"],
  };
}

/** A figure of each window as a line, with gaps where it was not judged; dashed: what it is held against. */
export function overTimeChart(
  title: string,
  points: readonly { readonly time: number; readonly series: string; readonly value: number | null }[],
  against?: number,
): Chart {
  const times = points.map((point) => point.time);
  const isShort = times.some((each, at) => at > 0 && Math.abs(each - times[at - 1]!) < dayLong);
  const rule = {
    data: { values: [{ against }] },
    mark: { type: "rule", color: colours.quiet, strokeDash: [4, 4], strokeWidth: 1.5 },
    encoding: { y: { field: "against", type: "quantitative" } },
  };
  const several = new Set(points.map(({ series }) => series)).size > 1;
  return {
    alternative: `${title} of ${new Set(times).size} windows`,
    spec: {
      ...{ width: 230, height: 130 },
      layer: [
        {
          data: { values: points },
          mark: {
            type: "line",
            strokeWidth: 1.5,
            invalid: "break-paths-show-domains",
            point: { size: 10, filled: true },
          },
          encoding: {
            x: { field: "time", ...timeAxis(isShort, 2) },
            y: {
              field: "value",
              type: "quantitative",
              title,
              scale: { zero: false },
              axis: { tickCount: 4, grid: true, format: ",.4~r" },
            },
            ...(several
              ? { color: { field: "series", type: "nominal", sort: null } }
              : { color: { value: colours.first } }),
          },
        },
        ...(against === undefined ? [] : [rule]),
      ],
    } as unknown as Chart["spec"],
  };
}
