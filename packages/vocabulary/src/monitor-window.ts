/** What a monitor judges at once: a stretch of time, counted from 1970-01-01 UTC, or so many requests. */
export type MonitorWindow =
  | { readonly kind: "time"; readonly milliseconds: number }
  | { readonly kind: "count"; readonly requests: number };

/** Fewer requests are never judged. */
export const leastWindowRequests = 30;
