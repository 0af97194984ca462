import type { Run } from "@mlopsc/engine";
import { fitTable } from "../terminal/fit-table.ts";
import { counted, formatNumber } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { learnerOf, metricNames, metricsOf, parametersOf, parameterText, runTitle } from "./run-fields.ts";

/** What some of the runs have otherwise than the first; a value that a run does not have is null. */
export interface RunDifference {
  /** `model`, `learner.max_depth`, `data.customers`, `auc`. */
  readonly name: string;
  readonly values: readonly (string | number | boolean | null)[];
  /** Of metrics: less the first run's value; null where one of both is missing. */
  readonly differences?: readonly (number | null)[];
}

export interface RunComparison {
  readonly facts: readonly RunDifference[];
  readonly metrics: readonly RunDifference[];
  /** How many facts and metrics are the same in all. */
  readonly same: number;
}

export function compareRuns(runs: readonly Run[]): RunComparison {
  const facts = factNames(runs).map((name) => ({ name, values: runs.map((run) => factsOf(run)[name] ?? null) }));
  const metrics = metricNames(runs).map((name) => {
    const values = runs.map((run) => metricsOf(run)[name] ?? null);
    const [first] = values;
    const differences = values.map((value) => (value === null || first == null ? null : value - first));
    return { name, values, differences };
  });
  const differs = ({ values }: RunDifference): boolean => values.some((value) => value !== values[0]);
  const shown = { facts: facts.filter(differs), metrics: metrics.filter(differs) };
  return { ...shown, same: facts.length + metrics.length - shown.facts.length - shown.metrics.length };
}

type Facts = Readonly<Record<string, string | number | boolean | null>>;

const factNames = (runs: readonly Run[]): readonly string[] => [
  ...new Set(runs.flatMap((run) => Object.keys(factsOf(run)))),
];

function factsOf(run: Run): Facts {
  const named = (prefix: string, values: Facts): Facts =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value ?? "none"]));
  return {
    ...{ model: run.model, state: run.state, algorithm: learnerOf(run) ?? null },
    ...named("", parametersOf(run)),
    ...named("data.", run.data),
    ...{ split: run.split, seed: run.seed },
  };
}

/** A column for each run, a line for each difference; metrics with what they gain or lose against the first run. */
export function printComparison(runs: readonly Run[], comparison: RunComparison, terminal: Terminal): string {
  const { facts, metrics, same } = comparison;
  const head = runs.map((run) => ({ head: run.id, align: "right", least: 10 }) as const);
  const rows = [
    { cells: ["", ...runs.map((run) => runTitle(run))] },
    ...facts.map(({ name, values }) => ({ cells: [name, ...values.map((value) => factText(name, value))] })),
    ...metrics.map(({ name, values, differences = [] }) => ({
      cells: [name, ...values.map((value, at) => metricText(value, at === 0 ? null : (differences[at] ?? null)))],
      paint: terminal.colours.bold,
    })),
  ];
  const rest = `${counted(same, "other")} ${same === 1 ? "is" : "are"} the same.`;
  return `${fitTable([{ head: "" }, ...head], rows, terminal)}\n${terminal.colours.dim(rest)}\n`;
}

const factText = (name: string, value: string | number | boolean | null): string => {
  if (value === null) return "–";
  return name === "split" ? String(value).slice(0, 8) : parameterText(value);
};

function metricText(value: string | number | boolean | null, difference: number | null): string {
  if (typeof value !== "number") return "–";
  const sign = difference !== null && difference < 0 ? "-" : "+";
  return difference === null
    ? formatNumber(value)
    : `${formatNumber(value)} (${sign}${formatNumber(Math.abs(difference))})`;
}
