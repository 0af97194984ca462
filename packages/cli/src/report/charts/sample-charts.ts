import type { FeatureComparison, FeatureDistribution } from "@mlopsc/learn";
import type { ScalarKind } from "@mlopsc/vocabulary";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

const samples = ["reference", "current"] as const;
const size = { width: 300, height: 130 };
const share = { field: "share", type: "quantitative", title: "Share of rows", axis: { format: ".0%", tickCount: 4 } };
const color = {
  field: "sample",
  type: "nominal",
  scale: { domain: samples, range: [colours.first, colours.second] },
  legend: null,
};

type Numbers = Extract<FeatureDistribution, { kind: "number" }>;
type Levels = Extract<FeatureDistribution, { kind: "category" }>;

/** Both samples on one scale, as shares of their rows, so that samples of unlike size compare. */
export function sampleChart({ feature, distribution }: FeatureComparison, kind: ScalarKind): Chart | undefined {
  if (distribution.kind === "category")
    return distribution.levels.length === 0 ? undefined : levelChart(feature, distribution);
  return distribution.edges.length < 2 ? undefined : histogramChart(feature, kind, distribution);
}

/** Steps over the bins: an outline and a light fill each, so that neither sample hides the other. */
function histogramChart(name: string, kind: ScalarKind, distribution: Numbers): Chart {
  const { edges } = distribution;
  const temporal = kind === "date" || kind === "timestamp";
  const unit = kind === "date" ? 86_400_000 : kind === "duration" ? 0.001 : 1;
  const values = samples.flatMap((sample) => {
    const counts = distribution[sample];
    const total = Math.max(1, sum(counts));
    // The last step needs its far end.
    return edges.map((edge, bin) => ({ sample, edge: edge * unit, share: (counts[bin] ?? counts.at(-1)!) / total }));
  });
  const scale = temporal ? { type: "utc", nice: false } : { zero: false, nice: false };
  return {
    alternative: `Histogram of ${name} in both samples`,
    spec: {
      ...size,
      data: { values },
      mark: { type: "area", interpolate: "step-after", fillOpacity: 0.16, line: { strokeWidth: 1.5 } },
      encoding: {
        x: { field: "edge", type: temporal ? "temporal" : "quantitative", title: null, scale, axis: { tickCount: 5 } },
        y: { ...share, stack: null },
        color,
      },
    } as Chart["spec"],
  };
}

function levelChart(name: string, distribution: Levels): Chart {
  const totals = { reference: sum(distribution.reference), current: sum(distribution.current) };
  totals.reference += distribution.otherReference;
  totals.current += distribution.otherCurrent;
  const values = distribution.levels.slice(0, 8).flatMap((level, index) =>
    samples.map((sample) => ({
      sample,
      level,
      share: totals[sample] === 0 ? 0 : distribution[sample][index]! / totals[sample],
    })),
  );
  return {
    alternative: `Shares of the levels of ${name} in both samples`,
    spec: {
      width: size.width,
      height: { step: 11 },
      data: { values },
      mark: { type: "bar", opacity: 0.85 },
      encoding: {
        y: { field: "level", type: "nominal", sort: null, title: null, axis: { labelLimit: 110 } },
        yOffset: { field: "sample", sort: samples },
        x: { ...share, axis: { ...share.axis, grid: true } },
        color,
      },
      config: { axisY: { grid: false } },
    } as Chart["spec"],
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
