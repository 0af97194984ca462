import type { Run } from "@mlopsc/engine";
import { weightsText } from "@mlopsc/plan";
import { isMetricName, metricEntry } from "@mlopsc/vocabulary";

/** `trial 3`, `final`, `final v2`, `baseline`. */
export function runTitle({ kind, trial, version, chosen }: Run): string {
  if (kind === "trial") return `trial ${trial}${chosen ? ", chosen" : ""}`;
  return version === null ? kind : `${kind} v${version}`;
}

/** `complete`, `complete, earlier` where the project has moved on. */
export const stateText = ({ state, current }: Run): string => (current ? state : `${state}, earlier`);

/** What was measured, by names that tell where: `auc` as mean over the folds, `test.auc` on the test part. */
export function metricsOf({ validation, test }: Run): Readonly<Record<string, number>> {
  const named = Object.entries(test ?? {}).map(([key, value]) => [`test.${key}`, value]);
  return { ...validation?.means, ...Object.fromEntries(named) };
}

/** Names of all metrics that some of the runs have, those on folds first. */
export const metricNames = (runs: readonly Run[]): readonly string[] => {
  const names = [...new Set(runs.flatMap((run) => Object.keys(metricsOf(run))))];
  return [...names.filter((name) => !name.startsWith("test.")), ...names.filter((name) => name.startsWith("test."))];
};

/** Of a metric by its name: `lift(10%)`, `test.rmse`. */
export function isHigherBetter(name: string): boolean {
  const metric = name.replace(/^test\./, "").replace(/\(.*$/, "");
  return !isMetricName(metric) || metricEntry(metric).better === "higher";
}

/** Best first; those without the metric stay behind, in their order. */
export function sortByMetric(runs: readonly Run[], name: string): readonly Run[] {
  const sign = isHigherBetter(name) ? -1 : 1;
  const worst = Number.POSITIVE_INFINITY;
  const rank = (run: Run): number => {
    const value = metricsOf(run)[name];
    return value === undefined ? worst : sign * value;
  };
  return [...runs].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** `gradient_boosting`; of an ensemble how its members count: `mean`, `by(auc)`. */
export const learnerOf = ({ choice, ensemble }: Run): string | undefined =>
  choice?.algorithm ?? (ensemble ? weightsText(ensemble.weights) : undefined);

/** Of an ensemble the shares of its members: `share.churn`. */
export function parametersOf({ choice, ensemble }: Run): Readonly<Record<string, string | number | boolean | null>> {
  return (
    choice?.parameters ?? Object.fromEntries(ensemble?.members.map(({ name, share }) => [`share.${name}`, share]) ?? [])
  );
}

/** `customers@1, visits@3`. */
export const dataText = ({ data }: Run): string =>
  Object.entries(data)
    .map(([name, version]) => `${name}@${version}`)
    .join(", ");

export const parameterText = (value: string | number | boolean | null | undefined): string =>
  value === undefined ? "–" : value === null ? "none" : String(value);

/** To the minute, in UTC. */
export const timeText = (milliseconds: number | null): string =>
  milliseconds === null ? "–" : new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ");
