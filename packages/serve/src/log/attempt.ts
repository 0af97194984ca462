import type { LoggedRequest } from "./logged-request.ts";

/** That a request was sent to other backends before, of which one may have logged it and not have come to answer it. */
export interface Attempt {
  /** 2 and up. */
  readonly number: number;
  /** How long ago the front was asked, in milliseconds. */
  readonly milliseconds: number;
}

/** The front says so to the replica; what a client says is not passed on. */
export const attemptHeader = "mlopsc-attempt";

export const attemptText = ({ number, milliseconds }: Attempt): string => `${number}; ${Math.ceil(milliseconds)}`;

/** Undefined for what makes no sense. */
export function readAttempt(text: string | string[] | undefined): Attempt | undefined {
  const found = typeof text === "string" ? /^(\d{1,4}); (\d{1,9})$/.exec(text) : null;
  if (found === null || Number(found[1]) < 2) return undefined;
  return { number: Number(found[1]), milliseconds: Number(found[2]) };
}

/**
 * Whether two entries are of one request, of which this is the earlier: then the other is not counted. Clients may use an id
 * again, so it must have come while the front had the request in hand.
 */
export function isEarlierAttempt(earlier: LoggedRequest, { id, time, attempt }: LoggedRequest): boolean {
  if (attempt === undefined || earlier.id !== id || (earlier.attempt?.number ?? 1) >= attempt.number) return false;
  return earlier.time >= firstPossible({ time, attempt }) && earlier.time <= time + tolerance;
}

/** When the request can have been logged first. */
export const firstPossible = ({ time, attempt }: Pick<LoggedRequest, "time" | "attempt">): number =>
  time - (attempt?.milliseconds ?? 0) - tolerance;

/** Clocks of one machine agree, but each replica tells the time at which it came to look. */
const tolerance = 500;
