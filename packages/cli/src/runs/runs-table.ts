import type { Run } from "@mlopsc/engine";
import { type FitColumn, fitTable } from "../terminal/fit-table.ts";
import { formatDuration, formatNumber } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import {
  learnerOf,
  metricNames,
  metricsOf,
  parametersOf,
  parameterText,
  runTitle,
  stateText,
  timeText,
} from "./run-fields.ts";

/** More of them are told by `runs show`. */
const shownMetrics = 2;

/** A line for each run, as many as the screen is wide for; `metric` is the one that they are sorted by. */
export function runsTable(runs: readonly Run[], metric: string | undefined, terminal: Terminal): string {
  const metrics = chosenMetrics(runs, metric);
  const varied = variedParameters(runs);
  const models = new Set(runs.map(({ model }) => model)).size > 1;
  const columns: FitColumn[] = [
    { head: "run" },
    ...(models ? [{ head: "model", least: 8 } as const] : []),
    { head: "what", least: "trial 12, chosen".length },
    { head: "state" },
    ...metrics.map((head) => ({ head, align: "right" }) as const),
    { head: "started (UTC)" },
    { head: "took", align: "right" },
    { head: "learner", least: 24 },
  ];
  const rows = runs.map((run) => {
    const measured = metricsOf(run);
    const cells = [
      run.id,
      ...(models ? [run.model] : []),
      runTitle(run),
      stateText(run),
      ...metrics.map((name) => (measured[name] === undefined ? "–" : formatNumber(measured[name]))),
      timeText(run.started),
      run.durationMilliseconds === null ? "–" : formatDuration(run.durationMilliseconds),
      learnerText(run, varied),
    ];
    return run.current ? { cells } : { cells, paint: terminal.colours.dim };
  });
  return fitTable(columns, rows, terminal);
}

/** The one asked for beside its counterpart, or the first ones, with those on the test part. */
function chosenMetrics(runs: readonly Run[], metric: string | undefined): readonly string[] {
  const names = metricNames(runs);
  const bare = (name: string): string => name.replace(/^test\./, "");
  const wanted = metric === undefined ? [...new Set(names.map(bare))].slice(0, shownMetrics) : [bare(metric)];
  return names.filter((name) => wanted.includes(bare(name)));
}

/** Algorithm → the parameters that tell its runs apart. */
function variedParameters(runs: readonly Run[]): ReadonlyMap<string, ReadonlySet<string>> {
  const seen = new Map<string, Map<string, Set<string>>>();
  for (const run of runs) {
    if (run.choice === null) continue;
    const parameters = seen.get(run.choice.algorithm) ?? new Map<string, Set<string>>();
    seen.set(run.choice.algorithm, parameters);
    for (const [name, value] of Object.entries(run.choice.parameters))
      parameters.set(name, (parameters.get(name) ?? new Set()).add(parameterText(value)));
  }
  return new Map(
    [...seen].map(([algorithm, parameters]) => [
      algorithm,
      new Set([...parameters].flatMap(([name, values]) => (values.size > 1 ? [name] : []))),
    ]),
  );
}

/** `gradient_boosting(trees: 43, max_depth: 2)`, without what is the same in all runs of the list. */
function learnerText(run: Run, varied: ReadonlyMap<string, ReadonlySet<string>>): string {
  const members = run.ensemble?.members.map(({ name }) => name).join(", ");
  if (members !== undefined) return `${learnerOf(run)} of ${members}`;
  if (run.choice === null) return "–";
  const { algorithm } = run.choice;
  const told = Object.entries(parametersOf(run)).filter(([name]) => varied.get(algorithm)?.has(name));
  const written = told.map(([name, value]) => `${name}: ${shortText(value)}`).join(", ");
  return written === "" ? algorithm : `${algorithm}(${written})`;
}

const shortText = (value: string | number | boolean | null): string =>
  typeof value === "number" ? String(Number(value.toPrecision(4))) : parameterText(value);
