import type { Run } from "@mlopsc/engine";
import { learnerOf, metricsOf, parametersOf, parameterText } from "./run-fields.ts";

/** A run for other programs: all that is known of it. */
export function runJson(told: Run): unknown {
  const { choice, started, ...run } = told;
  return {
    ...run,
    algorithm: learnerOf(told) ?? null,
    parameters: parametersOf(told),
    started: started === null ? null : new Date(started).toISOString(),
  };
}

/** One line for each run under a head that names everything some run has; RFC 4180. */
export function runsCsv(runs: readonly Run[]): string {
  const rows = runs.map(flat);
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const names = [...fixed, ...heads.filter((head) => !fixed.includes(head)).sort()];
  const line = (cells: readonly unknown[]): string => cells.map(csvCell).join(",");
  return `${[line(names), ...rows.map((row) => line(names.map((name) => row[name])))].join("\n")}\n`;
}

const fixed: readonly string[] = [
  ...["id", "model", "kind", "trial", "state", "chosen", "current", "started", "duration_ms", "apply", "seed"],
  ...["split", "spec", "version", "algorithm"],
];

function flat(run: Run): Record<string, unknown> {
  const { id, model, kind, trial, state, chosen, current, apply, seed, split, spec, version } = run;
  const named = (prefix: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
  return {
    ...{ id, model, kind, trial, state, chosen, current, apply, seed, split, spec, version },
    started: run.started === null ? null : new Date(run.started).toISOString(),
    duration_ms: run.durationMilliseconds,
    algorithm: learnerOf(run),
    ...(run.rounds === undefined ? {} : { rounds: run.rounds }),
    ...named("data.", run.data),
    ...named("parameter.", writtenParameters(run)),
    ...named("metric.", metricsOf(run)),
  };
}

/** `none` is a value; a parameter that the learner does not have is an empty cell. */
const writtenParameters = (run: Run): Record<string, string> =>
  Object.fromEntries(Object.entries(parametersOf(run)).map(([name, value]) => [name, parameterText(value)]));

function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
