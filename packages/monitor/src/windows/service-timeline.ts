import type { Window } from "../window.ts";
import { type CountedRequest, countRequest, mergeCounts, noRequests, type ServiceCounts } from "./service-counts.ts";

/** Counts of the service in slices of ten seconds, by their start: alerts ask for any stretch that ends now. */
export type ServiceTimeline = Record<number, ServiceCounts>;

export const sliceMilliseconds = 10_000;

export function countSlice(timeline: ServiceTimeline, time: number, request: CountedRequest): void {
  const start = Math.floor(time / sliceMilliseconds) * sliceMilliseconds;
  timeline[start] ??= noRequests();
  countRequest(timeline[start], request);
}

/** The counts of a stretch, its ends taken to the slices that begin in it. */
export function countsOver(timeline: ServiceTimeline, { start, end }: Window): ServiceCounts {
  let counts = noRequests();
  for (const [at, slice] of Object.entries(timeline)) {
    if (Number(at) >= Math.floor(start / sliceMilliseconds) * sliceMilliseconds && Number(at) < end)
      counts = mergeCounts(counts, slice);
  }
  return counts;
}

/** Forgets what lies before. */
export function forgetBefore(timeline: ServiceTimeline, time: number): void {
  for (const at of Object.keys(timeline)) if (Number(at) + sliceMilliseconds <= time) delete timeline[Number(at)];
}
