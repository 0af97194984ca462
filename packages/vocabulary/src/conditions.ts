import type { CallEntry } from "./blocks.ts";

/** The unit of a figure in a condition. Shares are numbers from 0 to 1: `1%` and `0.01` are one. */
export type FigureUnit = "number" | "share" | "duration" | "rate";

/** A figure that a condition can ask for. */
export interface FigureEntry {
  readonly unit: FigureUnit;
  /** All values that it can take, durations in ms, rates in 1/s; an end that is absent is infinite. */
  readonly range: { readonly low?: number; readonly high?: number };
  /** Which way is good; absent where neither is. */
  readonly better?: "higher" | "lower";
  readonly documentation: string;
}

const length = (documentation: string): FigureEntry => ({
  unit: "duration",
  range: { low: 0 },
  better: "lower",
  documentation,
});
const share = (documentation: string): FigureEntry => ({
  unit: "share",
  range: { low: 0, high: 1 },
  better: "lower",
  documentation,
});

/**
 * What an alert's condition is about, in one window of its monitor. Beside these: `live.METRIC` (labels have come),
 * `test.METRIC` (as measured before the model was registered) and `missing(COLUMN)` (share of a request column).
 */
export const alertFigures: Readonly<Record<string, FigureEntry>> = {
  "drift.auc": {
    unit: "number",
    range: { low: 0, high: 1 },
    better: "lower",
    documentation: "How well a classifier tells the window from the reference; 0.5: not at all.",
  },
  "drift.share": share("The share of columns that have drifted."),
  "latency.p50": length("The time within which half of the requests were answered."),
  "latency.p95": length("The time within which 95 % of the requests were answered."),
  "latency.p99": length("The time within which 99 % of the requests were answered."),
  errors: share("The share of requests that failed (5xx)."),
  rejected: share("The share of requests that were refused (4xx)."),
  requests: {
    unit: "rate",
    range: { low: 0 },
    documentation: "Requests as a rate, over the alert's `for`, or else over the window.",
  },
};

/** Whether it is counted as requests come in, and so can be looked at over any time, not only over a monitor's window. */
export const isServiceFigure = (name: string): boolean =>
  !name.startsWith("drift.") && Object.hasOwn(alertFigures, name);

/** What a line of `checks` measures, and the figures that its condition can ask for. */
export interface CheckEntry extends CallEntry {
  readonly figures: Readonly<Record<string, FigureEntry>>;
}

/** The measurements that must hold on one target before the next is touched. */
export const deployChecks: Readonly<Record<string, CheckEntry>> = {
  parity: {
    parameters: {
      sample: { value: { kind: "int" }, positional: true, default: "500", documentation: "Rows of the test part." },
    },
    figures: {
      difference: {
        unit: "number",
        range: { low: 0 },
        better: "lower",
        documentation: "The largest difference between a served prediction and that of training.",
      },
    },
    documentation: "The same rows give the same predictions as in training.",
  },
  load: {
    parameters: {
      rate: { value: { kind: "rate" }, required: true, documentation: "Requests a second." },
      for: { value: { kind: "duration" }, default: "30s", documentation: "How long." },
    },
    figures: {
      p50: length("The time within which half of the requests were answered."),
      p95: length("The time within which 95 % of the requests were answered."),
      p99: length("The time within which 99 % of the requests were answered."),
      errors: share("The share of requests that failed."),
    },
    documentation: "A constant load.",
  },
};
