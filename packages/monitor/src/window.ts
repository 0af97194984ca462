/** A stretch of time, milliseconds since 1970-01-01 UTC: from `start` to just before `end`. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The window of a length that holds a moment; windows are counted from 1970-01-01, so that all agree on them. */
export function windowOf(time: number, milliseconds: number): Window {
  const start = Math.floor(time / milliseconds) * milliseconds;
  return { start, end: start + milliseconds };
}
