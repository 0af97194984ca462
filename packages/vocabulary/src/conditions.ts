import type { CallEntry } from "./blocks.ts";
import type { CheckKind } from "./check-definition.ts";

/** The unit of a figure in a condition. Shares are numbers from 0 to 1: `1%` and `0.01` are one. */
export type FigureUnit = "number" | "share" | "duration" | "rate" | "bytes";

/** A figure that a condition can ask for. */
export interface FigureEntry {
  readonly unit: FigureUnit;
  /** All values that it can take, durations in ms, rates in 1/s, sizes in bytes; an end that is absent is infinite. */
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

const distance = (documentation: string): FigureEntry => ({
  unit: "number",
  range: { low: 0 },
  better: "lower",
  documentation,
});

/**
 * What an alert's condition is about, in one window of its monitor. Beside these: `live.METRIC` (labels have come),
 * `test.METRIC` (as measured before the model was registered) and those of {@link columnFigures}.
 */
export const alertFigures: Readonly<Record<string, FigureEntry>> = {
  "drift.auc": {
    unit: "number",
    range: { low: 0, high: 1 },
    better: "lower",
    documentation: "How well a classifier tells the window from the reference; 0.5: not at all.",
  },
  "drift.share": share("The share of columns that have drifted."),
  "drift.prediction": distance("How far predictions have moved: the effect of the one that moved most."),
  "drift.changes": {
    unit: "number",
    range: { low: 0 },
    better: "lower",
    documentation: "How often ADWIN or Page–Hinkley found a mean to move: of errors, latency or predictions.",
  },
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

/** Figures of one column of the requests: `missing(age)`. */
export const columnFigures: Readonly<Record<string, FigureEntry>> = {
  missing: share("The share of records in which the column is missing."),
  unseen: share("The share of records with a category that training had not."),
  out_of_range: share("The share of records with a number outside those of the reference."),
  psi: distance("The population stability index against the reference; above 0.25 is much."),
  drift: distance(
    "How far the column has moved: Wasserstein in standard deviations of the reference, or Jensen–Shannon of categories.",
  ),
};

/** Whether it is counted as requests come in, and so can be looked at over any time, not only over a monitor's window. */
export const isServiceFigure = (name: string): boolean =>
  !name.startsWith("drift.") && Object.hasOwn(alertFigures, name);

const size = (documentation: string): FigureEntry => ({
  unit: "bytes",
  range: { low: 0 },
  better: "lower",
  documentation,
});

/** What a line of `checks` measures, and the figures that its condition can ask for. */
export interface CheckEntry extends CallEntry {
  readonly figures: Readonly<Record<string, FigureEntry>>;
  /** Whether it asks for nothing without a condition. */
  readonly needsCondition: boolean;
  readonly example: string;
}

/** The measurements that must hold on one target before the next is touched. */
export const deployChecks: Readonly<Record<CheckKind, CheckEntry>> = {
  parity: {
    parameters: {
      sample: { value: { kind: "int" }, positional: true, default: "500", documentation: "Rows of the test part." },
    },
    figures: {
      difference: {
        unit: "number",
        range: { low: 0 },
        better: "lower",
        documentation: "The largest difference between a served prediction or probability and that of training.",
      },
    },
    needsCondition: true,
    documentation:
      "Rows of the test part get the same predictions as in training: the same classes, the same rows out of scope, and numbers within the bound. Else the row and the column are named.",
    example: "parity(sample: 500): difference <= 1e-9",
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
      errors: share("The share of requests that failed: no answer within 10 s, or one that is no prediction."),
    },
    needsCondition: true,
    documentation:
      "Requests come in on schedule, one record each, whether or not those before were answered; their time counts from the moment at which they were due.",
    example: "load(rate: 200/s, for: 30s): p95 < 20ms and errors < 0.1%",
  },
  smoke: {
    parameters: {},
    figures: { slowest: length("The time that the slowest of its answers took.") },
    needsCondition: false,
    documentation:
      "Health, readiness, metrics and the OpenAPI description answer, and the example in the description gets the answer of the trained model.",
    example: "smoke",
  },
  size: {
    parameters: {},
    figures: {
      image: size("All layers of the image, unpacked; known where the platform has images."),
      layer: size("What is added to the base: server, model and labels."),
      model: size("The model document."),
    },
    needsCondition: true,
    documentation: "How large it is.",
    example: "size: image < 150MB and model < 5MB",
  },
  run: {
    parameters: {
      command: {
        value: { kind: "text", holds: "command line" },
        required: true,
        positional: true,
        documentation: "The command line; files that it names are there when it runs.",
      },
      timeout: { value: { kind: "duration" }, default: "10m", documentation: "How long it may take." },
      files: {
        value: { kind: "texts", holds: "path" },
        documentation: 'Files and folders that it reads besides those that its line names: `["tests"]`.',
      },
      environment: {
        value: { kind: "texts" },
        documentation: 'Environment variables that it is given: `["API_KEY"]`; it sees no others.',
      },
      shell: { value: { kind: "bool" }, default: "false", documentation: "Whether a shell reads the line." },
    },
    figures: { duration: length("How long it took.") },
    needsCondition: false,
    documentation:
      "A test of the team's own, which must end with exit code 0. It finds the address in `MLOPSC_URL`, and `MLOPSC_DEPLOYMENT` and `MLOPSC_TARGET`.",
    example: 'run("node tests/smoke.mjs", timeout: 1m)',
  },
};

export const isCheckKind = (name: string): name is CheckKind => Object.hasOwn(deployChecks, name);
