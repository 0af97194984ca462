import { formatNumber } from "../terminal/numbers.ts";
import type { ModelMetrics, Review, SideMetrics } from "./review.ts";

/** A head and a row for each metric of each model that is trained anew; empty where none was ever measured. */
export function metricRows({ metrics, base, head }: Review): readonly (readonly string[])[] {
  const isKnown = metrics.some((each) => each.base !== null || each.head !== null);
  const rows = isKnown ? metrics.flatMap(rowsOf) : [];
  return rows.length === 0 ? [] : [["model", "metric", base.label, head.label], ...rows];
}

function rowsOf({ address, base, head }: ModelMetrics): readonly (readonly string[])[] {
  const names = [...new Set([...Object.keys(base ?? {}), ...Object.keys(head ?? {})])];
  if (names.length === 0) return [[address, "", untrained, untrained]];
  return names.map((name, at) => [at === 0 ? address : "", name, cell(base, name, at), cell(head, name, at)]);
}

const untrained = "not trained yet";

/** That nothing was trained is said once for all metrics of a model. */
function cell(metrics: SideMetrics | null, name: string, at: number): string {
  if (metrics === null) return at === 0 ? untrained : "";
  const value = metrics[name];
  return value === undefined || value === null ? "–" : formatNumber(value);
}
