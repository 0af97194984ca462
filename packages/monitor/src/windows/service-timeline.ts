import type { Window } from "../window.ts";
import { type CountedRequest, countRequest, mergeCounts, noRequests, type ServiceCounts } from "./service-counts.ts";

/** Counts of the service in slices of ten seconds, by their start: alerts ask for any stretch that ends now. */
export type ServiceTimeline = Record<number, ServiceCounts>;

const sliceMilliseconds = 10_000;

export function countSlice(timeline: ServiceTimeline, time: number, request: CountedRequest): void {
  const start = sliceOf(time);
  timeline[start] ??= noRequests();
  countRequest(timeline[start], request);
}

/** Start of the slice that holds a moment. */
export const sliceOf = (time: number): number => Math.floor(time / sliceMilliseconds) * sliceMilliseconds;

/** The counts of a stretch, from the start of the slice that it begins in. */
export function countsOver(timeline: ServiceTimeline, { start, end }: Window): ServiceCounts {
  const slices = Object.entries(timeline).filter(([at]) => Number(at) >= sliceOf(start) && Number(at) < end);
  return mergeCounts(slices.map(([, slice]) => slice));
}

/** Forgets what lies before. */
export function forgetBefore(timeline: ServiceTimeline, time: number): void {
  for (const at of Object.keys(timeline)) if (Number(at) + sliceMilliseconds <= time) delete timeline[Number(at)];
}
