import { alertFigure } from "@mlopsc/vocabulary";
import type { Window } from "../window.ts";
import { latencyQuantile } from "../windows/latency-histogram.ts";
import type { ServiceCounts } from "../windows/service-counts.ts";
import { sliceOf } from "../windows/service-timeline.ts";
import { leastCounted } from "./judge-window.ts";
import type { LiveMetrics } from "./live-metrics.ts";
import type { WindowRecord } from "./window-record.ts";

/** What a window's figures are read from. */
export interface FigureSource {
  readonly record: WindowRecord;
  /** Undefined where no labels have come. */
  readonly live?: LiveMetrics;
  /** By metric key, as measured on the test part. */
  readonly test: Readonly<Record<string, number>>;
}

/** A figure as conditions name it, in the units of `alertFigures`; undefined where it is not known, or not judged. */
export function windowFigure(text: string, { record, live, test }: FigureSource): number | undefined {
  const { name, of = "" } = alertFigure(text);
  const column = record.drift.columns.find(({ column: found }) => found === of);
  const quality = record.quality[of];
  switch (name) {
    case "drift.auc":
      return record.drift.classifier?.auc;
    case "drift.share":
      return record.drift.share ?? undefined;
    case "drift.prediction":
      return most(record.drift.predictions.map(({ effect }) => effect));
    case "drift.changes":
      return record.changes.length;
    case "latency.p50":
    case "latency.p95":
    case "latency.p99":
      return record.latency[name.slice("latency.".length) as "p50" | "p95" | "p99"] ?? undefined;
    case "errors":
    case "rejected":
      return record[name] ?? undefined;
    case "requests":
      return record.partial ? undefined : rate(record.requests, record.window);
    case "missing":
      return quality?.missing ?? undefined;
    case "unseen":
      return quality?.unseen ?? undefined;
    case "out_of_range":
      return quality?.outOfRange ?? undefined;
    case "psi":
      return column?.populationStability ?? undefined;
    case "drift":
      return column?.effect ?? undefined;
    case "live":
      return live?.metrics[of] ?? undefined;
    case "test":
      return test[of];
    default:
      return undefined;
  }
}

/** The same of the service alone, over any stretch. */
export function serviceFigure(name: string, counts: ServiceCounts, stretch: Window): number | undefined {
  const enough = counts.requests >= leastCounted;
  const quantile = /^latency\.p(\d\d)$/.exec(name);
  if (quantile) return enough ? (latencyQuantile(counts.latency, Number(quantile[1]) / 100) ?? undefined) : undefined;
  if (name === "requests") return rate(counts.requests, { start: sliceOf(stretch.start), end: stretch.end });
  if (name === "errors" || name === "rejected") return enough ? counts[name] / counts.requests : undefined;
  return undefined;
}

const rate = (requests: number, { start, end }: Window): number => (1000 * requests) / (end - start);

const most = (values: readonly (number | null)[]): number | undefined => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : Math.max(...known);
};
