import { parameterText } from "../choice-text.ts";
import type { SearchReport, TrialReport } from "../model-data.ts";
import { scoreText } from "../number-text.ts";
import { colours } from "./chart-theme.ts";
import type { Chart } from "./draw-chart.ts";

/** More axes than that stand too close to be read. */
const mostAxes = 8;
/** More lines than that are a carpet; the best ones are drawn. */
const mostTrials = 150;
/** Values of a dimension that are names, or so few numbers, each get their label. */
const mostLevels = 6;
/** Where a line passes below an axis whose parameter is not in play for it. */
const below = -0.14;

interface Axis {
  readonly name: string;
  /** 0 at the bottom to 1 at the top; undefined where the trial does not have it. */
  readonly positionOf: (trial: TrialReport) => number | undefined;
  readonly labels: readonly { readonly position: number; readonly text: string }[];
}

/**
 * Each finished trial as a line through what it tried, to its score at the right; undefined where too little varies to
 * show anything. A line passes below the axis of a parameter that is not in play for it, so that each reaches its score.
 */
export function parallelChart(search: SearchReport): Chart | undefined {
  const { trials, optimise, better } = search;
  const sign = better === "higher" ? -1 : 1;
  const best = trials
    .filter(({ score }) => score !== null)
    .sort((a, b) => sign * (a.score! - b.score!) || a.number - b.number)
    .slice(0, mostTrials);
  const tried = [...new Set(best.flatMap(({ values }) => Object.keys(values)))].flatMap(
    (name) => axisOf(name, best, search.logarithmic?.includes(name) ?? false) ?? [],
  );
  if (tried.length === 0 || best.length < 3) return undefined;
  const axes = [...tried.slice(0, mostAxes), scoreAxis(best, optimise)];
  return {
    alternative: `What ${best.length} trials tried and how they scored; the best ${optimise} is ${scoreText(best[0]!.score!)}`,
    spec: { width: 720, height: 250, layer: [...lines(best, axes), ...frames(axes)] } as Chart["spec"],
  };
}

/** Undefined where all trials tried the same. */
function axisOf(name: string, trials: readonly TrialReport[], logarithmic: boolean): Axis | undefined {
  const values = [...new Set(trials.flatMap(({ values: each }) => (name in each ? [each[name]!] : [])))];
  if (values.length < 2) return undefined;
  const numbers = values.filter((value) => typeof value === "number");
  const isNumeric = numbers.length === values.length;
  if (isNumeric && values.length > mostLevels) {
    const range = rangeAxis(name, numbers, logarithmic);
    return { ...range, labels: [...range.labels, ...dash(name, trials)] };
  }
  const levels = isNumeric ? numbers.sort((a, b) => a - b) : [...values].sort();
  const positionOf = (value: unknown): number => levels.indexOf(value as never) / (levels.length - 1);
  return {
    name,
    positionOf: ({ values: each }) => (name in each ? positionOf(each[name]) : undefined),
    labels: [
      ...levels.map((level) => ({ position: positionOf(level), text: parameterText(level) })),
      ...dash(name, trials),
    ],
  };
}

/** The label of what is not in play; none where all trials have the parameter. */
const dash = (name: string, trials: readonly TrialReport[]): Axis["labels"] =>
  trials.every(({ values }) => name in values) ? [] : [{ position: below, text: "–" }];

function rangeAxis(name: string, numbers: readonly number[], logarithmic: boolean): Axis {
  const scale = logarithmic ? Math.log : (value: number) => value;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const positionOf = (value: number): number => (scale(value) - scale(low)) / (scale(high) - scale(low));
  return {
    name,
    positionOf: ({ values }) => (name in values ? positionOf(values[name] as number) : undefined),
    labels: [low, high].map((value) => ({ position: positionOf(value), text: parameterText(value) })),
  };
}

function scoreAxis(trials: readonly TrialReport[], optimise: string): Axis {
  const [best, worst] = [trials[0]!.score!, trials.at(-1)!.score!];
  const positionOf = (score: number): number => (best === worst ? 1 : (score - worst) / (best - worst));
  return {
    name: optimise,
    positionOf: ({ score }) => positionOf(score!),
    labels: [...new Set([best, worst])].map((score) => ({ position: positionOf(score), text: scoreText(score) })),
  };
}

const x = (field: string, length: number): object => ({
  field,
  type: "quantitative",
  axis: null,
  scale: { domain: [0, length - 1], nice: false, padding: 55 },
});
const y = { field: "y", type: "quantitative", axis: null, scale: { domain: [-0.2, 1.2], nice: false } };

/** The many first, so that the best lies on top. */
function lines(best: readonly TrialReport[], axes: readonly Axis[]): object[] {
  const quarter = Math.max(2, Math.ceil(best.length / 4));
  const layer = (trials: readonly TrialReport[], mark: object): object => ({
    data: { values: trials.flatMap((trial) => pieces(trial, axes)) },
    mark: { type: "rule", strokeCap: "round", ...mark },
    encoding: { x: x("x", axes.length), x2: { field: "x2" }, y, y2: { field: "y2" } },
  });
  return [
    layer(best.slice(quarter), { color: colours.quiet, strokeWidth: 1, opacity: 0.4 }),
    layer(best.slice(1, quarter), { color: colours.first, strokeWidth: 1.5, opacity: 0.75 }),
    layer(best.slice(0, 1), { color: colours.second, strokeWidth: 3 }),
  ];
}

function pieces(trial: TrialReport, axes: readonly Axis[]): object[] {
  const heights = axes.map(({ positionOf }) => positionOf(trial) ?? below);
  return heights.slice(1).map((to, at) => ({ x: at, x2: at + 1, y: heights[at], y2: to }));
}

/** The axes with their names and labels; a label has paper around it, since lines run behind. */
function frames(axes: readonly Axis[]): object[] {
  const labels = axes.flatMap(({ labels: each }, at) =>
    each.map(({ position, text }) => ({ x: at, y: position, text })),
  );
  const encoding = { x: x("x", axes.length), y, text: { field: "text", type: "nominal" } };
  const beside = { type: "text", align: "left", dx: 6, fontSize: 11 };
  return [
    {
      data: { values: axes.map((_, at) => ({ x: at, y: 0, y2: 1 })) },
      mark: { type: "rule", color: "var(--ink-2)", strokeWidth: 1 },
      encoding: { x: x("x", axes.length), y, y2: { field: "y2" } },
    },
    {
      data: { values: labels },
      mark: { ...beside, color: "var(--paper)", stroke: "var(--paper)", strokeWidth: 4 },
      encoding,
    },
    { data: { values: labels }, mark: { ...beside, color: "var(--ink-2)" }, encoding },
    {
      data: { values: axes.map(({ name }, at) => ({ x: at, y: 1.13, text: name })) },
      // The drawing library takes letters for wider than they are.
      mark: {
        type: "text",
        fontSize: 12,
        fontWeight: 500,
        color: colours.ink,
        limit: (1.35 * 610) / (axes.length - 1),
      },
      encoding,
    },
  ];
}
