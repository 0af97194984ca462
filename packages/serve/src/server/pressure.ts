import type { ServerLimits } from "./limits.ts";

/** Whether the server has more to do than it can. */
export interface Pressure {
  /** Counts a request until `leave`; false where it is one too many. */
  enter(): boolean;
  leave(): void;
  close(): void;
}

const beatMilliseconds = 50;

/** Looks at the requests in flight and at how late the event loop comes to what is due. */
export function watchPressure({ inFlight, lagMilliseconds }: ServerLimits): Pressure {
  let count = 0;
  let beat = performance.now();
  let lag = 0;
  const lateness = (): number => performance.now() - beat - beatMilliseconds;
  const timer = setInterval(() => {
    lag = lateness();
    beat = performance.now();
  }, beatMilliseconds).unref();
  return {
    enter: () => {
      count++;
      return count <= inFlight && Math.max(lag, lateness()) <= lagMilliseconds;
    },
    leave: () => {
      count--;
    },
    close: () => clearInterval(timer),
  };
}
