import type { Config } from "vega-lite";

/**
 * Colours are names of the page's own properties, so one drawing serves light, dark and print. Blue and orange are told
 * apart in every common form of colour blindness (Okabe and Ito 2008).
 */
export const colours = {
  first: "var(--first)",
  second: "var(--second)",
  quiet: "var(--quiet)",
  rule: "var(--rule)",
  ink: "var(--ink)",
} as const;

const font = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export const chartTheme: Config = {
  background: "transparent",
  font,
  aria: false,
  padding: 4,
  locale: { number: { decimal: ".", thousands: "\u202f", grouping: [3], currency: ["", ""], minus: "\u2212" } },
  view: { stroke: null },
  axis: {
    labelColor: "var(--ink-2)",
    titleColor: "var(--ink-2)",
    titleFontWeight: 500,
    titleFontSize: 12,
    labelFontSize: 11,
    titlePadding: 9,
    labelPadding: 5,
    gridColor: colours.rule,
    gridWidth: 1,
    domainColor: "var(--quiet)",
    tickColor: "var(--quiet)",
    tickSize: 4,
  },
  axisY: { domain: false, ticks: false, titleAngle: -90 },
  axisX: { grid: false },
  legend: {
    labelColor: "var(--ink)",
    titleColor: "var(--ink-2)",
    labelFontSize: 12,
    labelLimit: 280,
    symbolStrokeWidth: 2.5,
    orient: "top",
    title: null,
    offset: 8,
  },
  header: { labelColor: "var(--ink)", labelFontSize: 12, labelFontWeight: 600, title: null },
  range: { category: [colours.first, colours.second, "var(--third)", "#b5679a", "#94801f", colours.quiet] },
};
