import type { Predictions } from "@mlopsc/learn";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ModelIdentity } from "../answer/answer-text.ts";

/** What the server counts of itself, under the names that Prometheus users expect. */
export interface ServerMetrics {
  request(method: string, route: string, status: number, seconds: number): void;
  predicted(predictions: Pick<Predictions, "rows" | "outOfScope" | "incomplete">): void;
  /** A request refused for its content. */
  refused(): void;
  /** Requests that were answered although the request log could not take them. */
  unlogged(requests: number): void;
  text(): Promise<string>;
  readonly contentType: string;
  close(): void;
}

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** A registry of its own for each server, so that two in one process do not mix. */
export function createServerMetrics(identity: ModelIdentity, processMetrics: boolean): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the head of a request to the end of its answer.",
    labelNames: ["method", "route", "status"] as const,
    buckets,
    registers,
  });
  const predictions = new Counter({
    name: "mlopsc_predictions_total",
    help: "Records answered: predicted, out of the model's scope, or too incomplete for it.",
    labelNames: ["outcome"] as const,
    registers,
  });
  const refusals = new Counter({
    name: "mlopsc_refused_requests_total",
    help: "Requests whose content did not fit the model's schema.",
    registers,
  });
  const unlogged = new Counter({
    name: "mlopsc_unlogged_requests_total",
    help: "Requests answered although the request log could not be written.",
    registers,
  });
  new Gauge({
    name: "mlopsc_model_info",
    help: "The model served: 1, with its name and version.",
    labelNames: ["name", "version"] as const,
    registers,
  }).set({ name: identity.name, version: identity.version }, 1);
  // Asked for by its labels once: finding a child by labels takes longer than counting.
  const outcomes = {
    predicted: predictions.labels("predicted"),
    outOfScope: predictions.labels("out_of_scope"),
    incomplete: predictions.labels("incomplete"),
  };
  for (const child of Object.values(outcomes)) child.inc(0);
  const durations = new Map<string, ReturnType<typeof duration.labels>>();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  return {
    request: (method, route, status, seconds) => {
      const key = `${status} ${method} ${route}`;
      const child = durations.get(key) ?? duration.labels({ method, route, status });
      durations.set(key, child);
      child.observe(seconds);
    },
    predicted: ({ rows, outOfScope, incomplete }) => {
      if (rows.length > 0) outcomes.predicted.inc(rows.length);
      if (outOfScope.length > 0) outcomes.outOfScope.inc(outOfScope.length);
      if (incomplete.length > 0) outcomes.incomplete.inc(incomplete.length);
    },
    refused: () => refusals.inc(),
    unlogged: (requests) => unlogged.inc(requests),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => registry.clear(),
  };
}
