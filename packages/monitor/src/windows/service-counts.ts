import { addHistogram, addLatency, type LatencyHistogram } from "./latency-histogram.ts";

/** Counts of requests. */
export interface ServiceCounts {
  requests: number;
  /** Answered with 5xx. */
  errors: number;
  /** Answered with 4xx. */
  rejected: number;
  /** Records in them. */
  records: number;
  latency: LatencyHistogram;
}

export const noRequests = (): ServiceCounts => ({ requests: 0, errors: 0, rejected: 0, records: 0, latency: {} });

/** What is counted of a request. */
export interface CountedRequest {
  readonly status: number;
  readonly milliseconds: number;
  /** Its records are rows `from` to before `to`. */
  readonly from: number;
  readonly to: number;
}

export function countRequest(counts: ServiceCounts, { status, milliseconds, from, to }: CountedRequest): void {
  counts.requests++;
  counts.errors += Number(status >= 500);
  counts.rejected += Number(status >= 400 && status < 500);
  counts.records += to - from;
  addLatency(counts.latency, milliseconds);
}

/** Those of all parts together. */
export function mergeCounts(parts: readonly ServiceCounts[]): ServiceCounts {
  const all = noRequests();
  for (const { requests, errors, rejected, records, latency } of parts) {
    all.requests += requests;
    all.errors += errors;
    all.rejected += rejected;
    all.records += records;
    addHistogram(all.latency, latency);
  }
  return all;
}
